import Conformance
import Glibc
import JSONTree
import Testing

/// Journals of very many messages: four times as many may take about four times as long.
@Suite(.serialized) struct LongJournalTests {
    /// A journal that repeats something, and how many times for the smaller one.
    struct Crowd: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let count: Int
        /// The messages of one transaction.
        let sale: @Sendable () -> Till
        /// True if every repetition is another transaction.
        var hasManyTransactions = true
        /// True if every transaction has third-party identifiers of its own.
        var hasOwnIdentifiers = true
    }

    static let crowds = [
        Crowd(testDescription: "sales that were retried", count: 150) {
            Till().provision(.outage).retry(.voucher).confirm().deliver("confirm")
        },
        Crowd(
            testDescription: "sales with the same identifiers", count: 150,
            sale: { Till().provision(.voucher).confirm() }, hasOwnIdentifiers: false),
        Crowd(testDescription: "sales that break several duties", count: 150) {
            Till().provision(.outage).retry(.voucher) { $0["amounts"] = [:] }
        },
        Crowd(
            testDescription: "a sale that is retried without end", count: 400,
            sale: { Till().provision(.outage).retry(.outage, after: 1) },
            hasManyTransactions: false),
        Crowd(
            testDescription: "a confirmation that is repeated without end", count: 400,
            sale: { Till().provision(.voucher).confirm(.outage, after: 1) },
            hasManyTransactions: false),
    ]

    @Test("A verdict takes time in proportion to the journal", arguments: crowds)
    func proportion(crowd: Crowd) throws {
        let small = try Self.cost(of: Self.journal(crowd, crowd.count))
        let large = try Self.cost(of: Self.journal(crowd, 4 * crowd.count))
        // Were it the square, it would be sixteen times as much.
        #expect(large < 8 * small, "\(small), \(large)")
    }

    /// Returns the processor time of judging a journal and of writing every form of its report, in
    /// nanoseconds: the lesser of two.
    private static func cost(of journal: Journal) throws -> Int {
        try (1...2).map { _ in
            let begin = processorTime
            let report = try Report(of: journal)
            for format in ReportFormat.allCases { _ = format.render(report) }
            return processorTime - begin
        }.min() ?? 0
    }

    private static var processorTime: Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private static func journal(_ crowd: Crowd, _ count: Int) throws -> Journal {
        let sample = crowd.sale().records
        var records = Array(sample.prefix(2))
        for number in 0..<count {
            let isAgain = number > 0 && !crowd.hasManyTransactions
            for record in sample.dropFirst(isAgain ? 3 : 2) {
                records.append(
                    copy(
                        of: record, seq: records.count, crowd.hasManyTransactions ? number : 0,
                        hasOwnIdentifiers: crowd.hasOwnIdentifiers))
            }
        }
        records.append(Records.end(seq: records.count))
        return try Journal(records: records)
    }

    /// Returns a record as the one of another transaction.
    private static func copy(
        of record: JSON, seq: Int, _ number: Int, hasOwnIdentifiers: Bool
    ) -> JSON {
        var copy = record.members ?? JSONObject()
        copy["seq"] = .number(JSONNumber(seq))
        for name in ["transaction", "messageId"] { copy[name] = renamed(copy[name], number) }
        for name in ["request", "response"] {
            guard var body = copy[name]?.members else { continue }
            for id in ["id", "requestId"] where body[id] != nil {
                body[id] = renamed(body[id], number)
            }
            if hasOwnIdentifiers, body["thirdPartyIdentifiers"] != nil {
                body["thirdPartyIdentifiers"] = [
                    ["institutionId": "1", "transactionIdentifier": .string("RRN\(number)")]
                ]
            }
            copy[name] = .object(body)
        }
        return .object(copy)
    }

    /// Returns an id with the number of a transaction in its middle.
    private static func renamed(_ id: JSON?, _ number: Int) -> JSON {
        guard let text = id?.text else { return .null }
        let digits = String(number, radix: 16)
        let padded = String(repeating: "0", count: 11 - digits.count) + digits
        return .string("\(text.prefix(24))\(padded)\(text.suffix(1))")
    }
}
