import JSONTree

extension ErrorAnswer {
    /// `STATUS TYPE`, or the same as a mapping.
    static func decoder(of kind: AnswerKind) -> Decoder<ErrorAnswer> {
        .either(words(of: kind), keys(of: kind).decoder)
    }

    private static func keys(of kind: AnswerKind) -> Keys<ErrorAnswer> {
        Keys("An error answer", of: ErrorAnswer(status: 500, type: "GENERAL_ERROR")) {
            Key("status", \.status, status(of: kind), isRequired: true, "The HTTP status.")
            Key(
                "type", \.type, .word("error type", types.map { Word($0, "", $0) }),
                isRequired: true, "The errorType.")
            Key("message", \.message, .text, "The errorMessage.")
            Key("providerErrorCode", \.providerErrorCode, .text, "The provider's own code.")
            Key(
                "providerErrorMessage", \.providerErrorMessage, .text,
                "The provider's own message.")
            Key("detail", \.detail, .anything(), "The detailMessage.")
        }
    }

    private static func words(of kind: AnswerKind) -> Decoder<ErrorAnswer> {
        .scalar(
            Syntax.Scalar(
                noun: "a status and an error type",
                pattern: "^\(kind.statusPattern) (\(types.joined(separator: "|")))$",
                example: kind.example),
            written: { .string($0.description) },
            { text throws(Complaint) in
                let words = text.split(separator: " ").map(String.init)
                guard words.count == 2 else {
                    throw Complaint(
                        "`\(text)` is not a status and an error type",
                        hint: "write it like \(kind.example)")
                }
                let status = try kind.status(parsing: words[0])
                guard types.contains(words[1]) else {
                    throw Complaint(unknown: "error type", words[1], among: types)
                }
                return ErrorAnswer(status: status, type: words[1])
            })
    }

    private static func status(of kind: AnswerKind) -> Decoder<Int> {
        .scalar(
            Syntax.Scalar(
                noun: "a status", schema: kind.statusSchema, example: String(kind.statuses[0])),
            { text throws(Complaint) in try kind.status(parsing: text) })
    }
}

extension AnswerKind {
    fileprivate var statusPattern: String {
        switch self {
        case .decline: "(400|404)"
        case .error: "5[0-9][0-9]"
        }
    }

    fileprivate var statusSchema: JSONObject {
        switch self {
        case .decline: ["enum": [400, 404]]
        case .error: Syntax.Scalar(500...599).schema
        }
    }
}
