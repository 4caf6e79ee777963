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
