import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

extension Sandbox {
    /// `GET sandboxes/NAME`.
    ///
    /// - Parameter base: the address of the mock, without a path.
    func json(below base: String, at now: Instant) -> JSON {
        withState(at: now) { state, time in state.core.description(below: base, at: time) }
    }

    /// The same for a list, which does not count as use of the sandbox.
    func listed(below base: String, at now: Instant) -> JSON {
        peek { $0.core.description(below: base, at: $0.core.clock.time(at: now)) }
    }

    /// Reads the journal up to its last few records, without keeping anybody from adding to it.
    func read(_ awaited: inout Awaited) {
        var rest = Int.max
        while rest > ListWriter.itemsMax {
            let journal = peek { $0.core.journal }
            awaited.read(journal)
            rest = peek { $0.core.journal.nextSeq } - journal.nextSeq
        }
    }

    /// `GET …/transactions/ID`.
    ///
    /// - Parameter client: the user name of its client; nil for the newest of any client.
    func transaction(_ text: String, of client: String?, at now: Instant) throws(ControlError)
        -> HTTPResponse
    {
        let found = TransactionID(text).flatMap { id in
            withState(at: now) { state, _ in
                state.core.transaction(id, of: client).map {
                    TransactionDetail($0.key, $0.transaction, in: state.core)
                }
            }
        }
        guard var found else { throw .noTransaction(text, of: client, in: name) }
        while !findMessages(of: &found) {}
        return HTTPResponse(status: 200, json: found.encoded)
    }

    /// Finds some of a transaction's messages with the sandbox locked; returns true if it has all.
    private func findMessages(of transaction: inout TransactionDetail) -> Bool {
        peek { state in
            var steps = ListWriter.stepsMax
            return transaction.findMessages(in: state.core.journal, steps: &steps)
        }
    }
}

extension SandboxCore {
    fileprivate func description(below base: String, at time: SandboxTime) -> JSON {
        [
            "name": .string(name), "url": .string("\(base)/sandboxes/\(name)/suv/v1"),
            "scenario": .string(engine.scenario.name),
            "seed": .number(JSONNumber(spelling: String(seed)) ?? JSONNumber(0)),
            "clock": .string(clock.mode.rawValue),
            "now": .string(clock.unix(at: time).text),
            "records": .number(JSONNumber(journal.nextSeq - 1)),
            "transactions": .number(JSONNumber(ledger.count)),
        ]
    }

    /// Returns the newest transaction with an id, of a user if one is named.
    func transaction(_ id: TransactionID, of user: String?)
        -> (key: TransactionKey, transaction: Transaction)?
    {
        ledger.transaction(withID: id) { user == nil || TransactionDetail.user(of: $0) == user }
    }
}
