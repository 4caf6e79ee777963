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

    /// `GET …/transactions/ID`: the transaction of any client.
    func transaction(_ text: String, at now: Instant) throws(ControlError) -> HTTPResponse {
        let found = TransactionID(text).flatMap { id in
            withState(at: now) { state, _ in
                state.core.ledger.transaction(withID: id).map {
                    state.core.seen($0.key, $0.transaction)
                }
            }
        }
        guard let found else {
            throw ControlError(
                404, "No transaction \(text) was seen.",
                hint: "GET /_mock/sandboxes/\(name)/journal shows what has arrived.")
        }
        return HTTPResponse(
            status: 200, json: found.encoded)
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

    /// Returns a transaction with its messages.
    func seen(_ key: TransactionKey, _ transaction: Transaction) -> TransactionDetail {
        let messages = journal.numbers(of: key.id)
        return TransactionDetail(
            id: messages.first.flatMap(journal.transaction) ?? key.id.description,
            key: key, transaction: transaction, messages: messages,
            template: (transaction.provider.flatMap { providers.profiles[$0] } ?? .default).voucher,
            seed: seed)
    }
}
