import Journal
import Testing
import Vocabulary
import VoucherLedger

@testable import ElectrumSwitch

/// The records of a sandbox, by number and by transaction.
struct JournalTests {
    private static let ids = (0..<7).map { "a1b2c3d4-0000-4000-8000-00000000000\($0)" }

    private static func record(_ seq: Int, about id: String?, bytes: Int = 0) -> RecordedMessage {
        var record = RecordedMessage(
            seq: seq, at: .epoch, sandbox: "default", operation: .provision)
        record.transaction = id
        record.request = .received([UInt8](repeating: 7, count: bytes))
        return record
    }

    @Test(
        "It finds the records of a transaction, however many were let go",
        arguments: [0, 1_000, 30_000, 2_000_000])
    func index(bytesMax: Int) throws {
        var generator = SeededNumbers(seed: 12)
        var journal = SandboxJournal(bytesMax: bytesMax, isKept: false)
        var told: [(seq: Int, id: String)] = []
        for seq in 1...1_000 {
            let id = Self.ids[Int(generator.next() % 7)]
            let spelled = generator.next() % 2 == 0 ? id : id.uppercased()
            journal.append(Self.record(seq, about: spelled, bytes: Int(generator.next() % 300)))
            told.append((seq, id))
            guard seq % 50 == 0 else { continue }
            for id in Self.ids {
                let expected = told.filter { $0.id == id && $0.seq > journal.dropped }.map(\.seq)
                let key = try #require(TransactionID(id))
                #expect(journal.numbers(of: key) == expected, "seed 12, record \(seq)")
            }
            #expect(journal.all.map(\.seq) == Array((journal.dropped + 1)...seq))
        }
        #expect((journal.dropped == 0) == (bytesMax == 2_000_000))
    }

    @Test(
        "It keeps clients of one id apart, by password as well, however many were let go",
        arguments: [0, 30_000, 2_000_000])
    func clients(bytesMax: Int) throws {
        var generator = SeededNumbers(seed: 13)
        var journal = SandboxJournal(bytesMax: bytesMax, isKept: false)
        var told: [(seq: Int, client: RecordedClient)] = []
        let clients = [("22222222", "abc123"), ("22222222", "def456"), ("33333333", "abc123")]
            .map(RecordedClient.init)
        let id = try #require(TransactionID(Self.ids[0]))
        for seq in 1...1_000 {
            let client = clients[Int(generator.next() % 3)]
            var record = Self.record(seq, about: Self.ids[0])
            record.client = client.name
            record.credentials = client.credentials
            journal.append(record)
            told.append((seq, client))
            guard seq % 50 == 0 else { continue }
            for client in clients {
                let expected = told.filter { $0.client == client && $0.seq > journal.dropped }
                let found = journal.numbers(of: TransactionKey(client: client.key, id: id))
                #expect(found == expected.map(\.seq), "seed 13, record \(seq)")
                let first = expected.first?.seq
                #expect(first.map(journal.numbers(ofBeginning:)) ?? [] == found)
            }
        }
        #expect((journal.dropped == 0) == (bytesMax == 2_000_000))
    }

    @Test("Bodies come back as they came, however much those of one till are alike")
    func bodies() {
        var journal = SandboxJournal(bytesMax: 2_000_000, isKept: false)
        func body(_ seq: Int, _ name: String) -> [UInt8] {
            let lines = (0..<(20 + seq % 3)).map { #""line \#($0)":"\#(name) of the till""# }
            return Array(("{" + lines.joined(separator: ",") + #","n":\#(seq * seq)}"#).utf8)
        }
        for seq in 1...200 {
            var record = Self.record(seq, about: Self.ids[seq % 7])
            record.request = .received(body(seq, "request"))
            journal.append(record)
            journal.update(seq) { $0.response = .received(body(seq, "response")) }
        }
        for seq in 1...200 {
            #expect(journal.message(seq)?.request == .received(body(seq, "request")))
            #expect(journal.message(seq)?.response.bytes == body(seq, "response"))
            #expect(journal.request(of: seq)?.bytes == body(seq, "request"))
        }
        let own = (1...200).reduce(0) { $0 + (journal.request(of: $1)?.ownCount ?? 0) }
        #expect(own < 200 * body(1, "request").count / 4)
    }

    @Test("A copy stays as it is while the journal goes on")
    func copies() {
        var journal = SandboxJournal(bytesMax: 100_000, isKept: false)
        for seq in 1...200 { journal.append(Self.record(seq, about: Self.ids[seq % 7])) }
        let copy = journal
        let before = copy.all
        journal.update(150) { $0.status = 201 }
        for seq in 201...600 { journal.append(Self.record(seq, about: Self.ids[seq % 7])) }
        #expect(copy.all == before)
        #expect(copy.nextSeq == 201)
        #expect(journal.nextSeq == 601)
    }

    @Test("Its bound counts every text that a till can make long")
    func longTexts() {
        let texts: [WritableKeyPath<RecordedMessage, String?>] = [
            \.transaction, \.messageID, \.client, \.credentials, \.codePlaceholder, \.codeHash,
            \.terminal, \.provider, \.rule, \.nearMiss,
        ]
        for text in texts {
            var journal = SandboxJournal(bytesMax: 4_000_000, isKept: false)
            for seq in 1...10 {
                var record = Self.record(seq, about: nil)
                record[keyPath: text] = String(repeating: "x", count: 1_000_000)
                journal.append(record)
            }
            #expect(journal.all.count == 3)
        }
    }

    @Test("A part of it has no more records than asked for")
    func parts() {
        var journal = SandboxJournal(bytesMax: 100_000, isKept: false)
        for seq in 1...500 { journal.append(Self.record(seq, about: nil)) }
        let first = journal.dropped + 1
        #expect(first > 1)
        #expect(journal.records(from: 1, max: 3).map(\.seq) == [first, first + 1, first + 2])
        #expect(journal.records(from: 499, max: 10).map(\.seq) == [499, 500])
        #expect(journal.records(from: 501, max: 10).isEmpty)
        #expect(journal.records(from: .max, max: .max).isEmpty)
    }

    @Test("A record that was let go while its exchange went on is told again when that has ended")
    func letGo() {
        var journal = SandboxJournal(bytesMax: 1_000, isKept: true)
        for seq in 1...10 { journal.append(Self.record(seq, about: nil, bytes: 300)) }
        #expect(journal.takeChanged().map(\.seq) == Array(1...10))
        #expect(journal.dropped > 2)
        for _ in 1...2 {
            journal.update(1) { record in
                record.ended = .sent
                record.status = 201
            }
        }
        #expect(journal.takeChanged().map(\.message?.status) == [201])
        journal.update(1) { $0.status = 500 }
        #expect(journal.takeChanged().isEmpty)
        // One that lets itself go by growing is told, too.
        journal.update(10) { record in
            record.ended = .sent
            record.response = .received([UInt8](repeating: 7, count: 5_000))
        }
        journal.append(Self.record(11, about: nil))
        #expect(journal.takeChanged().map(\.seq) == [10, 11])
    }

    @Test("Events say what is new and what has ended, once each, and a replayed end is none")
    func events() {
        var journal = SandboxJournal(bytesMax: 1_000_000, isKept: false)
        journal.append(Self.record(1, about: nil))
        journal.update(1) { $0.processed = true }
        #expect(journal.events == [JournalEvent(seq: 1, isOpening: true)])
        #expect(journal.openCount == 1)
        journal.forgetEvents()
        journal.update(1) { $0.ended = .sent }
        journal.append(Self.record(2, about: nil))
        journal.update(1) { $0.processed = false }
        #expect(
            journal.events == [
                JournalEvent(seq: 1, isEnding: true), JournalEvent(seq: 2, isOpening: true),
                JournalEvent(seq: 1),
            ])
        journal.forgetEvents()
        var version = Self.record(2, about: nil)
        version.ended = .clientLeft
        journal.replace(by: version)
        #expect(journal.events == [JournalEvent(seq: 2)])
        #expect(journal.openCount == 0)
        #expect(journal.emptied.nextSeq == 3)
        #expect(journal.emptied.all.isEmpty)
    }

    // MARK: Awaits

    @Test("Every open await reads every record once, however many messages come")
    func awaits() {
        var journal = SandboxJournal(bytesMax: 1_000_000, isKept: false)
        var awaited = Awaited(JournalFilter(), count: 1_000)
        for seq in 1...500 {
            journal.append(Self.record(seq, about: nil))
            for _ in 1...3 { journal[seq].map { awaited.take($0) } }
            awaited.read(journal)
        }
        #expect(awaited.readCount == 500)
        #expect(awaited.found.count == 500)
        #expect(awaited.decision(isTimeUp: false) == nil)
    }

    @Test("An await reads on behind records that were let go before it came to them")
    func awaitsBehind() {
        var journal = SandboxJournal(bytesMax: 5_000, isKept: false)
        for seq in 1...100 { journal.append(Self.record(seq, about: nil)) }
        var awaited = Awaited(JournalFilter(), count: 1)
        awaited.read(journal)
        #expect(awaited.found.first == journal.dropped + 1)
        #expect(awaited.nextSeq == 101)
    }
}

extension SandboxJournal {
    /// The records that have changed since the last time.
    fileprivate mutating func takeChanged() -> [JournalRecord] {
        defer { forgetEvents() }
        return events.compactMap { self[$0.seq] }
    }
}

/// Numbers that are the same for the same seed.
private struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
