/// The two kinds of error answer, by what they tell the till.
enum AnswerKind: Sendable {
    /// The final no of a provider.
    case decline
    /// A failure whose outcome is unknown.
    case error

    /// How to write one.
    var example: String {
        switch self {
        case .decline: "404 DO_NOT_HONOR"
        case .error: "503 UPSTREAM_UNAVAILABLE"
        }
    }

    /// Reads a status that suits the kind.
    func status(parsing text: String) throws(Complaint) -> Int {
        if let status = statuses.first(where: { String($0) == text }) { return status }
        switch self {
        case .decline:
            throw Complaint(
                "a decline has status 400 or 404, not \(text)",
                hint: "for 5xx use `error`, for anything else `respond`")
        case .error:
            throw Complaint(
                "an error has a status from 500 to 599, not \(text)",
                hint: "for 400 and 404 use `decline`, for anything else `respond`")
        }
    }

    private var statuses: [Int] {
        switch self {
        case .decline: [400, 404]
        case .error: Array(500...599)
        }
    }
}
