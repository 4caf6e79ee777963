import JSONTree
import Journal

/// `GET …/journal?view=summary`: records without bodies, the newest first. If there are more,
/// `next` is the `before` of the next page.
struct JournalSummaries: AnswerParts {
    private let sandbox: Sandbox
    private let journal: SandboxJournal
    private let search: ListSearch
    private let only: Set<Int>?
    private var seq: Int
    private var rest: Int
    private var writer = ListWriter(asLines: false)
    private var hasBegun = false

    /// - Parameter only: the numbers of the records that are asked for; nil for all.
    init(of sandbox: Sandbox, _ search: ListSearch, before: Int, only: [Int]?, limit: Int) {
        self.sandbox = sandbox
        self.search = search
        self.only = only.map(Set.init)
        journal = sandbox.journal
        let end = only.map { ($0.max() ?? 0) + 1 } ?? before
        seq = min(end, journal.nextSeq) - 1
        rest = limit
    }

    var contentType: String { "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if !hasBegun { bytes += Array("{\"records\":[".utf8) }
        hasBegun = true
        let last = max(seq - ListWriter.itemsMax, journal.dropped)
        let least = only?.min() ?? 0
        while seq > last, seq >= least {
            defer { seq -= 1 }
            guard only?.contains(seq) ?? true, let record = journal[seq],
                search.isEmpty || search.matches(record.facts)
            else { continue }
            // There is one more than may be told.
            guard rest > 0 else { return finish(&bytes, next: seq + 1) }
            writer.append(record.summary, to: &bytes)
            rest -= 1
        }
        guard seq > journal.dropped, seq >= least else { return finish(&bytes, next: nil) }
        return true
    }

    private func finish(_ bytes: inout [UInt8], next: Int?) -> Bool {
        let kept = journal.nextSeq - 1 - journal.dropped
        bytes += Array("],\"total\":\(kept),\"dropped\":\(journal.dropped)".utf8)
        if let next { bytes += Array(",\"next\":\(next)".utf8) }
        bytes.append(UInt8(ascii: "}"))
        return false
    }
}
