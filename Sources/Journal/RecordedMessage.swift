package import JSONTree
package import Vocabulary

/// One message of a till, or one delivery to a provider, from arrival to answer.
package struct RecordedMessage: Sendable, Equatable {
    /// From 1, without gaps, in order of arrival.
    package let seq: Int
    /// The time on the sandbox clock.
    package let at: UnixTime
    package var sandbox: String
    /// The body as it arrived.
    package var request = RecordedBody.none
    /// The body as it was sent, or would have been.
    package var response = RecordedBody.none

    /// The time at which the ledger saw the message, if later than its arrival.
    package var processedAt: UnixTime?
    package var finishedAt: UnixTime?
    /// The transaction's id as the message names it: in the body, in the path, or as `requestId`.
    package var transaction: String?
    package var messageID: String?
    /// The id in path or query, where it is spelt otherwise than `transaction`.
    package var spelledID: String?
    /// The Basic user name.
    package var client: String?
    /// The fingerprint of the password, which distinguishes clients of the same name.
    package var credentials: String?
    /// The fingerprint of a code that the till asked for.
    package var codeHash: String?
    /// The source of the message at the switch; nil if no client sent it.
    package var source: MessageSource?
    package var terminal: String?
    /// 1 for a provision, 2, 3 … for its retries; the number of the delivery for deliveries.
    package var attempt: Int?
    package var provider: String?
    /// The scenario's rule that decided.
    package var rule: String?
    /// The fault that it injected.
    package var fault: RecordedFault?
    /// The reason why nothing of the message was read: the server refused it, or TLS failed.
    package var refused: String?
    /// The rule that came closest when none matched, and why it did not.
    package var nearMiss: String?
    /// Violations of the specification that the switch tolerates.
    package var tolerated: [String] = []
    package var status: Int?
    /// The number of bytes of a cut-off answer that left, as they are on the wire; nil if it was
    /// not cut off or had not begun.
    package var cutAfter: Int?
    /// See `JournalRecord.laterWords`.
    package var laterWords: [String: String] = [:]

    // The small ones stand together: apart, each would take eight bytes.
    package let operation: Operation
    /// The provider's reaction to the message; nil until the ledger has seen it.
    package var upstream: Upstream?
    /// True if the provider did what the message asks for.
    package var processed = false
    package var ended = Ended.pending
    /// The switch's view of the transaction after the message.
    package var state = TransactionState.none

    // MARK: Never written

    /// True if the user name may be a password.
    package var hidesClient = false
    /// Possible secrets in path, query and user name, which an answer may repeat.
    package var echoedSecrets: [String] = []
    /// The placeholder for the voucher's code outside memory.
    package var codePlaceholder: String?

    package init(seq: Int, at: UnixTime, sandbox: String, operation: Operation) {
        self.seq = seq
        self.at = at
        self.sandbox = sandbox
        self.operation = operation
    }

    /// True if its exchange has not ended.
    package var isOpen: Bool { ended == .pending }

    package var place: RecordPlace { RecordPlace(seq: seq, at: at, sandbox: sandbox) }
}

/// A message in one place in memory for all who hold its record: the journal, its copies, the
/// subscribers of events. A copy costs one reference instead of one for each of the fields, and an
/// update copies the message only if somebody else has it, too.
package struct SharedMessage: Sendable, Equatable {
    /// An array of one is copied on write, and Sendable as its element is.
    private(set) var messages: [RecordedMessage]

    package init(_ message: consuming RecordedMessage) {
        messages = [message]
    }

    /// A copy of the message. What is asked for every message `JournalRecord` tells without one.
    package var value: RecordedMessage { messages[0] }

    mutating func update(_ change: (inout RecordedMessage) -> Void) {
        change(&messages[0])
    }
}

/// A body in a journal: JSON, or the text of what is not JSON.
package enum RecordedBody: Sendable, Equatable {
    /// The bytes as they came; none for no body.
    case received([UInt8])
    /// The bytes of JSON, without white space between values.
    case encoded([UInt8])
    /// Read from a journal.
    case value(JSON)

    /// No body.
    package static let none = RecordedBody.received([])

    /// The body as JSON; as a string if it is not JSON.
    package var json: JSON {
        switch self {
        case .received([]): .null
        case .received(let bytes):
            (try? JSON(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
        case .encoded(let bytes): (try? JSON(parsing: bytes)) ?? .null
        case .value(let json): json
        }
    }

    /// The body as it came.
    package var bytes: [UInt8] {
        switch self {
        case .received(let bytes), .encoded(let bytes): bytes
        case .value(.null): []
        case .value(.string(let text)): Array(text.utf8)
        case .value(let json): json.encoded
        }
    }
}

/// The fault that a scenario injected.
package struct RecordedFault: Sendable, Equatable {
    /// The half of an exchange that is lost.
    package enum Leg: String, Sendable, CaseIterable {
        case request, reply
    }

    /// How the connection is treated in place of a plain answer.
    package enum Delivery: String, Sendable, CaseIterable {
        /// It stays open and silent.
        case silence
        case close, cut, reset
        /// The answer goes out, and none to the next message.
        case stale
        case handshakeHang = "tls-hang"
        case handshakeReset = "tls-reset"
        case expiredCertificate = "tls-expired-certificate"
    }

    /// For people, as in `garbled truncated at 50%, delay 2s`.
    package var text: String
    /// Nil when the answer is not garbled.
    package var garbling: Garbling?
    /// Nil when nothing is lost.
    package var lost: Leg?
    /// Where the body is cut, as a scenario writes it: `120` or `50%`; nil when it is whole.
    package var position: String?
    /// Nil for an answer that goes out as it is.
    package var delivery: Delivery?

    package init(_ text: String) {
        self.text = text
    }
}

/// The way in which a message of a till reached the switch: its connection and its User-Agent. They
/// help to recognise a repeat that an HTTP library made automatically.
package struct MessageSource: Sendable, Equatable {
    /// The number of the connection, from 1 since the mock was started; nil without one.
    package var connection: Int?
    /// The number of the request on that connection, from 1.
    package var requestOnConnection: Int?
    /// The User-Agent field, its first `userAgentBytesMax` bytes.
    package var userAgent: String?
    /// The subject of the client's certificate, where TLS is mutual.
    package var clientSubject: String?

    /// The place of the message in a distributed trace, as the client has sent it (W3C Trace
    /// Context); nil where it has sent none, or what is not valid.
    package private(set) var traceparent: String?

    private static let userAgentBytesMax = 256

    package init(
        connection: Int?, requestOnConnection: Int?, userAgent: String?, clientSubject: String?,
        traceparent: String? = nil
    ) {
        self.traceparent = traceparent.flatMap { TraceParent.isValid($0) ? $0 : nil }
        self.connection = connection
        self.requestOnConnection = requestOnConnection
        self.userAgent = userAgent.map(Self.bounded)
        self.clientSubject = clientSubject
    }

    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > userAgentBytesMax else { return text }
        return String(decoding: text.utf8.prefix(userAgentBytesMax), as: UTF8.self)
    }
}
