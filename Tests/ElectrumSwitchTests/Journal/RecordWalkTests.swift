import Journal
import Testing
import Vocabulary
import VoucherLedger

@testable import ElectrumSwitch

/// A walk over the records of a transaction, as lists take it: some steps at a time.
struct RecordWalkTests {
    private static let id = "a1b2c3d4-0000-4000-8000-000000000000"

    private func append(_ count: Int, to journal: inout SandboxJournal) {
        for _ in 0..<count {
            var record = RecordedMessage(
                seq: journal.nextSeq, at: .epoch, sandbox: "default", operation: .retry)
            record.transaction = Self.id
            journal.append(record)
        }
    }

    private func walk(in journal: SandboxJournal) throws -> RecordWalk {
        let id = try #require(TransactionID(Self.id))
        return journal.walk(of: TransactionKey(client: "22222222:abc123", id: id))
    }

    @Test("It takes no more steps than it is given, and goes on where it was", arguments: 1...5)
    func slices(stepsMax: Int) throws {
        var journal = SandboxJournal(bytesMax: 1_000_000, isKept: false)
        append(12, to: &journal)
        var walk = try walk(in: journal)
        var slices = 0
        var isWhole = false
        while !isWhole {
            var steps = stepsMax
            let before = walk.numbers.count
            isWhole = walk.advance(in: journal, steps: &steps)
            #expect(walk.numbers.count - before == stepsMax - steps)
            slices += 1
            append(1, to: &journal)
        }
        #expect(walk.numbers == Array(1...12))
        #expect(slices >= 12 / stepsMax)
    }

    @Test("It ends at records that the journal has dropped meanwhile")
    func dropped() throws {
        var journal = SandboxJournal(bytesMax: 20_000, isKept: false)
        append(12, to: &journal)
        var (walk, steps) = (try walk(in: journal), 4)
        let isWhole = walk.advance(in: journal, steps: &steps)
        #expect(!isWhole)
        append(1_000, to: &journal)
        #expect(journal.dropped > 12)
        steps = 100
        #expect(walk.advance(in: journal, steps: &steps))
        #expect(walk.numbers == Array(9...12))
        #expect(steps == 100)
    }

    @Test("Each walk has the records since the last reset, and resets are dropped with the others")
    func resets() throws {
        var journal = SandboxJournal(bytesMax: 20_000, isKept: false)
        let client = "22222222:abc123"
        for round in 1...200 {
            append(2, to: &journal)
            var (walk, steps) = (try walk(in: journal), 100)
            #expect(walk.advance(in: journal, steps: &steps))
            #expect(walk.numbers == [3 * round - 2, 3 * round - 1])
            let place = RecordPlace(seq: journal.nextSeq, at: .epoch, sandbox: "default")
            let named = RecordedClient(name: "22222222", credentials: "abc123")
            journal.append(.reset(place, client: named), of: client)
        }
        #expect(journal.dropped > 100)
        let kept = (journal.dropped + 1..<journal.nextSeq).filter { $0 % 3 == 0 }
        #expect(journal.withResets([1, journal.nextSeq]) == [1] + kept + [journal.nextSeq])
    }
}
