import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Every kind of reply on every operation, over a real socket: what the till sees, what the ledger
/// holds and what the journal says are those of one row of `FaultKind`.
@Suite(.blocking, .serialized) struct FaultMatrixTests {
    static let operations: [Operation] = [
        .provision, .retry, .confirm, .reverse,
    ]

    @Test(
        "Each fault does on each operation what the table says",
        arguments: FaultKind.all + FaultKind.compositions,
        operations)
    func matrix(kind: FaultKind, operation: Operation) async throws {
        let scenario = try kind.scenario(on: operation)
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            let usual = operation == .provision || operation == .retry ? 201 : 202
            if operation == .retry { #expect(try till.provision(uuid(1)).status == 503) }
            if usual == 202 { #expect(try till.provision(uuid(1)).status == 201) }

            let before = try sandbox.state(of: uuid(1))
            till.client.send(till.message(operation, on: uuid(1)))
            let seen = try kind.sighting(by: till, of: operation, in: sandbox) {
                if kind.reply.hasPrefix("{processing") {
                    let state = try sandbox.state(of: uuid(1))
                    #expect(state == before)
                }
            }

            let state = kind.effect.state(after: operation)
            #expect(try sandbox.state(of: uuid(1)) == state)
            let record = try await sandbox.finished(operation.rawValue)
            kind.expect(record, usual: usual)
            #expect(record["processed"] == .bool(kind.effect.isProcessed))
            #expect(record["state"]?.text == state?.split(separator: "/").first.map(String.init))

            let again = try repeated(operation, over: kind.wire.keepsConnection ? till : Till(mock))
            #expect(again.status == usual)
            kind.wire.expect(seen, whole: again.body, usual: usual)
        }
    }

    /// The answer to the next attempt, which no fault meets.
    private func repeated(_ operation: Operation, over till: Till) throws -> WireResponse {
        let again = operation == .provision ? .retry : operation
        return try till.client.exchange(till.message(again, on: uuid(1)))
    }
}
