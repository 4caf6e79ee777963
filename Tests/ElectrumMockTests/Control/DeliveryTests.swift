import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// Deliveries to providers, and the effect of their answers (contract.md 5.1 and 5.5).
@Suite(.blocking) struct DeliveryTests {
    /// Plays a scenario on a manual clock, with one provider of this profile.
    private func withProvider(
        _ profile: String = "", playing scenario: String,
        _ body: (ControlledSandbox, Till) async throws -> Void
    ) async throws {
        let directory = TemporaryDirectory()
        try directory.write("name: Shop\n\(profile)", to: "providers/default.yaml")
        let scenario = try Scenario(name: "test", yaml: scenario, file: "test.yaml")
        try await withMock {
            $0.switching.library = try ScenarioLibrary(directories: [directory.path])
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            try await body(ControlledSandbox(of: mock), Till(mock))
        }
    }

    @Test(
        "Whatever the provider answers ends a delivery, and what is behind it goes on",
        arguments: [
            ("decline: 404 FUNCTION_NOT_SUPPORTED", "404 FUNCTION_NOT_SUPPORTED", true),
            ("decline: 400 DO_NOT_HONOR", "400 DO_NOT_HONOR", true),
            ("error: 503 UPSTREAM_UNAVAILABLE", "503 UPSTREAM_UNAVAILABLE", true),
            ("{error: 500 GENERAL_ERROR, processed: yes}", "500 GENERAL_ERROR", false),
            ("respond: {status: 409}", "409", true),
        ])
    func everyAnswer(reply: String, shown: String, isRefused: Bool) async throws {
        let rule = "{name: no, on: deliver, when: {amount: 10001}, replies: [\(reply)]}"
        try await withProvider(playing: "rules: [\(rule)]") { sandbox, till in
            var till = till
            for (number, amount) in [(1, 10_001), (2, 10_001), (3, 10_000)] {
                till.amount = Int64(amount)
                #expect(try till.provision(uuid(number)).status == 201)
            }
            #expect(try till.confirm(uuid(1), id: uuid(11)).status == 202)
            #expect(try till.reverse(uuid(2), id: uuid(12)).status == 202)
            #expect(try till.confirm(uuid(3), id: uuid(13)).status == 202)
            #expect(try sandbox.queue().isEmpty)
            let states = try [1, 2, 3].map { try sandbox.state(of: uuid($0)) }
            #expect(
                states == [
                    isRefused ? "confirmed/confirmation-refused" : "confirmed/confirmed",
                    isRefused ? "reversed/reversal-refused" : "reversed/reversed",
                    "confirmed/confirmed",
                ])
            let deliveries = try sandbox.story().filter { $0.hasPrefix("deliver") }
            #expect(
                deliveries == [
                    "deliver-confirm \(shown)", "deliver-reverse \(shown)", "deliver-confirm 202",
                ])
        }
    }

    @Test("A profile says for each kind of advice whether the provider hears of it")
    func eachKind() async throws {
        let advices = "advices: {confirm: forwarded, reverse: consumed}"
        try await withProvider(advices, playing: "rules: []") { sandbox, till in
            for number in 1...2 { #expect(try till.provision(uuid(number)).status == 201) }
            #expect(try till.confirm(uuid(1), id: uuid(11)).status == 202)
            #expect(try till.reverse(uuid(2), id: uuid(12)).status == 202)
            try sandbox.advance("idle")
            #expect(try sandbox.state(of: uuid(1)) == "confirmed/confirmed")
            #expect(try sandbox.state(of: uuid(2)) == "reversed/issued")
            #expect(try sandbox.records("?operation=deliver-reverse").isEmpty)
        }
    }

    @Test("As many advices as the window holds are on their way at once, in order")
    func window() async throws {
        let rule = "{name: slow, on: deliver, replies: [{delay: 3s}]}"
        try await withProvider("delivery: {window: 4}", playing: "rules: [\(rule)]") {
            sandbox, till in
            for number in 1...6 {
                #expect(try till.provision(uuid(number)).status == 201)
                #expect(try till.confirm(uuid(number), id: uuid(10 + number)).status == 202)
            }
            #expect(
                try sandbox.queue().map { $0["attempts"]?.integer } == [1, 1, 1, 1, 0, 0])
            try sandbox.advance("3s")
            #expect(try sandbox.queue().map { $0["attempts"]?.integer } == [1, 1])
            #expect(
                try sandbox.queue().map { $0["transaction"]?.text } == [uuid(5), uuid(6)])
            try sandbox.advance("3s")
            #expect(try sandbox.queue().isEmpty)
        }
    }

    @Test("What is not answered blocks what is behind the window, not what is in it")
    func headOfLine() async throws {
        let rule =
            "{name: away, on: deliver, when: {amount: 10001}, during: {for: 4s}, "
            + "replies: [lost: request]}"
        try await withProvider("delivery: {every: 5s, window: 2}", playing: "rules: [\(rule)]") {
            sandbox, till in
            var till = till
            for number in 1...5 {
                till.amount = number == 1 || number == 3 ? 10_001 : 10_000
                #expect(try till.provision(uuid(number)).status == 201)
                #expect(try till.confirm(uuid(number), id: uuid(10 + number)).status == 202)
            }
            // 1 and 3 hold the window; 2 went through beside 1.
            #expect(
                try sandbox.queue().map { $0["transaction"]?.text } == [1, 3, 4, 5].map(uuid))
            try sandbox.advance("5s")
            #expect(try sandbox.queue().isEmpty)
        }
    }

    // MARK: Single messaging

    @Test("With single messaging the switch confirms what it has answered, redemptions too")
    func confirms() async throws {
        try await withProvider(playing: "{messaging: single, rules: []}") { sandbox, till in
            let code = try till.provision(uuid(1)).voucherCode ?? ""
            #expect(try till.redeem(code, id: uuid(2)).status == 201)
            #expect(try till.refund(code, id: uuid(3)).status == 201)
            try sandbox.advance("idle")
            #expect(
                try sandbox.story() == [
                    "provision 201", "deliver-confirm 202", "redeem 201", "deliver-confirm 202",
                    "refund 201", "deliver-confirm 202",
                ])
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/confirmed")
        }
    }

    @Test("What the switch has reversed is issued anew by a retry, and confirmed then")
    func reversesThenConfirms() async throws {
        let scenario = """
            messaging: single
            rules:
              - name: unknown
                on: provision
                replies: [{error: 504 UPSTREAM_UNAVAILABLE, processed: yes}]
            """
        try await withProvider(playing: scenario) { sandbox, till in
            #expect(try till.provision(uuid(1)).status == 504)
            try sandbox.advance("idle")
            #expect(try sandbox.state(of: uuid(1)) == "unknown/reversed")
            #expect(try till.retry(uuid(1)).status == 201)
            try sandbox.advance("idle")
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/confirmed")
            #expect(try till.retry(uuid(1)).status == 201)
            try sandbox.advance("idle")
            #expect(try sandbox.records("?operation=deliver-confirm,deliver-reverse").count == 2)
        }
    }

    @Test("A provider that is away is told once what holds in the end")
    func withdraws() async throws {
        let scenario = """
            messaging: single
            rules:
              - name: first
                on: provision
                when: {terminal: other000}
                replies: [normal]
              - name: unknown
                on: provision
                replies: [{error: 504 UPSTREAM_UNAVAILABLE, processed: yes}]
              - name: away
                on: deliver
                during: {for: 60s}
                replies: [lost: request]
            """
        try await withProvider(playing: scenario) { sandbox, till in
            var other = till
            other.terminal = "other000"
            #expect(try other.provision(uuid(9)).status == 201)
            #expect(try till.provision(uuid(1)).status == 504)
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(try till.provision(uuid(2)).status == 504)
            #expect(try till.reverse(uuid(2), id: uuid(3)).status == 202)
            try sandbox.advance("idle")
            let told = try sandbox.records("?operation=deliver-confirm,deliver-reverse")
                .filter { $0["status"]?.integer == 202 }
                .map { "\($0["operation"]?.text ?? "") \($0["transaction"]?.text ?? "")" }
            #expect(
                told == [
                    "deliver-confirm \(uuid(9))", "deliver-confirm \(uuid(1))",
                    "deliver-reverse \(uuid(2))",
                ])
        }
    }

    @Test("A till that does not wait for its answer has its voucher reversed")
    func clientLeaves() async throws {
        let scenario = """
            messaging: single
            rules: [{name: slow, on: provision, replies: [{delay: 10s}]}]
            """
        try await withProvider(playing: scenario) { sandbox, till in
            till.client.send(
                till.request("/vouchers", body: till.provisionRequest(uuid(1)).description))
            try sandbox.awaitArrival(of: "provision")
            till.client.close()
            _ = try await sandbox.finished("provision")
            try sandbox.advance("idle")
            #expect(try sandbox.story() == ["provision client-left", "deliver-reverse 202"])
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/reversed")
        }
    }

    @Test("What the till has reversed is not confirmed, however late its exchange ends")
    func clientLeavesLate() async throws {
        let yaml = """
            messaging: single
            rules: [{name: lost, on: provision, replies: [{lost: reply, by: silence}]}]
            """
        let scenario = try Scenario(name: "test", yaml: yaml, file: "test.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let (waiting, reversing) = (try Till(mock), try Till(mock))
            waiting.client.send(
                waiting.request("/vouchers", body: waiting.provisionRequest(uuid(1)).description))
            try sandbox.awaitArrival(of: "provision")
            #expect(try reversing.reverse(uuid(1), id: uuid(2)).status == 202)
            waiting.client.close()
            _ = try await sandbox.finished("provision")
            try sandbox.advance("idle")
            #expect(try sandbox.state(of: uuid(1)) == "reversed/reversed")
        }
    }

    @Test(
        "Scenario and profile can leave the advice to the till",
        arguments: [
            ("", "switchAdvices: no"), ("switchAdvices: no", ""), ("advices: consumed", ""),
        ])
    func switchedOff(profile: String, scenario: String) async throws {
        try await withProvider(profile, playing: "messaging: single\nrules: []\n\(scenario)") {
            sandbox, till in
            #expect(try till.provision(uuid(1)).status == 201)
            try sandbox.advance("idle")
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/issued")
        }
    }
}
