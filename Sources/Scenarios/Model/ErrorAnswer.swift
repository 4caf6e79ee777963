package import JSONTree

/// An error answer of the interface: a status and the members of its ErrorDetail (contract.md 2.9).
package struct ErrorAnswer: Sendable, Equatable {
    /// The HTTP status.
    package internal(set) var status: Int
    /// `errorType`, a value of contract.md 3.2.
    package internal(set) var type: String
    /// `errorMessage`, when the file gives one.
    package internal(set) var message: String?
    /// `providerErrorCode`, when the file gives one.
    package internal(set) var providerErrorCode: String?
    /// `providerErrorMessage`, when the file gives one.
    package internal(set) var providerErrorMessage: String?
    /// `detailMessage`, when the file gives one.
    package internal(set) var detail: JSON?

    /// An error answer in code.
    package init(
        status: Int, type: String, message: String? = nil, providerErrorCode: String? = nil,
        providerErrorMessage: String? = nil, detail: JSON? = nil
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
    package var description: String { "\(status) \(type)" }
}

extension ErrorAnswer {
    /// The values of `errorType` (contract.md 3.2).
    static let types = [
        "DUPLICATE_RECORD", "FORMAT_ERROR", "FUNCTION_NOT_SUPPORTED", "GENERAL_ERROR",
        "INVALID_AMOUNT", "ROUTING_ERROR", "TRANSACTION_NOT_SUPPORTED",
        "UNABLE_TO_LOCATE_RECORD", "UPSTREAM_UNAVAILABLE", "VOUCHER_ALREADY_REDEEMED",
        "VOUCHER_ALREADY_PROVISIONED", "VOUCHER_ALREADY_CONFIRMED",
        "VOUCHER_ALREADY_REVERSED", "VOUCHER_ALREADY_REFUNDED", "VOUCHER_NOT_REFUNDED",
        "VOUCHER_NOT_REDEEMABLE", "VOUCHER_NOT_REDEEMED", "VOUCHER_STATUS_UNKNOWN",
        "REDEMPTION_ALREADY_CONFIRMED", "REDEMPTION_NOT_CONFIRMED",
        "REDEMPTION_ALREADY_REVERSED", "REFUND_ALREADY_CONFIRMED", "REFUND_ALREADY_REVERSED",
        "INVALID_MERCHANT", "INVALID_VOUCHER", "AUTHENTICATION_ERROR", "INSUFFICIENT_AMOUNT",
        "DO_NOT_HONOR", "DO_NOT_HONOUR", "INSUFFICIENT_FUNDS", "INVALID_ACCOUNT",
        "TRANSACTION_DECLINED", "LIMIT_EXCEEDED",
    ]

    /// True if the error type means that the outcome of the request is unknown, whatever the status
    /// (flows.md, F6).
    var leavesOutcomeUnknown: Bool {
        ["UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN"].contains(type)
    }
}

/// The two kinds of error answer, by what they tell the till.
enum AnswerKind: Sendable {
    /// A provider's final no.
    case decline
    /// A failure whose outcome is unknown.
    case error

    /// An example of how to write one.
    var example: String {
        switch self {
        case .decline: "404 DO_NOT_HONOR"
        case .error: "503 UPSTREAM_UNAVAILABLE"
        }
    }

    /// Parses a status that is valid for the kind.
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

    /// Those that suit the kind.
    var statuses: [Int] {
        switch self {
        case .decline: [400, 404]
        case .error: Array(500...599)
        }
    }
}
