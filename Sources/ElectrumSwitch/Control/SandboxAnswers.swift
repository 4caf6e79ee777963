import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

extension Sandbox {
    /// `GET sandboxes/NAME`.
    func json(at now: Instant) -> JSON {
        withState(at: now) { state, elapsed in
            [
                "name": .string(name), "scenario": .string(state.engine.scenario.name),
                "seed": .number(JSONNumber(spelling: String(state.seed)) ?? JSONNumber(0)),
                "clock": .string(state.clock.mode.rawValue),
                "now": .string(Timestamp.text(unixNs: state.clock.unix(elapsed: elapsed))),
                "records": .number(JSONNumber(state.journal.nextSeq - 1)),
                "transactions": .number(JSONNumber(state.ledger.count)),
            ]
        }
    }

    /// The time on the sandbox clock.
    func time(at now: Instant) -> String {
        withState(at: now) { state, elapsed in
            Timestamp.text(unixNs: state.clock.unix(elapsed: elapsed))
        }
    }

    /// Every kept record as JSON, as a report needs them.
    func records(at now: Instant) -> [JSON] {
        let records = withState(at: now) { [name] state, _ in
            (state.remainder(of: name).map { [$0] } ?? []) + state.journal.all
        }
        return records.map { $0.json(sandbox: name, hidesSecrets: true) }
    }

    /// `GET …/transactions`: the newest ones first, at most `limit`.
    func transactions(_ query: Query, at now: Instant) throws(ControlError) -> HTTPResponse {
        let limit = try query.number("limit", default: 100)
        let (list, total) = withState(at: now) { state, _ in
            (
                state.ledger.newest(limit).map { state.json(of: $0.key, $0.transaction) },
                state.ledger.count
            )
        }
        return HTTPResponse(
            status: 200,
            json: ["transactions": .array(list), "total": .number(JSONNumber(total))])
    }

    /// `GET …/transactions/ID`: the transaction, whichever client's it is.
    func transaction(_ text: String, at now: Instant) throws(ControlError) -> HTTPResponse {
        let found = TransactionID(text).flatMap { id in
            withState(at: now) { state, _ in
                state.ledger.transaction(withID: id).map { state.json(of: $0.key, $0.transaction) }
            }
        }
        guard let found else {
            throw ControlError(
                404, "No transaction \(text) was seen.",
                hint: "GET /_mock/sandboxes/\(name)/journal shows what has arrived.")
        }
        return HTTPResponse(status: 200, json: found)
    }

    /// `GET …/queue`: the advices that providers have not acknowledged yet.
    func queue(at now: Instant) -> HTTPResponse {
        let providers = withState(at: now) { state, _ in
            state.queue.nonEmpty.map { provider, entries -> JSON in
                [
                    "provider": .string(provider), "depth": .number(JSONNumber(entries.count)),
                    "entries": .array(entries.map { state.json(of: $0, behind: entries[0]) }),
                ]
            }
        }
        return HTTPResponse(status: 200, json: ["providers": .array(providers)])
    }
}

extension SandboxState {
    fileprivate func json(of key: TransactionKey, _ transaction: Transaction) -> JSON {
        let id = key.id.description
        let messages = journal.all.filter { record in
            record.transaction.map { JournalFilter.isSame($0, id) } ?? false
        }
        return [
            "id": .string(messages.first?.transaction ?? id),
            "client": .string(String(key.client.prefix { $0 != ":" })),
            "provider": transaction.provider.map(JSON.string) ?? .null,
            "state": .string(transaction.state.rawValue),
            "attempts": .number(JSONNumber(transaction.attempts)),
            "voucher": voucher(of: key, transaction) ?? .null,
            "providerState": .string(transaction.providerState.rawValue),
            "messages": .array(messages.map { .number(JSONNumber($0.seq)) }),
        ]
    }

    private func voucher(of key: TransactionKey, _ transaction: Transaction) -> JSON? {
        guard let voucher = transaction.voucher else { return nil }
        let profile = transaction.provider.flatMap { providers.profiles[$0] } ?? .default
        return ProvisionAnswer(
            request: JSONView(transaction.request, as: .provisionRequest), key: key,
            voucher: voucher, template: profile.voucher, seed: seed
        ).voucherBody
    }

    fileprivate func json(
        of entry: StoreAndForward.Entry, behind head: StoreAndForward.Entry
    ) -> JSON {
        let nextAt = max(entry.nextAt, head.nextAt)
        return [
            "operation": .string(entry.advice.rawValue),
            "transaction": .string(entry.transaction),
            "attempts": .number(JSONNumber(entry.attempts)),
            "nextAt": .string(Timestamp.text(unixNs: clock.unix(elapsed: nextAt))),
        ]
    }
}
