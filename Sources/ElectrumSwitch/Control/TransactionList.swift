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
    /// The transactions whose messages are not all found, the newest first.
    private var unfinished: [TransactionDetail] = []
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
        if unfinished.isEmpty { takePage() }
        for transaction in takeFinished() { writer.append(transaction.encoded, to: &bytes) }
        guard unfinished.isEmpty, rest == 0 || before == 1 else { return true }
        bytes += Array("],\"total\":\(total)".utf8)
        if before > 1, total > 0 { bytes += Array(",\"next\":\(before)".utf8) }
        bytes.append(UInt8(ascii: "}"))
        return false
    }

    private mutating func takePage() {
        (unfinished, before) = sandbox.peek { [before, rest] state in
            let page = state.core.ledger.transactions(
                before: before, max: min(rest, ListWriter.itemsMax))
            let found = page.found.map {
                TransactionDetail($0.key, $0.transaction, in: state.core)
            }
            return (found, page.last)
        }
        rest -= unfinished.count
    }

    /// Finds messages, as many as may be passed with the sandbox locked.
    ///
    /// - Returns: the transactions that have all of theirs.
    private mutating func takeFinished() -> [TransactionDetail] {
        let count = sandbox.peek { state in
            var (count, steps) = (0, ListWriter.stepsMax)
            while count < unfinished.count,
                unfinished[count].findMessages(in: state.core.journal, steps: &steps)
            {
                count += 1
            }
            return count
        }
        defer { unfinished.removeFirst(count) }
        return Array(unfinished.prefix(count))
    }
}
