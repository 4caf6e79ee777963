import ElectrumMock
import JSONTree
import TestSupport
import Testing
import Vocabulary

/// The state rules of contract.md 4.2 over the wire, every operation in every state.
@Suite(.blocking) struct StateRulesTests {
    /// The operations that the rules are about, in the order of the table's columns. Each has a
    /// message of its own: provision 1, redemption 3, refund 5.
    enum Call: String, CaseIterable {
        case provision, confirm, reverse
        case redeem, confirmRedeem, reverseRedeem
        case refund, confirmRefund, reverseRefund
    }

    struct State: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Call]
        /// The codes of `answers`, in the order of `Call.allCases`.
        let expected: [String]

        init(_ name: String, _ steps: [Call], _ expected: String) {
            self.name = name
            self.steps = steps
            self.expected = expected.split(separator: " ").map(String.init)
        }

        var testDescription: String { name }
    }

    /// The meanings of the table's columns: status, errorType and errorMessage.
    static let answers: [String: String] = [
        "201": "201", "202": "202",
        "dup": "400 DUPLICATE_RECORD Duplicate UUID.",
        "rev": "400 VOUCHER_ALREADY_REVERSED Voucher reversed.",
        "no1": "404 UNABLE_TO_LOCATE_RECORD No voucher req.",
        "con": "400 VOUCHER_ALREADY_CONFIRMED Voucher confirmed.",
        "unc": "400 VOUCHER_NOT_REDEEMABLE Voucher not confirmed.",
        "rrv": "400 REDEMPTION_ALREADY_REVERSED Redemption reversed.",
        "red": "400 VOUCHER_ALREADY_REDEEMED Duplicate Redemption Requests",
        "no3": "404 UNABLE_TO_LOCATE_RECORD No Redemption Request",
        "nrd": "400 VOUCHER_NOT_REDEEMED Redemption Confirmation not performed",
        "rcn": "400 REDEMPTION_ALREADY_CONFIRMED Redemption confirmed.",
        "frv": "400 REFUND_ALREADY_REVERSED Refund reversed.",
        "nfr": "400 VOUCHER_NOT_REDEEMED Voucher not refundable",
        "ucr": "400 REDEMPTION_NOT_CONFIRMED Voucher Redemption unconfirmed",
        "frd": "400 VOUCHER_ALREADY_REFUNDED Voucher refund pending",
        "no5": "404 UNABLE_TO_LOCATE_RECORD No Refund Request",
        "nrf": "400 VOUCHER_NOT_REFUNDED Refund Confirmation not performed",
        "fcn": "400 REFUND_ALREADY_CONFIRMED Refund confirmed",
    ]

    private static let sold: [Call] = [.provision, .confirm]
    private static let redeemed = sold + [.redeem]
    private static let redemptionConfirmed = redeemed + [.confirmRedeem]
    private static let refunded = redemptionConfirmed + [.refund]
    private static let refundConfirmed = refunded + [.confirmRefund]

    static let states = [
        //                              provision confirm reverse, redeem …, refund …
        State("nothing", [], "201 no1 no1 unc no3 no3 nfr no5 no5"),
        State("reversed first", [.reverse], "rev no1 no1 unc no3 no3 nfr no5 no5"),
        State("provisioned", [.provision], "dup 202 202 unc no3 no3 nfr no5 no5"),
        State("reversed", [.provision, .reverse], "dup rev 202 unc no3 no3 nfr no5 no5"),
        State("confirmed", sold, "dup 202 con 201 no3 no3 nfr no5 no5"),
        State(
            "redemption refused", [.provision, .redeem],
            "dup 202 202 unc no3 no3 nfr no5 no5"),
        State(
            "refused redemption reversed", [.provision, .redeem, .reverseRedeem, .confirm],
            "dup 202 con rrv no3 no3 nfr no5 no5"),
        State(
            "redemption reversed first", sold + [.reverseRedeem],
            "dup 202 con rrv no3 no3 nfr no5 no5"),
        State("redeemed", redeemed, "dup 202 con red 202 202 ucr no5 no5"),
        State(
            "redemption reversed", redeemed + [.reverseRedeem],
            "dup 202 con rrv nrd no3 nfr no5 no5"),
        State(
            "redemption confirmed", redemptionConfirmed, "dup 202 con red nrd rcn 201 no5 no5"),
        State(
            "refund refused", redeemed + [.refund], "dup 202 con red 202 202 ucr no5 no5"),
        State(
            "refused refund reversed", redeemed + [.refund, .reverseRefund, .confirmRedeem],
            "dup 202 con red nrd rcn frv no5 no5"),
        State(
            "refund reversed first", redemptionConfirmed + [.reverseRefund],
            "dup 202 con red nrd rcn frv no5 no5"),
        State("refunded", refunded, "dup 202 con red nrd no3 frd 202 202"),
        State(
            "refund reversed", refunded + [.reverseRefund],
            "dup 202 con red nrd rcn frv nrf 202"),
        State("refund confirmed", refundConfirmed, "dup 202 con 201 nrd no3 nfr nrf fcn"),
    ]

    @Test(
        "Every operation is answered as the table says, and only what is carried out is processed",
        arguments: states)
    func rules(state: State) async throws {
        #expect(state.expected.count == Call.allCases.count)
        try await withMock { mock in
            var till = try Till(mock)
            for (call, expected) in zip(Call.allCases, state.expected) {
                till.basePath = "/sandboxes/\(call.rawValue)/suv/v1"
                for (index, step) in state.steps.enumerated() {
                    _ = try send(step, till, advice: uuid(100 + index))
                }
                let reply = try send(call, till, advice: uuid(99))
                let found = [
                    "\(reply.status)", reply.errorType, reply.json["errorMessage"]?.text,
                ].compactMap { $0 }.joined(separator: " ")
                #expect(found == Self.answers[expected], "\(call)")
                // A refusal of the switch itself involves no provider.
                let records = try ControlledSandbox(call.rawValue, of: mock).records()
                let record = records.last {
                    $0["operation"]?.text?.hasPrefix("deliver") == false
                }
                #expect(record?["processed"] == .bool(reply.status < 300), "\(call)")
            }
        }
    }

    @Test("A provision that was declined was seen: its reversal finds it, a confirmation does not")
    func declinedProvision() async throws {
        try await withMock {
            try $0.play(
                file: """
                    rules:
                      - {name: no, on: provision, replies: [decline: 404 DO_NOT_HONOR, normal]}
                    """)
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 404)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 404)
            #expect(try till.reverse(uuid(1), id: uuid(3)).status == 202)
            #expect(try till.provision(uuid(1)).errorType == "DUPLICATE_RECORD")
        }
    }

    @Test(
        "A declined claim leaves nothing to reverse, and its reversal is remembered"
    )
    func declinedClaims() async throws {
        try await withMock {
            try $0.play(
                file: """
                    rules:
                      - {name: no, on: [redeem, refund], when: {body.rrn: "no"},
                         replies: [decline: 404 DO_NOT_HONOR]}
                    """)
        } _: { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            var claim = till.claim(code, id: uuid(3)).members ?? JSONObject()
            claim["rrn"] = "no"
            #expect(try till.post("/redemptions", .object(claim)).status == 404)
            #expect(try till.reverseRedeem(uuid(3), id: uuid(4)).status == 404)
            let again = try till.redeem(code, id: uuid(3))
            #expect(again.errorType == "REDEMPTION_ALREADY_REVERSED")
            #expect(again.json["originalId"]?.text == uuid(4))
            #expect(try till.redeem(code, id: uuid(5)).status == 201)
            _ = try till.confirmRedeem(uuid(5), id: uuid(6))
            claim["id"] = .string(uuid(7))
            #expect(try till.post("/refunds", .object(claim)).status == 404)
            #expect(try till.reverseRefund(uuid(7), id: uuid(8)).status == 404)
            #expect(try till.refund(code, id: uuid(7)).errorType == "REFUND_ALREADY_REVERSED")
        }
    }

    private func send(_ call: Call, _ till: Till, advice: String) throws -> Reply {
        switch call {
        case .provision: return try till.post("/vouchers", provision(till))
        case .confirm: return try till.confirm(uuid(1), id: advice)
        case .reverse: return try till.reverse(uuid(1), id: advice)
        case .redeem: return try till.redeem(Self.code, id: uuid(3))
        case .confirmRedeem: return try till.confirmRedeem(uuid(3), id: advice)
        case .reverseRedeem: return try till.reverseRedeem(uuid(3), id: advice)
        case .refund: return try till.refund(Self.code, id: uuid(5))
        case .confirmRefund: return try till.confirmRefund(uuid(5), id: advice)
        case .reverseRefund: return try till.reverseRefund(uuid(5), id: advice)
        }
    }

    private static let code = "4711"

    private func provision(_ till: Till) -> JSON {
        var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
        request["voucher"] = ["code": .string(Self.code)]
        return .object(request)
    }
}
