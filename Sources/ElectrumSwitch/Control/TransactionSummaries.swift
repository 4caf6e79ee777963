import HTTPMessages
import JSONTree
import Journal
import VoucherLedger

/// `GET …/transactions?view=summary`: transactions with what their parties believe, the newest
/// first. If there are more, `next` is the `before` of the next page.
struct TransactionSummaries: AnswerParts {
    private let sandbox: Sandbox
    private let journal: SandboxJournal
    private let views: ConsoleViews
    private let now: Instant
    private let search: Search
    /// The beginnings of those that are asked for by their ids; nil for all.
    private let only: [Int]?
    private var before: Int
    private var rest: Int
    private var writer = ListWriter(asLines: false)
    private var hasBegun = false

    /// The most transactions that are made at once.
    private static let sliceMax = 64

    init(
        of sandbox: Sandbox, _ search: Search, before: Int, only ids: [String]?, limit: Int,
        _ views: ConsoleViews, at now: Instant
    ) {
        self.sandbox = sandbox
        self.views = views
        self.now = now
        self.search = search
        self.before = before
        let journal = sandbox.journal
        self.journal = journal
        only = ids.map { ids in
            ids.compactMap { TransactionID($0).flatMap { journal.numbers(of: $0).first } }
                .sorted(by: >)
        }
        rest = limit
    }

    var contentType: String { "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if !hasBegun { bytes += Array("{\"transactions\":[".utf8) }
        hasBegun = true
        let slice = slice()
        let found = slice.isEmpty ? [] : made(slice)
        for (number, transaction) in found
        where search.isEmpty || search.matches(transaction.facts) {
            guard rest > 0 else { return finish(&bytes, next: number + 1) }
            var transaction = transaction
            transaction.append("number", .number(JSONNumber(number)))
            writer.append(.object(transaction), to: &bytes)
            rest -= 1
        }
        guard let last = slice.last, only == nil else { return finish(&bytes, next: nil) }
        before = last
        return true
    }

    private func slice() -> [Int] {
        // One more tells that there is another page.
        let wanted = search.isEmpty ? min(rest + 1, Self.sliceMax) : Self.sliceMax
        return only.map { Array($0.prefix(Self.sliceMax)) }
            ?? journal.beginnings(before: before, max: wanted)
    }

    /// Returns the transactions of these beginnings, in the same order.
    private func made(_ beginnings: [Int]) -> [(number: Int, JSONObject)] {
        var numbers: [Int] = []
        for seq in beginnings {
            guard let id = journal[seq]?.message?.transaction.flatMap(TransactionID.init) else {
                continue
            }
            numbers += journal.numbers(of: id)
        }
        let made = views.transactions(sandbox.records(numbers.sorted(), at: now), false)
        let bySeq = Dictionary(
            made.compactMap(\.members).compactMap { transaction in
                transaction["messages"]?[0]?["seq"]?.integer.map { (Int($0), transaction) }
            }
        ) { first, _ in first }
        return beginnings.compactMap { seq in bySeq[seq].map { (seq, $0) } }
    }

    private func finish(_ bytes: inout [UInt8], next: Int?) -> Bool {
        bytes += Array("],\"total\":\(journal.transactionCount)".utf8)
        if let next { bytes += Array(",\"next\":\(next)".utf8) }
        bytes.append(UInt8(ascii: "}"))
        return false
    }
}

extension JSONObject {
    /// The facts of a transaction that a search can name.
    fileprivate var facts: Search.Facts {
        let texts = { (name: String) in [self[name]?.text].compactMap { $0 } }
        let messages = self["messages"]?.items ?? []
        let each = { (name: String) in messages.compactMap { $0[name]?.text } }
        let amount = self["amount"]?.integer
        return [
            ("id", texts("id")), ("state", texts("state")),
            ("provider", texts("provider") + texts("providerName")),
            ("terminal", texts("terminal")), ("product", texts("product")),
            ("client", texts("client")), ("amount", amount.map { ["\(Double($0) / 100)"] } ?? []),
            ("rule", each("rule")), ("op", each("op")), ("is", texts("opinion")),
            ("finding", (self["findings"]?.items ?? []).compactMap(\.text)),
            ("status", messages.map { $0["status"]?.integer.map(String.init) ?? "none" }),
        ]
    }
}
