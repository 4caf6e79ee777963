import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Till

/// `scenarios/triggers.yaml`: the cents of an amount, or a product id, pick what goes wrong.
@Suite(.blocking) struct TriggerTests {
    /// A row of the table at the head of the file, with all that happens.
    struct Trigger: CustomTestStringConvertible {
        let cents: Int64
        let product: String
        let story: [String]

        init(_ cents: Int64, _ product: String, _ story: [String]) {
            self.cents = cents
            self.product = product
            self.story = story
        }

        var testDescription: String { product }
    }

    private static let confirmed = ["confirm 202", "deliver-confirm 202"]
    private static let reversed = ["reverse 202", "deliver-reverse 202"]
    private static let retried = ["retry 201"] + confirmed
    private static let silence = [String](repeating: "retry client-left", count: 3) + reversed

    private static let triggers = [
        Trigger(1, "MOCKDECLINE", ["provision 404 DO_NOT_HONOR"]),
        Trigger(2, "MOCKBADAMOUNT", ["provision 400 INVALID_AMOUNT"]),
        Trigger(3, "MOCKUNAVAILABLE", ["provision 503 UPSTREAM_UNAVAILABLE"] + retried),
        Trigger(4, "MOCKUNKNOWN", ["provision 504 VOUCHER_STATUS_UNKNOWN"] + retried),
        Trigger(
            5, "MOCKERROR",
            ["provision 500 GENERAL_ERROR"]
                + [String](repeating: "retry 500 GENERAL_ERROR", count: 3) + reversed),
        Trigger(
            6, "MOCKRETRYDECLINED",
            ["provision 503 UPSTREAM_UNAVAILABLE", "retry 404 DO_NOT_HONOR"] + reversed),
        Trigger(7, "MOCKLOSTREQUEST", ["provision client-left"] + retried),
        Trigger(8, "MOCKLOSTREPLY", ["provision client-left"] + retried),
        Trigger(9, "MOCKSILENT", ["provision client-left"] + silence),
        Trigger(10, "MOCKRESET", ["provision reset"] + retried),
        Trigger(11, "MOCKTRUNCATED", ["provision truncated"] + retried),
        Trigger(12, "MOCKNOTJSON", ["provision 502"] + retried),
        Trigger(13, "MOCKSLOW", ["provision 201"] + confirmed),
        // This till does not wait for the end of a trickle.
        Trigger(14, "MOCKTRICKLE", ["provision client-left"] + silence),
        Trigger(15, "MOCKLATE", ["provision 201"] + confirmed),
        Trigger(
            16, "MOCKADVICELOST",
            ["provision 201", "confirm closed", "deliver-confirm 202", "confirm 202"]),
        Trigger(
            17, "MOCKADVICEERROR", ["provision 201", "confirm 500 GENERAL_ERROR"] + confirmed),
        Trigger(
            18, "MOCKOFFLINE",
            ["provision 201", "confirm 202", "deliver-confirm closed", "deliver-confirm closed"]
                + ["deliver-confirm 202"]),
        Trigger(
            19, "MOCKNOADVICE",
            ["provision 201"] + [String](repeating: "confirm client-left", count: 5)),
    ]

    @Test("Cents pick the fault, whatever the amount", arguments: triggers)
    func cents(trigger: Trigger) async throws {
        let rands = Int64(100 + trigger.cents * 7)
        let story = try await story { $0.amount = rands * 100 + trigger.cents }
        #expect(story == trigger.story)
    }

    @Test("A product id picks the same fault", arguments: triggers)
    func product(trigger: Trigger) async throws {
        #expect(try await story { $0.product = trigger.product } == trigger.story)
    }

    @Test("Normal amounts and products never meet a rule")
    func normalAmounts() async throws {
        try await withTriggers { sandbox, mock in
            var till = try Till(mock)
            for (number, rands) in [1, 5, 19, 100, 4_999, 100_000].enumerated() {
                for cents in [0, 50, 90, 95, 99] {
                    till.amount = Int64(rands * 100 + cents)
                    let reply = try till.provision(uuid(number * 100 + cents))
                    #expect(reply.status == 201, "\(till.amount)")
                }
            }
            let rules = try sandbox.records().compactMap { $0["rule"]?.text }
            #expect(rules.isEmpty)
        }
    }

    /// Returns the messages of a till that sells one voucher.
    private func story(_ adjust: @escaping (inout TillSettings) -> Void) async throws -> [String] {
        try await withTriggers { sandbox, mock in
            let till = ReferenceTill(mock, in: sandbox)
            till.settings.advicesMax = 5
            adjust(&till.settings)
            try till.sell(uuid(1))
            try sandbox.advance("idle")
            return try sandbox.story()
        }
    }

    private func withTriggers<Result>(
        _ body: (ControlledSandbox, MockServer) async throws -> Result
    ) async throws -> Result {
        let scenario = try ShippedScenarios.scenario("triggers")
        return try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            try await body(ControlledSandbox(of: mock), mock)
        }
    }
}
