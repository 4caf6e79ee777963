import FuzzInputs
import HTTPMessages
import TestSupport
import Testing

@testable import ElectrumSwitch

/// The cost of exchanges that wait for records of a sandbox: counted, not timed.
struct AwaitTests {
    @Test(
        "A message costs an open await one record, however many came before",
        arguments: [0, 10, 200])
    func count(salesBefore: Int) throws {
        let client = SocketlessClient(handler: Switch(Switch.Configuration()))
        let till = Till(client.handler, at: client.now)
        let sandbox = client.handler.sandboxes.sandbox("default", at: client.now)
        for number in 0..<salesBefore { till.play(number) }
        let before = sandbox.peek { $0.core.journal.nextSeq }
        let awaited = Awaited(JournalFilter(since: before - 1), count: 1_000)
        let exchanges = (1...3).map { ExchangeID(rawValue: $0) }
        for exchange in exchanges {
            _ = sandbox.look(for: awaited, as: exchange, isTimeUp: false, at: client.now)
        }
        for number in 0..<50 {
            till.play(1_000 + number)
            _ = sandbox.look(for: awaited, as: exchanges[0], isTimeUp: false, at: client.now)
        }
        let records = sandbox.peek { $0.core.journal.nextSeq } - before
        #expect(records >= 150)
        for exchange in exchanges {
            let look = sandbox.look(for: awaited, as: exchange, isTimeUp: true, at: client.now)
            guard case .decided(false, let awaited) = look else {
                Issue.record("\(look) is not undecided to the end")
                continue
            }
            #expect(awaited.readCount == records)
            #expect(awaited.found.count == records)
        }
    }
}
