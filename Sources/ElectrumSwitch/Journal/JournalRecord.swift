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
    /// What a record says that is no message: the members of a sandbox or end record.
    var note: JSONObject?
    let operation: Operation
    /// The body as it arrived.
    var request: [UInt8] = []

    /// When the ledger saw the message, if that was later than its arrival.
    var processedAt: Int64?
    var finishedAt: Int64?
    var transaction: String?
    var messageID: String?
    /// The id in path or query, where it is spelt otherwise than `transaction`.
    var spelledID: String?
    /// The Basic user name.
    var client: String?
    /// Whether the user name may be a password: then it does not leave memory.
    var hidesClient = false
    /// What path, query and user name hold that may be a secret; an answer may repeat it.
    var echoes: [String] = []
    /// What stands for the code of the voucher outside memory; see `Masking.stand`.
    var codeStand: String?
    /// The fingerprint of a code that the till wishes for.
    var codeHash: String?
    /// The fingerprint of the password, which keeps clients of one name apart.
    var credentials: String?
    /// How the message reached the switch; nil for what no client sent.
    var source: MessageSource?
    var terminal: String?
    /// 1 for a provision, 2, 3 … for its retries; the number of the delivery for deliveries.
    var attempt: Int?
    var provider: String?
    var rule: String?
    var fault: String?
    /// The kind of garbling in that fault; nil when the answer is not garbled.
    var garbled: String?
    /// Why nothing of the message was read, or of what its client sent instead of one: the server
    /// refused it, or TLS failed.
    var refused: String?
    /// Which rule came closest when none fired, and why it did not.
    var nearMiss: String?
    /// What the provider made of the message; nil while the ledger has not seen it.
    var upstream: Upstream?
    /// What the specification forbids and the switch let pass.
    var tolerated: [String] = []
    /// Whether the provider did what the message asks for.
    var processed = false
    var status: Int?
    var ended = Ended.pending
    /// The transaction's state after the message.
    var state = TransactionState.none
    /// How many bytes of the answer left, as they are on the wire, when it was cut off; nil when it
    /// was not, or had not begun.
    var cutAfter: Int?
    /// The body as it was sent, or would have been.
    var response: [UInt8] = []

    init(seq: Int, at: Int64, operation: Operation = .unknown) {
        self.seq = seq
        self.at = at
        self.operation = operation
    }

    /// Whether a sandbox began with it: each numbers its records from 1.
    var isBeginning: Bool { seq == 1 && note != nil }

    /// About how many bytes the record takes in memory, with all that a till can make long.
    var byteCount: Int {
        var count = Self.ownByteCount + request.count + response.count
        count += Self.heapByteCount(of: transaction) + Self.heapByteCount(of: messageID)
        count += Self.heapByteCount(of: spelledID)
        count += Self.heapByteCount(of: client) + Self.heapByteCount(of: credentials)
        count += Self.heapByteCount(of: codeStand) + Self.heapByteCount(of: codeHash)
        count += Self.heapByteCount(of: terminal) + Self.heapByteCount(of: provider)
        count += Self.heapByteCount(of: rule) + Self.heapByteCount(of: fault)
        count += Self.heapByteCount(of: garbled)
        count += Self.heapByteCount(of: nearMiss) + Self.heapByteCount(of: source?.userAgent)
        count += Self.heapByteCount(of: source?.clientSubject)
        for text in echoes { count += Self.heapByteCount(of: text) }
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
    init(ofAnswer ending: Ending) {
        switch ending {
        case .delivered: self = .sent
        case .clientLeft: self = .clientLeft
        case .stopped: self = .truncated
        }
    }
}
