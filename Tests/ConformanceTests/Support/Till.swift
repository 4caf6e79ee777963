import Conformance
import JSONTree
import Vocabulary

/// Writes the journal of a till message by message:
/// `Till().provision(.outage).retry(.voucher).confirm()`.
///
/// A message comes a second after the end of the one before it, and takes 10 ms, unless said.
struct Till {
    private struct Sale {
        var id: String
        var provision: JSON = .null
        var identifiers: JSON = .null
        var attempts = 0
    }

    private(set) var records: [JSON]
    private var sales: [Int: Sale] = [:]
    private(set) var number = 1
    /// The identifiers of redemptions and refunds, for the advices on them.
    var claims: [String: JSON] = [:]
    private var seq = 1
    private(set) var clock: Int64 = 1_769_596_889_000
    private var provider = "ott"
    private var client = Bodies.client
    private var agent: String?

    init(
        messaging: String = "dual", judge: JSON = [:], expect: JSON = [:], rules: JSON = []
    ) {
        records = [
            Records.header,
            Records.sandbox(messaging: messaging, judge: judge, expect: expect, rules: rules),
        ]
    }

    typealias Edit = (inout JSONObject) -> Void

    static func uuid(_ kind: Int, _ number: Int) -> String {
        "0000000\(kind)-0000-4000-8000-00000000000\(number)"
    }

    /// Turns to another sale; the first is 1.
    func sale(_ number: Int) -> Till {
        with { $0.number = number }
    }

    func provider(_ name: String) -> Till {
        with { $0.provider = name }
    }

    /// The User-Agent from now on.
    func agent(_ name: String) -> Till {
        with { $0.agent = name }
    }

    func user(_ name: String) -> Till {
        with { $0.client = name }
    }

    func provision(
        _ reply: Reply, id: String? = nil, after gap: Int64 = 1000, took: Int64 = 10,
        edit: Edit = { _ in }
    ) -> Till {
        with { till in
            var sale = Sale(id: id ?? Self.uuid(0, number))
            let body = Bodies.provision(id: sale.id, identifier: "RRN\(number)")
            sale.provision = edited(body, edit)
            till.sales[number] = sale
            till.attempt("provision", sale.provision, reply, gap, took, path: nil)
        }
    }

    /// Sends the provision of the sale again, as a provision.
    func provisionAgain(
        _ reply: Reply, after gap: Int64 = 1000, edit: Edit = { _ in }
    ) -> Till {
        with { till in
            let body = edited(sales[number]?.provision ?? .null, edit)
            till.attempt("provision", body, reply, gap, 10, path: nil)
        }
    }

    func retry(
        _ reply: Reply, path: String? = nil, after gap: Int64 = 1000, took: Int64 = 10,
        edit: Edit = { _ in }
    ) -> Till {
        with { till in
            let sale = till.sales[number] ?? Sale(id: Self.uuid(0, number))
            let body =
                sale.provision == .null
                ? Bodies.provision(id: sale.id, identifier: "RRN\(number)") : sale.provision
            till.sales[number] = sale
            till.attempt("retry", edited(body, edit), reply, gap, took, path: path ?? sale.id)
        }
    }

    func confirm(
        _ reply: Reply = .accepted, id: String? = nil, after gap: Int64 = 1000,
        took: Int64 = 10, edit: Edit = { _ in }
    ) -> Till {
        advice("confirm", reply, gap, took) { sale in
            edited(
                Bodies.confirmation(
                    id: id ?? Self.uuid(1, number), of: sale.id, identifiers: sale.identifiers),
                edit)
        }
    }

    func reverse(
        _ reply: Reply = .accepted, id: String? = nil, reason: String = "TIMEOUT",
        after gap: Int64 = 1000, took: Int64 = 10, edit: Edit = { _ in }
    ) -> Till {
        advice("reverse", reply, gap, took) { sale in
            edited(
                Bodies.reversal(
                    id: id ?? Self.uuid(2, number), of: sale.id,
                    identifiers: sale.identifiers, reason: reason),
                edit)
        }
    }

    func lookup(after gap: Int64 = 1000) -> Till {
        with { till in
            till.record("lookup", .null, Reply(status: 200), gap, 10, sales[number]?.id)
        }
    }

    /// Looks the voucher of the sale up, with its code as a journal file has it.
    func lookup(by parameter: String) -> Till {
        with { till in
            let id = sales[number]?.id
            let query: JSON =
                parameter == "provisionRequestId"
                ? ["provisionRequestId": Records.text(id)] : .object([parameter: "****"])
            let answer = Reply(status: 200, response: ["voucher": ["code": "****"]])
            till.record("lookup", query, answer, 1000, 10, id)
        }
    }

    /// The same run on a manual clock.
    func manualClock() -> Till {
        with { till in
            guard var sandbox = till.records[1].members else { return }
            sandbox["clock"] = "manual"
            till.records[1] = .object(sandbox)
        }
    }

    func call(_ operation: String, _ body: JSON, _ reply: Reply) -> Till {
        with { $0.record(operation, body, reply, 1000, 10, body["id"]?.text) }
    }

    /// The switch delivers an advice to the provider.
    func deliver(_ kind: String) -> Till {
        with { $0.record("deliver-\(kind)", .null, Reply(status: 200), 5, 5, sales[number]?.id) }
    }

    /// The same run under another `judge:`.
    func judged(_ judge: JSON) -> Till {
        with { till in
            guard var sandbox = till.records[1].members else { return }
            var settings = sandbox["judge"]?.members ?? JSONObject()
            for member in judge.members?.members ?? [] { settings[member.name] = member.value }
            sandbox["judge"] = .object(settings)
            till.records[1] = .object(sandbox)
        }
    }

    /// The run is over.
    func ended(rules: JSON = []) -> Till {
        with { $0.records.append(Records.end(seq: seq + 1, rules: rules)) }
    }

    /// Judged so many milliseconds after the end of the last message.
    func report(after pause: Int64 = 0) throws -> Report {
        try Report(
            of: Journal(records: records), now: Timestamp(milliseconds: clock + pause))
    }

    func with(_ change: (inout Till) -> Void) -> Till {
        var till = self
        change(&till)
        return till
    }

    func edited(_ body: JSON, _ edit: Edit) -> JSON {
        var members = body.members ?? JSONObject()
        edit(&members)
        return .object(members)
    }

    private mutating func attempt(
        _ operation: String, _ body: JSON, _ reply: Reply, _ gap: Int64, _ took: Int64,
        path: String?
    ) {
        var reply = reply
        var sale = sales[number] ?? Sale(id: "")
        if sale.identifiers == .null {
            sale.identifiers = sale.provision["thirdPartyIdentifiers"] ?? .null
        }
        if reply.isVoucher {
            reply.response = Bodies.provisioned(body, identifier: "RRN\(number)")
            if reply.ended == "sent" && reply.fault == nil {
                sale.identifiers = reply.response["thirdPartyIdentifiers"] ?? .null
            }
        }
        sale.attempts += 1
        sales[number] = sale
        record(operation, body, reply, gap, took, path ?? body["id"]?.text)
    }

    private func advice(
        _ operation: String, _ reply: Reply, _ gap: Int64, _ took: Int64,
        _ body: (Sale) -> JSON
    ) -> Till {
        with { till in
            let body = body(sales[number] ?? Sale(id: Self.uuid(0, number)))
            let reply = reply.status == 202 ? with(reply) { $0.response = body } : reply
            till.record(operation, body, reply, gap, took, body["requestId"]?.text)
        }
    }

    private func with(_ reply: Reply, _ change: (inout Reply) -> Void) -> Reply {
        var reply = reply
        change(&reply)
        return reply
    }

    mutating func record(
        _ operation: String, _ body: JSON, _ reply: Reply, _ gap: Int64, _ took: Int64,
        _ transaction: String?
    ) {
        seq += 1
        clock += gap
        let begin = Timestamp(milliseconds: clock)
        clock += took
        let isPending = reply.ended == "pending"
        let finish = isPending ? nil : Timestamp(milliseconds: clock).description
        let isDelivery = operation.hasPrefix("deliver")
        let client = isDelivery ? nil : self.client
        records.append([
            "seq": .number(JSONNumber(seq)), "at": .string(begin.description),
            "finishedAt": Records.text(finish), "sandbox": "default",
            "operation": .string(operation), "transaction": Records.text(transaction),
            "messageId": body["id"] ?? .null, "client": Records.text(client),
            "terminal": "term0001", "provider": .string(provider),
            "rule": Records.text(reply.rule), "fault": Records.text(reply.fault),
            "upstream": Records.text(upstream(of: operation, reply)),
            "processed": .bool(reply.isVoucher || isDelivery),
            "state": Records.text(state(after: operation, reply)),
            "status": reply.status.map { .number(JSONNumber($0)) } ?? .null,
            "ended": .string(reply.ended), "request": body, "response": reply.response,
            "userAgent": Records.text(agent),
            "tolerated": .array(reply.tolerated.map { .string($0) }),
        ])
    }

    /// The reaction of the provider to a message that came as far.
    private func upstream(of operation: String, _ reply: Reply) -> String? {
        guard operation == "provision" || operation == "retry" else { return nil }
        if reply.isVoucher { return "issues" }
        switch reply.status {
        case 404: return "declines"
        case .some(500...599): return "fails"
        default: return nil
        }
    }

    /// The switch's view, where it knows one.
    private func state(after operation: String, _ reply: Reply) -> String? {
        if let state = reply.state { return state }
        if reply.isVoucher { return "provisioned" }
        switch (operation, reply.status) {
        case ("confirm", 202): return "confirmed"
        case ("reverse", 202): return "reversed"
        case ("provision", 404): return "declined"
        case ("provision", .some(500...599)): return "unknown"
        default: return nil
        }
    }
}
