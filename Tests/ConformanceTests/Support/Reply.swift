import JSONTree

/// The result of a message, as the journal records it.
struct Reply {
    var status: Int?
    var ended = "sent"
    var response: JSON = .null
    var fault: String?
    var rule: String?
    /// Violations of the published schema that the switch tolerated.
    var tolerated: [String] = []
    /// The switch's view, where it is not what the status tells.
    var state: String?
    /// The response is that of a provision, with the voucher.
    var isVoucher = false

    static let voucher = Reply(status: 201, isVoucher: true)
    static let accepted = Reply(status: 202)
    static let pending = Reply(ended: "pending")

    static func error(_ status: Int, _ type: String? = nil) -> Reply {
        let body: JSON = type.map { ["errorType": .string($0), "errorMessage": "No."] } ?? .null
        return Reply(status: status, response: body, rule: "outage")
    }

    static let outage = error(503, "UPSTREAM_UNAVAILABLE")
    static let decline = error(404, "DO_NOT_HONOR")
    static let duplicate = Reply(
        status: 400, response: ["errorType": "DUPLICATE_RECORD", "errorMessage": "No."])
    static let notFound = Reply(
        status: 404, response: ["errorType": "UNABLE_TO_LOCATE_RECORD", "errorMessage": "No."])
    static let wrongUser = Reply(
        status: 400, response: ["errorType": "AUTHENTICATION_ERROR", "errorMessage": "No."])

    static let badToken = Reply(
        status: 401, response: ["errorType": "AUTHENTICATION_ERROR", "errorMessage": "No."])

    static func silence(_ ended: String) -> Reply {
        Reply(ended: ended, rule: "outage")
    }

    /// A voucher that was issued and whose answer was lost.
    static let lost = Reply(
        ended: "closed", fault: "lost reply by close", rule: "lost", isVoucher: true)

    static let timeout = silence("client-left")

    static func malformed(_ complaints: String...) -> Reply {
        Reply(
            status: 400,
            response: [
                "errorType": "FORMAT_ERROR", "errorMessage": "Bad formatting.",
                "detailMessage": [
                    "formatErrors": .array(complaints.map { ["msg": .string($0)] })
                ],
            ])
    }

    func garbled(_ kind: String) -> Reply {
        var reply = self
        reply.fault = "garbled \(kind)"
        reply.rule = "garble"
        return reply
    }
}
