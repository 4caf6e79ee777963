import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// `GET …/transactions?view=summary`: transactions with what their parties believe, the newest
/// first. If there are more, `next` is the `before` of the next page.
///
/// A search looks at the records first: only those that may fit are judged. It ends a page early
/// when it has judged or looked at very many, so that no request takes longer than a moment.
struct TransactionSummaries: AnswerParts {
    private let sandbox: Sandbox
    private let journal: SandboxJournal
    private let views: ConsoleViews
    private let now: Instant
    private let search: ListSearch
    /// The beginnings of those that are asked for by their ids; nil for all.
    private let only: [Int]?
    private var before: Int
    private var rest: Int
    private var effort = 0
    private var writer = ListWriter(asLines: false)
    private var hasBegun = false

    /// The names of the providers by their ids.
    private let profiles: [String: ProviderProfile]

    /// The most transactions that are made at once.
    private static let sliceMax = 64
    /// The most effort of a search for one page: transactions looked at, and how many of these one
    /// costs that is judged.
    private static let (effortMax, judgingEffort) = (16_384, 16)
    /// The keys of a search that only a verdict tells of.
    private static let judgedKeys = ["is", "finding"]

    init(
        of sandbox: Sandbox, _ search: ListSearch, before: Int, only ids: [String]?, limit: Int,
        _ views: ConsoleViews, at now: Instant
    ) {
        self.sandbox = sandbox
        self.views = views
        self.now = now
        self.search = search
        self.before = before
        let journal = sandbox.journal
        self.journal = journal
        profiles = sandbox.setup.providers.profiles
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
        let fitting = search.isEmpty ? slice : slice.filter(mayFit)
        for (number, transaction) in fitting.isEmpty ? [] : made(fitting)
        where search.isEmpty || search.matches(transaction.judgedFacts, of: Self.judgedKeys) {
            guard rest > 0 else { return finish(&bytes, next: number + 1) }
            var transaction = transaction
            transaction.append("number", .number(JSONNumber(number)))
            writer.append(.object(transaction), to: &bytes)
            rest -= 1
        }
        guard let last = slice.last, only == nil else { return finish(&bytes, next: nil) }
        before = last
        effort += slice.count + fitting.count * Self.judgingEffort
        let isLong = !search.isEmpty && effort >= Self.effortMax
        guard isLong, !journal.beginnings(before: last, max: 1).isEmpty else { return true }
        return finish(&bytes, next: last)
    }

    private func slice() -> [Int] {
        // One more tells that there is another page.
        let wanted = search.isEmpty ? min(rest + 1, Self.sliceMax) : Self.sliceMax
        return only.map { Array($0.prefix(Self.sliceMax)) }
            ?? journal.beginnings(before: before, max: wanted)
    }

    /// Returns false if what the records say keeps a transaction from being found.
    private func mayFit(_ beginning: Int) -> Bool {
        let messages = journal.numbers(ofBeginning: beginning).compactMap { journal[$0]?.message }
        let name = messages.lazy.compactMap(\.provider).first.flatMap { profiles[$0]?.name }
        return search.matches(messages.facts(providerName: name), butOf: Self.judgedKeys)
    }

    /// Returns the transactions of these beginnings, in the same order.
    private func made(_ beginnings: [Int]) -> [(number: Int, JSONObject)] {
        let numbers = beginnings.flatMap(journal.numbers(ofBeginning:)).sorted()
        let made = views.transactions(sandbox.records(numbers, at: now), false)
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

extension [RecordedMessage] {
    /// The facts of a transaction that its records tell.
    fileprivate func facts(providerName: String?) -> ListSearch.Facts {
        let firstOf = { (value: (RecordedMessage) -> String?) in lazy.compactMap(value).first }
        let texts = { (texts: String?...) in texts.compactMap { $0 } }
        let asked = first.flatMap { try? JSONView(parsing: $0.request.bytes) }
        let amount = asked?["amounts"]?["requestAmount"]?["amount"]?.integer
        return [
            ("id", texts(first?.transaction)), ("op", map(\.operation.rawValue)),
            ("provider", texts(firstOf(\.provider), providerName)),
            ("terminal", texts(firstOf(\.terminal))), ("client", texts(firstOf(\.client))),
            ("product", texts(asked?["product"]?["productId"]?.text)),
            ("amount", texts(amount.map { "\(Double($0) / 100)" })),
            ("state", [(last { $0.refused == nil && $0.state != .none }?.state ?? .none).rawValue]),
            ("rule", compactMap(\.rule)), ("status", map { $0.status.map(String.init) ?? "none" }),
        ]
    }
}

extension JSONObject {
    /// The facts of a transaction that only a verdict tells.
    fileprivate var judgedFacts: ListSearch.Facts {
        [
            ("is", [self["opinion"]?.text].compactMap { $0 }),
            ("finding", (self["findings"]?.items ?? []).compactMap(\.text)),
        ]
    }
}
