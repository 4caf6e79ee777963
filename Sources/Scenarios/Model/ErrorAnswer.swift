/// An error answer of the interface: a status and the members of its ErrorDetail (contract.md 2.9).
public struct ErrorAnswer: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// `errorType`, a value of contract.md 3.2.
    public let type: String
    /// `errorMessage`, when the file gives one.
    public let message: String?
    /// `providerErrorCode`, when the file gives one.
    public let providerErrorCode: String?
    /// `providerErrorMessage`, when the file gives one.
    public let providerErrorMessage: String?
    /// `detailMessage`, when the file gives one.
    public let detail: Freeform?

    /// An error answer in code.
    public init(
        status: Int, type: String, message: String? = nil, providerErrorCode: String? = nil,
        providerErrorMessage: String? = nil, detail: Freeform? = nil
    ) {
        self.status = status
        self.type = type
        self.message = message
        self.providerErrorCode = providerErrorCode
        self.providerErrorMessage = providerErrorMessage
        self.detail = detail
    }
}

extension ErrorAnswer: CustomStringConvertible {
    /// `503 UPSTREAM_UNAVAILABLE`.
    public var description: String { "\(status) \(type)" }
}

extension ErrorAnswer {
    /// Reads `503 UPSTREAM_UNAVAILABLE`.
    init(parsing text: String, as kind: AnswerKind) throws(Complaint) {
        let words = text.split(separator: " ")
        guard words.count == 2 else {
            throw Complaint(
                "`\(text)` is not a status and an error type",
                hint: "write it like \(kind.example)")
        }
        let status = try kind.status(parsing: String(words[0]))
        try Form.errorType.check(String(words[1]))
        self.init(status: status, type: String(words[1]))
    }
}

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
        switch (self, Int(text)) {
        case (.decline, 400), (.decline, 404): break
        case (.error, .some(500...599)): break
        case (.decline, _):
            throw Complaint(
                "a decline has status 400 or 404, not \(text)",
                hint: "for 5xx use `error`, for anything else `respond`")
        case (.error, _):
            throw Complaint(
                "an error has a status from 500 to 599, not \(text)",
                hint: "for 400 and 404 use `decline`, for anything else `respond`")
        }
        return Int(text) ?? 0
    }
}
