import HTTPMessages
import JSONTree
import VoucherLedger

/// The ids by which an error names its message (contract.md 2.9).
struct MessageIDs {
    /// The id of the message itself; nil for a lookup, which has none.
    let message: String?
    /// The id of the request that an advice, a retry or a lookup is about, else the message's own.
    let subject: String?

    /// Reads the ids of a message that is refused, as far as possible.
    init(of request: HTTPRequest, at place: PathParameter?) {
        let body = request.body.isEmpty ? nil : try? JSONView(parsing: request.body)
        message = body?["id"]?.text
        subject =
            place?.value ?? body?["requestId"]?.text
            ?? Self.provisionRequestID(in: request.query) ?? message
    }

    /// The ids of a message that was read.
    init(message: String?, subject: String?) {
        self.message = message
        self.subject = subject
    }

    /// The id that an error shows: the message's own, else that of its subject. Only a UUID is
    /// shown, so that the error is well formed.
    var shown: String? {
        [message, subject].lazy.compactMap { $0 }.first { TransactionID($0) != nil }
    }

    private static func provisionRequestID(in query: String?) -> String? {
        let name = "provisionRequestId="
        return query?.split(separator: "&").first { $0.hasPrefix(name) }
            .flatMap { PercentEncoding.decode(formValue: $0.dropFirst(name.count)) }
    }
}

/// The variable part of a path: `provisionId` of `/vouchers/{provisionId}/retry`.
struct PathParameter: Equatable {
    let name: String
    let value: String
}
