import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// A message that meets the fault.
extension FaultKind {
    /// Moves the clock as far as the fault needs and returns what comes over the wire; nothing
    /// may come earlier.
    ///
    /// - Parameter meanwhile: is done while nothing has come yet, if that takes time.
    func sighting(
        by till: Till, of operation: Operation, in sandbox: ControlledSandbox,
        meanwhile: () throws -> Void = {}
    ) throws -> Sighting {
        if doneMs > 0, silentMs == 0 {
            try sandbox.awaitArrival(of: operation.rawValue)
            #expect(till.client.hasInput(withinMs: 20_000))
            try sandbox.advance("\(doneMs - 1)ms")
            let record = try sandbox.records("?operation=\(operation.rawValue)").last
            #expect(record?["ended"]?.text == "pending")
            try sandbox.advance("1ms")
        } else if doneMs > 0 {
            try sandbox.awaitArrival(of: operation.rawValue)
            try sandbox.advance("\(silentMs - 1)ms")
            #expect(!till.client.hasInput(withinMs: 0))
            try meanwhile()
            try sandbox.advance("\(doneMs - silentMs + 1)ms")
        }
        return try Sighting(till.client, toItsEnd: !wire.keepsConnection)
    }

    /// Expects of the journal what the table says. `usual` is the status of the answer itself.
    func expect(_ record: JSON, usual: Int) {
        #expect(record["rule"]?.text == "the-fault")
        if fault != nil || reply == "normal" { #expect(record["fault"]?.text == fault) }
        #expect(record["status"]?.integer.map { Int($0) } == wire.status(usual: usual))
        #expect(record["ended"]?.text == ended)
    }
}
