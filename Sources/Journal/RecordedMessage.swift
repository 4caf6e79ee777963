package import Vocabulary

/// One message of a till, or one delivery to a provider, from arrival to answer. Many thousands are
/// kept: what most of one client have alike stands apart, as does what few have.
package struct RecordedMessage: Sendable, Equatable {
    /// From 1, without gaps, in order of arrival.
    package let seq: Int
    /// The time on the sandbox clock.
    package let at: UnixTime
    /// One.
    private var common: [CommonFields]
    /// None or one.
    private var rare: [RareFields] = []
    /// The body as it arrived.
    package var request = RecordedBody.none
    /// The body as it was sent, or would have been.
    package var response = RecordedBody.none
    /// The scenario's rule that decided.
    package var rule: String?

    // Small ones stand behind those that leave bytes unused: apart, each would take eight.
    /// `transaction`, as it is kept.
    package private(set) var keptTransaction: KeptText?
    package let operation: Operation
    /// The provider's reaction to the message; nil until the ledger has seen it.
    package var upstream: Upstream?
    /// True if the provider did what the message asks for.
    package var processed = false
    package var ended = Ended.pending
    /// `messageID`, as it is kept.
    package private(set) var keptMessageID: KeptText?
    /// The switch's view of the transaction after the message.
    package var state = TransactionState.none
    private var shortStatus: Int16?
    package var finishedAt: UnixTime?
    private var connection: Int?
    private var shortAttempt: Int32?
    private var requestOnConnection: Int?

    package init(seq: Int, at: UnixTime, sandbox: String, operation: Operation) {
        self.seq = seq
        self.at = at
        self.operation = operation
        common = [CommonFields(sandbox: sandbox)]
    }

    /// True if its exchange has not ended.
    package var isOpen: Bool { ended == .pending }

    package var place: RecordPlace { RecordPlace(seq: seq, at: at, sandbox: sandbox) }

    /// The transaction's id as the message names it: in the body, in the path, or as `requestId`.
    package var transaction: String? {
        get { keptTransaction?.text }
        set { keptTransaction = newValue.map(KeptText.init) }
    }

    package var messageID: String? {
        get { keptMessageID?.text }
        set { keptMessageID = newValue.map(KeptText.init) }
    }

    /// Sets both ids, which mostly are one.
    package mutating func setIDs(transaction: String?, message: String?) {
        keptTransaction = transaction.map(KeptText.init)
        keptMessageID = message == transaction ? keptTransaction : message.map(KeptText.init)
    }

    /// The status of the answer, three digits.
    package var status: Int? {
        get { shortStatus.map(Int.init) }
        set { shortStatus = newValue.map { Int16(clamping: $0) } }
    }

    /// 1 for a provision, 2, 3 … for its retries; the number of the delivery for deliveries.
    package var attempt: Int? {
        get { shortAttempt.map(Int.init) }
        set { shortAttempt = newValue.map { Int32(clamping: $0) } }
    }

    /// The source of the message at the switch; nil if nothing is known of it.
    package var source: MessageSource? {
        get {
            MessageSource(
                connection: connection, requestOnConnection: requestOnConnection,
                userAgent: userAgent, clientSubject: clientSubject,
                knownTraceparent: rare.first?.traceparent)
        }
        set {
            connection = newValue?.connection
            requestOnConnection = newValue?.requestOnConnection
            common[0].userAgent = newValue?.userAgent
            common[0].clientSubject = newValue?.clientSubject
            let traceparent = newValue?.traceparent
            setRare(traceparent != nil) { $0.traceparent = traceparent }
        }
    }

    /// Shares the common fields of a message that has the same.
    package mutating func shareFields(by known: inout KnownFields) {
        common = known.shared(common)
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

/// The fields that most messages of one client have alike.
private struct CommonFields: Sendable, Equatable {
    // First what differs most.
    var terminal: String?
    var client: String?
    var provider: String?
    var credentials: String?
    var userAgent: String?
    var clientSubject: String?
    var sandbox: String
    var hidesClient = false
}

extension RecordedMessage {
    package var sandbox: String {
        get { common[0].sandbox }
        set { common[0].sandbox = newValue }
    }

    /// The Basic user name.
    package var client: String? {
        get { common[0].client }
        set { common[0].client = newValue }
    }

    /// True if the user name may be a password; never written.
    package var hidesClient: Bool {
        get { common[0].hidesClient }
        set { common[0].hidesClient = newValue }
    }

    /// The fingerprint of the password, which distinguishes clients of the same name.
    package var credentials: String? {
        get { common[0].credentials }
        set { common[0].credentials = newValue }
    }

    /// Returns true if it is certain that another message has the same sender.
    func hasSender(of other: borrowing RecordedMessage) -> Bool {
        // Mostly they share their fields.
        if common == other.common { return client != nil && credentials != nil }
        return client != nil && client == other.client
            && credentials != nil && credentials == other.credentials
    }

    /// See `MessageSource`.
    package var userAgent: String? { common[0].userAgent }

    /// See `MessageSource`.
    package var clientSubject: String? { common[0].clientSubject }

    package var terminal: String? {
        get { common[0].terminal }
        set { common[0].terminal = newValue }
    }

    package var provider: String? {
        get { common[0].provider }
        set { common[0].provider = newValue }
    }
}

/// The common fields of messages of late, for messages to come to share.
package struct KnownFields: Sendable {
    /// Each is an array of one, at a place that its terminal selects.
    private var fields: [[CommonFields]] = []

    private static let placeCount = 64

    /// No fields.
    package init() {}

    fileprivate mutating func shared(_ new: [CommonFields]) -> [CommonFields] {
        if fields.isEmpty { fields = Array(repeating: [], count: Self.placeCount) }
        var terminal = new[0].terminal ?? ""
        let sum = terminal.withUTF8 { $0.reduce(0) { $0 &* 31 &+ Int($1) } }
        let index = sum & (Self.placeCount - 1)
        if fields[index] != new { fields[index] = new }
        return fields[index]
    }
}

/// The fields that few messages have.
private struct RareFields: Sendable, Equatable {
    var processedAt: UnixTime?
    /// The reason for a refusal.
    var refused: String?
    var traceparent: String?
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

    /// The reason why nothing of the message was read: the server refused it, or TLS failed.
    package var refused: String? {
        get { rare.first?.refused }
        set { setRare(newValue != nil) { $0.refused = newValue } }
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

    /// The source that a record tells; nil if it tells nothing.
    fileprivate init?(
        connection: Int?, requestOnConnection: Int?, userAgent: String?, clientSubject: String?,
        knownTraceparent: String?
    ) {
        let texts = [userAgent, clientSubject, knownTraceparent]
        if connection == nil, requestOnConnection == nil, texts.allSatisfy({ $0 == nil }) {
            return nil
        }
        self.connection = connection
        self.requestOnConnection = requestOnConnection
        self.userAgent = userAgent
        self.clientSubject = clientSubject
        traceparent = knownTraceparent
    }

    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > userAgentBytesMax else { return text }
        return String(decoding: text.utf8.prefix(userAgentBytesMax), as: UTF8.self)
    }
}
