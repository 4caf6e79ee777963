import Conformance
import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Scenarios that refuse a till's sender, and ids that a path spells in its own way.
@Suite(.blocking) struct WrittenRefusalTests {
    @Test(
        "A provision that a scenario refused for its sender was not seen, and may come again",
        arguments: [
            "respond: {status: 401, body: {errorType: AUTHENTICATION_ERROR}}",
            "respond: {status: 401, body: go away}", "decline: 400 AUTHENTICATION_ERROR",
        ])
    func refused(reply: String) async throws {
        let rules = ["provision", "confirm"].map {
            "{name: no-\($0), on: \($0), replies: [{\(reply)}, normal]}"
        }
        let text = "rules: [\(rules.joined(separator: ", "))]"
        let scenario = try Scenario(name: "no", yaml: text, file: "no.yaml")
        try await withMock {
            $0.switching.scenario = scenario
        } _: { mock in
            let till = try Till(mock)
            let body = till.provisionRequest(uuid(1)).description
            let refusal = try till.client.exchange(till.request("/vouchers", body: body))
            #expect(refusal.status / 100 == 4)
            let reply = try till.provision(uuid(1))
            #expect(reply.status == 201)
            for status in [4, 2] {
                let advice = till.message(
                    .confirm, on: uuid(1), identifiers: reply.json["thirdPartyIdentifiers"])
                #expect(try till.client.exchange(advice).status / 100 == status)
            }
            _ = try await ControlledSandbox(of: mock).finished("confirm")
            mock.endRun()
            let report = try mock.report()
            #expect(report.rules.filter { $0.verdict >= .warn }.isEmpty, "\(report)")
        }
    }

    @Test("An id that path or query spell in another way than the body is warned of once")
    func spelling() async throws {
        let id = "abcdef00-0000-4000-8000-00000000000a"
        let text =
            "rules: [{name: away, on: provision, replies: [{error: 503 UPSTREAM_UNAVAILABLE}]}]"
        let scenario = try Scenario(name: "away", yaml: text, file: "away.yaml")
        for isLookup in [false, true] {
            try await withMock {
                if !isLookup { $0.switching.scenario = scenario }
            } _: { mock in
                let till = try Till(mock)
                _ = try till.provision(id)
                if isLookup {
                    let path = "/vouchers?provisionRequestId=\(id.uppercased())"
                    #expect(try till.get(path).status == 200)
                } else {
                    let path = "/vouchers/\(id.uppercased())/retry"
                    #expect(try till.post(path, till.provisionRequest(id)).status == 201)
                }
                let rule = try mock.report().rules.first { $0.id == "D10" }
                #expect(rule?.verdict == .warn)
                #expect(
                    rule?.findings.map(\.message) == [
                        "one id is spelt in two ways: expected \(id), got \(id.uppercased())"
                    ])
            }
        }
    }
}
