import ElectrumMock
import JSONTree
import Scenarios
import TestSupport
import Testing
import Till
import Vocabulary

/// The documented flows, played by a till that does its duty: every message and every delivery to
/// the provider, in order, and what they end in.
@Suite(.blocking) struct FlowTests {
    /// A flow as it is played.
    struct Flow: CustomTestStringConvertible {
        let scenario: String
        var receiver = "Voucher Issuer"
        let story: [String]
        /// The transaction in the end, for the switch and for the provider.
        let state: String

        var testDescription: String { scenario }
    }

    private static let flows: [Flow] = [
        Flow(
            scenario: "f1-dual-success",
            story: ["provision 201", "confirm 202", "deliver-confirm 202"],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "f2-single-success", story: ["provision 201", "deliver-confirm 202"],
            state: "provisioned/confirmed"),
        Flow(
            scenario: "f3-till-timeout-retries-succeed",
            story: [
                "provision client-left", "retry closed", "retry 201", "confirm 202",
                "deliver-confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "f3-till-timeout-retries-succeed-single",
            story: [
                "provision client-left", "deliver-confirm 202", "retry closed", "retry 201",
            ],
            state: "provisioned/confirmed"),
        Flow(
            scenario: "f4-till-timeout-retries-fail",
            story: [
                "provision client-left", "retry client-left", "retry client-left",
                "retry client-left", "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/reversed"),
        Flow(
            scenario: "f5-upstream-declined", story: ["provision 404 DO_NOT_HONOR"],
            state: "declined/none"),
        Flow(
            scenario: "f6-upstream-unknown-retries-succeed",
            story: [
                "provision 503 UPSTREAM_UNAVAILABLE", "retry 504 VOUCHER_STATUS_UNKNOWN",
                "retry 201", "confirm 202", "deliver-confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "f6-upstream-unknown-retries-succeed-single",
            story: [
                "provision 503 UPSTREAM_UNAVAILABLE", "retry 504 VOUCHER_STATUS_UNKNOWN",
                "deliver-reverse 202", "retry 201", "deliver-confirm 202",
            ],
            state: "provisioned/confirmed"),
        Flow(
            scenario: "f7-upstream-unknown-retries-fail",
            story: [
                "provision 504 UPSTREAM_UNAVAILABLE", "retry 503 UPSTREAM_UNAVAILABLE",
                "retry 404 DO_NOT_HONOR", "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/none"),
        Flow(
            scenario: "f7-upstream-unknown-retries-exhausted",
            story: [
                "provision 503 UPSTREAM_UNAVAILABLE", "retry 503 UPSTREAM_UNAVAILABLE",
                "retry 503 UPSTREAM_UNAVAILABLE", "retry 503 UPSTREAM_UNAVAILABLE",
                "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/none"),
        Flow(
            scenario: "f4-till-timeout-retries-fail-single",
            story: [
                "provision client-left", "deliver-confirm 202", "retry client-left",
                "retry client-left", "retry client-left", "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/reversed"),
        Flow(
            scenario: "f5-upstream-declined-400", story: ["provision 400 DO_NOT_HONOR"],
            state: "declined/none"),
        Flow(
            scenario: "f5-upstream-declined-single", story: ["provision 404 DO_NOT_HONOR"],
            state: "declined/none"),
        Flow(
            scenario: "f6-upstream-unknown-500-retries-succeed",
            story: [
                "provision 500 GENERAL_ERROR", "retry 500 GENERAL_ERROR", "retry 201",
                "confirm 202", "deliver-confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "f6-upstream-status-unknown-404-retries-succeed",
            story: [
                "provision 404 VOUCHER_STATUS_UNKNOWN", "retry 201", "confirm 202",
                "deliver-confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "f6-upstream-status-unknown-400-retries-succeed",
            story: [
                "provision 400 VOUCHER_STATUS_UNKNOWN", "retry 201", "confirm 202",
                "deliver-confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "f7-upstream-unknown-retries-fail-400",
            story: [
                "provision 504 UPSTREAM_UNAVAILABLE", "retry 503 UPSTREAM_UNAVAILABLE",
                "retry 400 DO_NOT_HONOR", "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/none"),
        Flow(
            scenario: "f7-upstream-unknown-retries-fail-single",
            story: [
                "provision 504 UPSTREAM_UNAVAILABLE", "retry 503 UPSTREAM_UNAVAILABLE",
                "retry 404 DO_NOT_HONOR", "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/none"),
        Flow(
            scenario: "f7-upstream-unknown-500-retries-exhausted",
            story: ["provision 500 GENERAL_ERROR"]
                + [String](repeating: "retry 500 GENERAL_ERROR", count: 3)
                + ["reverse 202", "deliver-reverse 202"],
            state: "reversed/none"),
        Flow(
            scenario: "f7-upstream-unknown-retries-exhausted-single",
            story: ["provision 503 UPSTREAM_UNAVAILABLE"]
                + [String](repeating: "retry 503 UPSTREAM_UNAVAILABLE", count: 3)
                + ["reverse 202", "deliver-reverse 202"],
            state: "reversed/none"),
        Flow(
            scenario: "advice-delivery-refused",
            story: ["provision 201", "confirm 202", "deliver-confirm 404 FUNCTION_NOT_SUPPORTED"],
            state: "confirmed/confirmation-refused"),
        Flow(
            scenario: "advice-repeated",
            story: [
                "provision 201", "confirm closed", "deliver-confirm 202",
                "confirm 500 GENERAL_ERROR", "confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "advice-delivery-delayed",
            story: [
                "provision 201", "confirm 202", "deliver-confirm closed",
                "deliver-confirm closed", "deliver-confirm 202",
            ],
            state: "confirmed/confirmed"),
        Flow(
            scenario: "netcare-retry-declined", receiver: "Netcare",
            story: [
                "provision 504 UPSTREAM_UNAVAILABLE", "retry 404 FUNCTION_NOT_SUPPORTED",
                "reverse 202", "deliver-reverse 202",
            ],
            state: "reversed/none"),
        Flow(
            scenario: "stellr-retry-declined", receiver: "Stellr",
            story: [
                "provision 504 UPSTREAM_UNAVAILABLE", "retry 404 FUNCTION_NOT_SUPPORTED",
                "reverse 202",
            ],
            state: "reversed/none"),
        Flow(
            scenario: "stellr-reversal-keeps-voucher", receiver: "Stellr",
            story: ["provision closed", "retry 404 FUNCTION_NOT_SUPPORTED", "reverse 202"],
            state: "reversed/issued"),
        Flow(
            scenario: "stellr-advices-consumed", receiver: "Stellr",
            story: ["provision 201", "confirm 202"], state: "confirmed/issued"),
    ]

    @Test("Each shipped flow is one of the table")
    func everyFlow() {
        #expect(Set(ShippedScenarios.names(in: "flows")) == Set(Self.flows.map(\.scenario)))
    }

    @Test("A till that does its duty plays the flow to the expected end", arguments: flows)
    func play(flow: Flow) async throws {
        let scenario = try ShippedScenarios.scenario("flows/\(flow.scenario)")
        try await withMock {
            try $0.play(scenario)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = ReferenceTill(mock, in: sandbox, messaging: scenario.messaging)
            till.settings.provider = flow.receiver
            // Throwing calls stand outside #expect, whose failures then show the values.
            let ending = try till.sell(uuid(1))
            #expect(ending == scenario.expect.finally.first)
            let advanced = try sandbox.advance("idle").json
            #expect(advanced["idle"] == true)
            let story = try sandbox.story()
            #expect(story == flow.story)
            let state = try sandbox.state(of: uuid(1))
            #expect(state == flow.state)

            let report = try sandbox.ask("GET", "/report").json
            #expect(report["verdict"]?.text == "pass", "\(report)")
            let expectations = (report["expectations"]?.items ?? []).map { $0["verdict"]?.text }
            #expect(expectations.allSatisfy { $0 == "pass" })
        }
    }
}
