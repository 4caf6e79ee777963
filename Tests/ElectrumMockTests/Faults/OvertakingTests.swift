import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// A provision that the switch processes late, and what overtakes it meanwhile.
@Suite(.blocking) struct OvertakingTests {
    @Test("A reversal overtakes its provision, which is then refused")
    func reversal() async throws {
        try await withLateProvisions { sandbox, mock in
            let late = try Till(mock)
            late.client.send(late.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            #expect(try sandbox.state(of: uuid(1)) == "none")

            let reversal = try Till(mock).reverse(uuid(1), id: uuid(2))
            #expect(reversal.status == 404)
            #expect(reversal.errorType == "UNABLE_TO_LOCATE_RECORD")
            #expect(!late.client.hasInput(withinMs: 0))

            try sandbox.advance("20s")
            let refusal = try Reply(late.client.readResponse())
            #expect(refusal.status == 400)
            #expect(refusal.errorType == "VOUCHER_ALREADY_REVERSED")
            #expect(refusal.json["originalId"]?.text == uuid(2))
            #expect(try sandbox.state(of: uuid(1)) == "reversed/none")
            #expect(try sandbox.queue().isEmpty)
        }
    }

    @Test("A retry overtakes its provision, which is then a duplicate")
    func retry() async throws {
        try await withLateProvisions { sandbox, mock in
            let late = try Till(mock)
            late.client.send(late.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            let retry = try Till(mock).retry(uuid(1))
            #expect(retry.status == 201)

            try sandbox.advance("20s")
            let refusal = try Reply(late.client.readResponse())
            #expect(refusal.errorType == "DUPLICATE_RECORD")
            #expect(
                refusal.json["detailMessage"]?["voucher"]?["code"]?.text == retry.voucherCode)
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/issued")
        }
    }

    @Test("A provision is processed in time, though its client has left", arguments: [true, false])
    func departure(isReversed: Bool) async throws {
        try await withLateProvisions { sandbox, mock in
            let late = try Till(mock)
            late.client.send(late.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            late.client.close()
            #expect(try await sandbox.finished("provision")["ended"]?.text == "client-left")
            #expect(try sandbox.state(of: uuid(1)) == "none")
            if isReversed { #expect(try Till(mock).reverse(uuid(1), id: uuid(2)).status == 404) }

            #expect(try sandbox.advance("idle").json["idle"] == true)
            let state = isReversed ? "reversed/none" : "provisioned/issued"
            #expect(try sandbox.state(of: uuid(1)) == state)
            let record = try await sandbox.finished("provision")
            // Whoever comes after his reversal is refused, and no provider is asked.
            #expect(record["processed"] == .bool(!isReversed))
            #expect(record["ended"]?.text == "client-left")
        }
    }

    private func withLateProvisions(
        _ body: (ControlledSandbox, MockServer) async throws -> Void
    ) async throws {
        let text = """
            rules:
              - name: late
                on: [provision]
                replies: [processing: 20s]
            """
        let scenario = try Scenario(name: "late", yaml: text, file: "late.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            try await body(ControlledSandbox(of: mock), mock)
        }
    }
}
