import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// One message of a till, or one delivery to a provider, from arrival to answer.
struct JournalRecord: Equatable {
    /// From 1, without gaps, in order of arrival.
    let seq: Int
    /// Nanoseconds since 1970 on the sandbox clock.
    let at: Int64
    /// The members of a record that is not a message: a sandbox or an end record.
    var note: JSONObject?
    /// The body as it arrived.
    var request: [UInt8] = []

    /// The time at which the ledger saw the message, if later than its arrival.
    var processedAt: Int64?
    var finishedAt: Int64?
    var transaction: String?
    var messageID: String?
    /// The id in path or query, where it is spelt otherwise than `transaction`.
    var spelledID: String?
    /// The Basic user name.
    var client: String?
    /// Possible secrets in path, query and user name, which an answer may repeat.
    var echoedSecrets: [String] = []
    /// The placeholder for the voucher's code outside memory; see `Masking.placeholder`.
    var codePlaceholder: String?
    /// The fingerprint of a code that the till asked for.
    var codeHash: String?
    /// The fingerprint of the password, which distinguishes clients of the same name.
    var credentials: String?
    /// The source of the message at the switch; nil if no client sent it.
    var source: MessageSource?
    var terminal: String?
    /// 1 for a provision, 2, 3 … for its retries; the number of the delivery for deliveries.
    var attempt: Int?
    var provider: String?
    var rule: String?
    var fault: String?
    /// The kind of garbling in that fault; nil when the answer is not garbled.
    var garbled: String?
    /// The reason why nothing of the message was read: the server refused it, or TLS failed.
    var refused: String?
    /// The rule that came closest when none matched, and why it did not.
    var nearMiss: String?
    /// Violations of the specification that the switch tolerates.
    var tolerated: [String] = []
    var status: Int?
    /// How many bytes of the answer left, as they are on the wire, when it was cut off; nil when it
    /// was not, or had not begun.
    var cutAfter: Int?

    // The small ones stand together: apart, each would take eight bytes.
    let operation: Operation
    /// True if the user name may be a password: it is then kept in memory only.
    var hidesClient = false
    /// The provider's reaction to the message; nil until the ledger has seen it.
    var upstream: Upstream?
    /// True if the provider did what the message asks for.
    var processed = false
    var ended = Ended.pending
    /// The transaction's state after the message.
    var state = TransactionState.none

    /// The body as it was sent, or would have been.
    var response: [UInt8] = []

    init(seq: Int, at: Int64, operation: Operation = .unknown) {
        self.seq = seq
        self.at = at
        self.operation = operation
    }

    /// True if a sandbox began with it: each numbers its records from 1.
    var isBeginning: Bool { seq == 1 && note != nil }

    /// The approximate size of the record in memory, with everything that a till can make long.
    var byteCount: Int {
        var count = Self.ownByteCount + request.count + response.count
        count += Self.heapByteCount(of: transaction) + Self.heapByteCount(of: messageID)
        count += Self.heapByteCount(of: spelledID)
        count += Self.heapByteCount(of: client) + Self.heapByteCount(of: credentials)
        count += Self.heapByteCount(of: codePlaceholder) + Self.heapByteCount(of: codeHash)
        count += Self.heapByteCount(of: terminal) + Self.heapByteCount(of: provider)
        count += Self.heapByteCount(of: rule) + Self.heapByteCount(of: fault)
        count += Self.heapByteCount(of: garbled)
        count += Self.heapByteCount(of: nearMiss) + Self.heapByteCount(of: source?.userAgent)
        count += Self.heapByteCount(of: source?.clientSubject)
        for text in echoedSecrets { count += Self.heapByteCount(of: text) }
        for text in tolerated { count += Self.heapByteCount(of: text) }
        return count
    }

    /// The record itself, the heads of its two bodies, and its place in the journal's index.
    private static let ownByteCount = MemoryLayout<JournalRecord>.stride + 2 * headByteCount + 64
    private static let headByteCount = 32

    /// Short texts lie in the record itself.
    private static func heapByteCount(of text: String?) -> Int {
        guard let count = text?.utf8.count, count > 15 else { return 0 }
        return headByteCount + count
    }
}

extension Ended {
    /// The end of an answer that nothing interfered with.
    init(ofAnswer ending: ExchangeEnding) {
        switch ending {
        case .delivered: self = .sent
        case .clientLeft: self = .clientLeft
        case .stopped: self = .truncated
        }
    }
}
