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

    package var finishedAt: UnixTime?
    /// The transaction's id as the message names it: in the body, in the path, or as `requestId`.
    package var transaction: String?
    package var messageID: String?
    /// The Basic user name.
    package var client: String?
    /// The fingerprint of the password, which distinguishes clients of the same name.
    package var credentials: String?
    /// The source of the message at the switch; nil if no client sent it.
    package var source: MessageSource?
    package var terminal: String?
    /// 1 for a provision, 2, 3 … for its retries; the number of the delivery for deliveries.
    package var attempt: Int?
    package var provider: String?
    /// The scenario's rule that decided.
    package var rule: String?
    /// The reason why nothing of the message was read: the server refused it, or TLS failed.
    package var refused: String?

    // The small ones stand together: apart, each would take eight bytes.
    package let operation: Operation
    /// The provider's reaction to the message; nil until the ledger has seen it.
    package var upstream: Upstream?
    /// True if the provider did what the message asks for.
    package var processed = false
    package var ended = Ended.pending
    /// The switch's view of the transaction after the message.
    package var state = TransactionState.none
    /// True if the user name may be a password; never written.
    package var hidesClient = false
    private var shortStatus: Int16?

    /// None or one: thousands of messages are kept, and most have no rare field.
    private var rare: [RareFields] = []

    package init(seq: Int, at: UnixTime, sandbox: String, operation: Operation) {
        self.seq = seq
        self.at = at
        self.sandbox = sandbox
        self.operation = operation
    }

    /// True if its exchange has not ended.
    package var isOpen: Bool { ended == .pending }

    package var place: RecordPlace { RecordPlace(seq: seq, at: at, sandbox: sandbox) }

    /// The status of the answer, three digits.
    package var status: Int? {
        get { shortStatus.map(Int.init) }
        set { shortStatus = newValue.map { Int16(clamping: $0) } }
    }

    /// Changes a rare field, unless it has no value and gets none.
    private mutating func setRare(_ hasValue: Bool, _ change: (inout RareFields) -> Void) {
        if rare.isEmpty {
            guard hasValue else { return }
            rare = [RareFields()]
        }
        change(&rare[0])
        if !hasValue, rare[0] == RareFields() { rare = [] }
    }
}

/// The fields that few messages have.
private struct RareFields: Sendable, Equatable {
    var processedAt: UnixTime?
    var spelledID: String?
    var codeHash: String?
    var fault: RecordedFault?
    var nearMiss: String?
    var tolerated: [String] = []
    var cutAfter: Int?
    var laterWords: [String: String] = [:]
    var echoedSecrets: [String] = []
    var codePlaceholder: String?
}

extension RecordedMessage {
    /// The time at which the ledger saw the message, if later than its arrival.
    package var processedAt: UnixTime? {
        get { rare.first?.processedAt }
        set { setRare(newValue != nil) { $0.processedAt = newValue } }
    }

    /// The id in path or query, where it is spelt otherwise than `transaction`.
    package var spelledID: String? {
        get { rare.first?.spelledID }
        set { setRare(newValue != nil) { $0.spelledID = newValue } }
    }

    /// The fingerprint of a code that the till asked for.
    package var codeHash: String? {
        get { rare.first?.codeHash }
        set { setRare(newValue != nil) { $0.codeHash = newValue } }
    }

    /// The fault that the rule injected.
    package var fault: RecordedFault? {
        get { rare.first?.fault }
        set { setRare(newValue != nil) { $0.fault = newValue } }
    }

    /// The rule that came closest when none matched, and why it did not.
    package var nearMiss: String? {
        get { rare.first?.nearMiss }
        set { setRare(newValue != nil) { $0.nearMiss = newValue } }
    }

    /// Violations of the specification that the switch tolerates.
    package var tolerated: [String] {
        get { rare.first?.tolerated ?? [] }
        set { setRare(!newValue.isEmpty) { $0.tolerated = newValue } }
    }

    /// The number of bytes of a cut-off answer that left, as they are on the wire; nil if it was
    /// not cut off or had not begun.
    package var cutAfter: Int? {
        get { rare.first?.cutAfter }
        set { setRare(newValue != nil) { $0.cutAfter = newValue } }
    }

    /// See `JournalRecord.laterWords`.
    package var laterWords: [String: String] {
        get { rare.first?.laterWords ?? [:] }
        set { setRare(!newValue.isEmpty) { $0.laterWords = newValue } }
    }

    /// Possible secrets in path, query and user name, which an answer may repeat; never written.
    package var echoedSecrets: [String] {
        get { rare.first?.echoedSecrets ?? [] }
        set { setRare(!newValue.isEmpty) { $0.echoedSecrets = newValue } }
    }

    /// The placeholder for the voucher's code outside memory; never written.
    package var codePlaceholder: String? {
        get { rare.first?.codePlaceholder }
        set { setRare(newValue != nil) { $0.codePlaceholder = newValue } }
    }
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

    private init() {
        messages = []
    }

    /// No message: it stands where one was taken out for a moment.
    static let vacant = SharedMessage()

    /// A copy of the message. What is asked for every message `JournalRecord` tells without one.
    package var value: RecordedMessage { messages[0] }

    mutating func update(_ change: (inout RecordedMessage) -> Void) {
        change(&messages[0])
    }
}

/// A body in a journal: JSON, or the text of what is not JSON.
package enum RecordedBody: Sendable, Equatable {
    /// The bytes as they came; none for no body.
    case received(KeptBytes)
    /// The bytes of JSON, without white space between values.
    case encoded([UInt8])
    /// Read from a journal.
    case value(JSON)

    /// No body.
    package static let none = RecordedBody.received(KeptBytes([]))

    /// The bytes as they came, kept whole.
    package static func received(_ bytes: [UInt8]) -> RecordedBody { .received(KeptBytes(bytes)) }

    /// The body as JSON; as a string if it is not JSON.
    package var json: JSON {
        switch self {
        case .received(let kept): Self.json(kept.bytes)
        case .encoded(let bytes): (try? JSON(parsing: bytes)) ?? .null
        case .value(let json): json
        }
    }

    /// The body as it came.
    package var bytes: [UInt8] {
        switch self {
        case .received(let kept): kept.bytes
        case .encoded(let bytes): bytes
        case .value(.null): []
        case .value(.string(let text)): Array(text.utf8)
        case .value(let json): json.encoded
        }
    }

    /// Keeps a received body as its difference from one that came before, if there is one like it.
    package mutating func shrink(by bases: inout KeptBases) {
        guard case .received(let bytes) = self else { return }
        self = .received(bases.kept(bytes))
    }

    private static func json(_ bytes: [UInt8]) -> JSON {
        guard !bytes.isEmpty else { return .null }
        return (try? JSON(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
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
