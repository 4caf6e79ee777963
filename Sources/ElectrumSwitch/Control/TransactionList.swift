import HTTPMessages
import Journal
import VoucherLedger

/// `GET …/transactions`: the newest first, at most `limit`. If there are more, `next` is the
/// `before` of the next page.
struct TransactionList: AnswerParts {
    private let sandbox: Sandbox
    private var writer = ListWriter(asLines: false)
    /// The number of the transaction before which the next ones come, counted from 1 by first
    /// appearance.
    private var before: Int
    /// The number of transactions that the answer may still hold.
    private var rest: Int
    private let total: Int
    private var hasBegun = false

    init(of sandbox: Sandbox, limit: Int, before: Int, at now: Instant) {
        self.sandbox = sandbox
        self.before = before
        rest = limit
        total = sandbox.withState(at: now) { state, _ in state.core.ledger.count }
    }

    var contentType: String { "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if !hasBegun { bytes += Array("{\"transactions\":[".utf8) }
        hasBegun = true
        let (page, last) = sandbox.peek { [before, rest] state in
            let page = state.core.ledger.transactions(
                before: before, max: min(rest, ListWriter.itemsMax))
            return (
                page.found.map { ($0.number, state.core.seen($0.key, $0.transaction)) }, page.last
            )
        }
        for (_, transaction) in page { writer.append(transaction.encoded, to: &bytes) }
        before = last
        rest -= page.count
        guard rest == 0 || last == 1 else { return true }
        bytes += Array("],\"total\":\(total)".utf8)
        if last > 1, total > 0 { bytes += Array(",\"next\":\(last)".utf8) }
        bytes.append(UInt8(ascii: "}"))
        return false
    }
}
