import Conformance
import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// How connections end under a fault, in clear and over TLS, and what HTTP libraries make of it.
@Suite(.blocking) struct ConnectionEndTests {
    /// A way to lose, and what is seen of it.
    struct Loss: Sendable, CustomTestStringConvertible {
        let reply: String
        var status: Int?
        let ended: String
        var isProcessed = true
        /// True if TLS says that the stream ends.
        var isAnnounced = true

        var testDescription: String { reply }
    }

    private static let losses = [
        Loss(reply: "{lost: reply, by: close}", ended: "closed"),
        Loss(reply: "{lost: request, by: close}", ended: "closed", isProcessed: false),
        Loss(reply: "{lost: reply, by: cut}", ended: "closed", isAnnounced: false),
        Loss(
            reply: "{lost: request, by: cut}", ended: "closed", isProcessed: false,
            isAnnounced: false),
        Loss(reply: "{lost: reply, by: stale}", status: 201, ended: "sent"),
    ]

    @Test(
        "A connection ends as the scenario says, in clear and over TLS, and the journal says so",
        arguments: losses, [false, true])
    func ends(loss: Loss, isEncrypted: Bool) async throws {
        let text = "rules: [{name: a, on: [provision], replies: [\(loss.reply), normal]}]"
        let certificates = try SelfSignedCertificates(now: Int(Instant.now().unix / 1_000_000_000))
        try await withMock {
            if isEncrypted { try $0.useTLS(certificates) }
        } _: { mock in
            let sandbox = try mock.sandbox("ends", playing: .yaml(text), seed: 7, clock: .real)
            var till = try Till(mock)
            till.basePath = "/sandboxes/ends/suv/v1"
            if isEncrypted { try Self.encrypt(till, trusting: certificates) }
            till.client.send(till.message(.provision, on: uuid(1)))
            let rest = try till.client.readToEnd()
            #expect(!rest.wasReset)
            #expect(till.client.hasHeardCloseNotify == (isEncrypted && loss.isAnnounced))
            #expect(rest.text.hasPrefix("HTTP/1.1 201 Created\r\n") == (loss.status != nil))
            #expect(rest.bytes.isEmpty == (loss.status == nil))
            #expect(!rest.text.contains("Connection:"))

            let entries = try await sandbox.journal(.provision, on: uuid(1))
            #expect(entries.map(\.status) == [loss.status])
            #expect(entries.map(\.ended) == [loss.ended])
            let transaction = try await sandbox.transaction(uuid(1))
            #expect((transaction != nil) == loss.isProcessed)
            guard loss.status != nil else { return }
            #expect(rest.text.hasSuffix(entries[0].response))
            // The outcome is known: a till that goes on over another connection did its duty.
            till.client = try WireClient(port: mock.port)
            if isEncrypted { try Self.encrypt(till, trusting: certificates) }
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            let report = try sandbox.report()
            let rules = report.rules.filter { ["D1", "D2", "D3"].contains($0.id) }
            #expect(rules.flatMap(\.findings) == [])
        }
    }

    private static func encrypt(
        _ till: Till, trusting certificates: SelfSignedCertificates
    ) throws {
        try till.client.startTLS(
            trusting: String(decoding: certificates.authority.bytes, as: UTF8.self),
            host: "127.0.0.1", withinMs: 20_000)
    }

    @Test("What is sent behind the last answer of a stale connection is not carried out")
    func behindStale() async throws {
        let text = "rules: [{name: a, on: [provision], replies: [{lost: reply, by: stale}]}]"
        try await withMock { _ in
        } _: { mock in
            let sandbox = try mock.sandbox("ends", playing: .yaml(text), seed: 7, clock: .real)
            var till = try Till(mock)
            till.basePath = "/sandboxes/ends/suv/v1"
            till.client.send(
                till.message(.provision, on: uuid(1)) + till.message(.provision, on: uuid(2)))
            #expect(try till.client.readResponse().status == 201)
            #expect(try till.client.readToEnd() == .cleanEnd)
            #expect(try await sandbox.transaction(uuid(2)) == nil)
        }
    }

    // MARK: A used connection

    private static let usedConnection = "faults/lost-reply-used-connection"

    @Test("The second sale loses its reply on the connection of the first, and passes")
    func usedConnection() async throws {
        let scenario = try ShippedScenarios.scenario(Self.usedConnection)
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = ReferenceTill(mock, in: sandbox)
            for number in 1...2 { #expect(try till.sell(uuid(number)) == .confirmed) }
            let provisions = try sandbox.records().filter { $0["operation"] == "provision" }
            #expect(provisions.map { $0["ended"]?.text } == ["sent", "closed"])
            #expect(Set(provisions.map { $0["connection"]?.integer }).count == 1)
            #expect(provisions[1]["rule"]?.text == "lost-reply-used-connection")
            #expect(try mock.report().verdict == .pass)
        }
    }

    @Test("A till that sells once has not met it")
    func soldOnce() async throws {
        let scenario = try ShippedScenarios.scenario(Self.usedConnection)
        try await withMock {
            $0.switching.scenario = scenario
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try mock.report().scenarioRules.map(\.decisionCount) == [0])
        }
    }

    @Test(
        "libcurl repeats the POST by itself on a used connection, and is named; on a new one not",
        .enabled(if: ShellRun.withoutClients == nil, "needs curl"),
        arguments: [
            ("faults/lost-reply-used-connection", 2, 3), ("faults/lost-reply-close", 1, 1),
        ])
    func curl(scenario: String, sales: Int, provisions: Int) async throws {
        let directory = TemporaryDirectory()
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let sandbox = try mock.sandbox("curl", playing: .named(scenario), seed: 7, clock: .real)
            let till = try Till(mock)
            var calls: [String] = []
            for number in 1...sales {
                let body = till.provisionRequest(uuid(number)).description
                try directory.write(body, to: "\(number).json")
                calls.append(
                    "-s -u 22222222:secret -H 'Content-Type: application/json' "
                        + "-d @\(number).json \(sandbox.url)/vouchers")
            }
            _ = try await ShellRun("curl " + calls.joined(separator: " --next "), in: directory)
            let entries = try await sandbox.journal(.provision)
            #expect(entries.count == provisions)
            let findings = try sandbox.report().rules.first { $0.id == "D2" }?.findings ?? []
            let isNamed = findings.contains {
                $0.message.contains("probably repeated by the HTTP library (curl/")
            }
            #expect(isNamed == (provisions > sales))
        }
    }
}
