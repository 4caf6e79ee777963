import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// Each client sees its own under an id, whatever other clients sent under it (contract.md 5.7).
@Suite(.blocking) struct ClientsOwnTests {
    /// Messages of two clients under `uuid(1)`, and the status of the answer to the first one.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var own: [Step] = []
        var others: [Step] = []
        let status: Int
    }

    enum Step: Sendable {
        case provision, redemption, redemptionReversal, refund, reset

        func send(by till: Till) throws {
            switch self {
            case .provision: _ = try till.provision(uuid(1))
            case .redemption: _ = try till.redeem(try till.sell(uuid(9)), id: uuid(1))
            case .redemptionReversal: _ = try till.reverseRedeem(uuid(1), id: uuid(2))
            case .refund: _ = try till.refund("4711", id: uuid(1))
            case .reset:
                let body: JSON = ["userDataWillBeLost": "TRUE", "resetUserData": "TRUE"]
                #expect(try till.post("/testServerAdmin/reset", body).status == 200)
            }
        }
    }

    /// 403 if another client has sent the redemption, and the one that asks has not; 404 if nobody
    /// has (contract.md 1.3).
    private static let redemptions: [Case] = [
        Case(testDescription: "nobody's", status: 404),
        Case(testDescription: "own", own: [.redemption], status: 200),
        Case(testDescription: "another's", others: [.redemption], status: 403),
        Case(testDescription: "both", own: [.redemption], others: [.redemption], status: 200),
        Case(testDescription: "another's provision", others: [.provision], status: 404),
        Case(testDescription: "another's refund", others: [.refund], status: 404),
        Case(testDescription: "another's reversal", others: [.redemptionReversal], status: 404),
        Case(testDescription: "own provision", own: [.provision], status: 404),
        Case(
            testDescription: "own of another kind, another's redemption", own: [.refund],
            others: [.redemption], status: 403),
        Case(
            testDescription: "own reversal, another's redemption", own: [.redemptionReversal],
            others: [.redemption], status: 403),
        Case(
            testDescription: "own forgotten, another's", own: [.redemption, .reset],
            others: [.redemption], status: 403),
        Case(
            testDescription: "another's forgotten", others: [.redemption, .reset], status: 404),
        Case(
            testDescription: "own, another's forgotten", own: [.redemption],
            others: [.redemption, .reset], status: 200),
    ]

    private static let provisions: [Case] = [
        Case(testDescription: "nobody's", status: 404),
        Case(testDescription: "own", own: [.provision], status: 200),
        Case(testDescription: "another's", others: [.provision], status: 404),
        Case(testDescription: "both", own: [.provision], others: [.provision], status: 200),
        Case(testDescription: "another's redemption", others: [.redemption], status: 404),
        Case(
            testDescription: "own, another's redemption", own: [.provision],
            others: [.redemption], status: 200),
        Case(
            testDescription: "own forgotten", own: [.provision, .reset], others: [.provision],
            status: 404),
    ]

    private func withClients(
        _ clients: Case, othersFirst: Bool, _ body: (_ own: Till, _ other: Till) throws -> Void
    ) async throws {
        try await withMock { mock in
            let own = try Till(mock)
            var other = own
            other.user = "33333333"
            for isOther in [othersFirst, !othersFirst] {
                let steps = isOther ? clients.others : clients.own
                for step in steps { try step.send(by: isOther ? other : own) }
            }
            try body(own, other)
        }
    }

    @Test(
        "A client looks its own redemption up, and is refused another's alone",
        arguments: redemptions, [true, false])
    func redemption(clients: Case, othersFirst: Bool) async throws {
        try await withClients(clients, othersFirst: othersFirst) { (own: Till, _: Till) throws in
            #expect(try own.get("/redemptions/\(uuid(1))").status == clients.status)
        }
    }

    @Test(
        "A client looks its own provision up by its id, and never another's",
        arguments: provisions, [true, false])
    func provision(clients: Case, othersFirst: Bool) async throws {
        try await withClients(clients, othersFirst: othersFirst) { (own: Till, _: Till) throws in
            let reply = try own.get("/vouchers?provisionRequestId=\(uuid(1))")
            #expect(reply.status == clients.status)
        }
    }

    @Test("An advice is about its client's own request, and never about another's")
    func advices() async throws {
        let clients = Case(testDescription: "", others: [.redemption, .provision], status: 404)
        try await withClients(clients, othersFirst: true) { (own: Till, other: Till) throws in
            #expect(try own.confirm(uuid(1), id: uuid(3)).status == 404)
            #expect(try own.reverse(uuid(1), id: uuid(4)).status == 404)
            #expect(try own.confirmRedeem(uuid(1), id: uuid(5)).status == 404)
            #expect(try own.reverseRedeem(uuid(1), id: uuid(6)).status == 404)
            #expect(try own.confirmRefund(uuid(1), id: uuid(7)).status == 404)
            #expect(try own.reverseRefund(uuid(1), id: uuid(8)).status == 404)
            #expect(try other.confirm(uuid(1), id: uuid(9)).status == 202)
            #expect(try other.reverseRedeem(uuid(1), id: uuid(10)).status == 202)
        }
    }
}
