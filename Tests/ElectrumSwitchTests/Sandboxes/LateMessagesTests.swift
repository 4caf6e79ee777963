import JSONTree
import Scenarios
import Testing
import Vocabulary
import VoucherLedger

@testable import ElectrumSwitch

/// Messages whose client has left.
struct LateMessagesTests {
    @Test(
        "They come by their times, those of one time as they arrived, and none early",
        arguments: 1...20)
    func order(seed: UInt64) {
        var draw = SeededGenerator(seed: seed)
        var late = LateMessages()
        var expected: [(due: SandboxTime, seq: Int)] = []
        for seq in 1...400 {
            if draw.next() % 3 > 0 {
                let due = SandboxTime(nanoseconds: Int64(draw.next() % 50))
                late.append(message(seq), due: due)
                expected.append((due, seq))
            }
            guard draw.next() % 2 == 0 else { continue }
            let next = expected.min { ($0.due, $0.seq) < ($1.due, $1.seq) }
            #expect(late.nextDue == next?.due, "seed \(seed)")
            guard let next else { continue }
            let early = SandboxTime(nanoseconds: next.due.nanoseconds - 1)
            let tooEarly = late.take(dueAt: early)
            #expect(tooEarly?.due == nil)
            let taken = late.take(dueAt: next.due)
            #expect(taken?.inFlight.seq == next.seq, "seed \(seed)")
            expected.removeAll { $0.seq == next.seq }
        }
        #expect(!expected.isEmpty)
    }

    private func message(_ seq: Int) -> InFlightMessage {
        let credentials = Credentials(user: "22222222", fingerprint: "123456")
        let key = TransactionKey(client: credentials.client, id: .none)
        var engine = ScenarioEngine(Scenario(name: "none"), seed: 1)
        let facts = MessageFacts(operation: .lookup, transaction: "", provider: "")
        return InFlightMessage(
            seq: seq, .lookup,
            message: Message(
                received: [], body: JSONView(JSONText([:])), id: nil, credentials: credentials,
                key: key),
            subject: MessageSubject(
                key: key, transaction: nil, request: nil, route: ProviderRoute(to: .default)),
            decision: engine.decide(facts, at: .begin))
    }
}
