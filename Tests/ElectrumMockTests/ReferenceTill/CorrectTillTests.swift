import Conformance
import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import Scenarios
import TestSupport
import Testing
import Till
import Vocabulary

/// The reference till as it stands, under every scenario that comes with the project.
@Suite(.blocking) struct CorrectTillTests {
    private static let scenarios = (try? ShippedScenarios.library.get().scenarios) ?? []
    private static let handshakeNames = scenarios.map(\.name).filter { $0.hasPrefix("faults/tls-") }

    @Test(
        "A till that does its duty passes under every scenario; none shows a composite defect",
        arguments: scenarios.map(\.name).filter { !handshakeNames.contains($0) })
    func passes(name: String) async throws {
        let scenario = try ShippedScenarios.scenario(name)
        var situations: [TillSituation] = []
        let run = try await PlayedRun(scenario) { till in
            try sell(till, under: name)
            situations = till.accounts.situations(scenario.messaging)
        }
        // Chaos and triggers are no part of a plan that certifies.
        let shown =
            name.hasPrefix("chaos/") || name == "triggers"
            ? []
            : TillDefects.composite
                .filter { $0.parts.contains { part in situations.contains(where: part.applies) } }
        #expect(shown.map(\.name) == [], "composite defects that a shipped scenario shows")
        let report = run.offline
        #expect(report.verdict == .pass, "\(run.reports[.text] ?? "")")
        #expect(!report.transactions.isEmpty)
        // The till does not know which providers have no retries.
        let mayWarn = Self.receivers[name] != nil ? ["D11"] : []
        let warnings = report.rules.filter { $0.verdict == .warn }.map(\.id)
        #expect(Set(warnings).isSubset(of: mayWarn), "\(run.reports[.text] ?? "")")
        expectSame(run)
    }

    @Test(
        "A till that does what is permitted has no fail: it reverses at once, or after a decline",
        arguments: scenarios.map(\.name).filter { $0.hasPrefix("flows/") || isFault($0) },
        [0, 1, 5])
    func permitted(name: String, retriesMax: Int) async throws {
        let scenario = try ShippedScenarios.scenario(name)
        let reverses = try #require(TillDefects.named("reverses-a-decline"))
        let run = try await PlayedRun(scenario) { till in
            till.settings.retriesMax = retriesMax
            till.defects = [reverses]
            try sell(till, under: name)
        }
        #expect(run.offline.verdict < .fail, "\(run.reports[.text] ?? "")")
        // Under these a rule that only retries can meet never decides.
        let needsRetries = name.contains("f7-upstream-unknown-retries-fail") && retriesMax == 0
        #expect((run.offline.verdict == .inconclusive) == needsRetries)
    }

    private static func isFault(_ name: String) -> Bool {
        name.hasPrefix("faults/") && !handshakeNames.contains(name)
    }

    @Test("A till that connects again when a handshake fails passes", arguments: handshakeNames)
    func handshakes(name: String) async throws {
        let scenario = try ShippedScenarios.scenario(name)
        let certificates = try SelfSignedCertificates(now: Int(Instant.now().unix / 1_000_000_000))
        let authority = String(decoding: certificates.authority.bytes, as: UTF8.self)
        try await withMock {
            $0.switching.scenario = scenario
            try $0.useTLS(certificates)
        } _: { mock in
            var failures = 0
            for number in 1...4 {
                let till = ReferenceTill(
                    steering: nil, patienceMs: 20_000, seed: UInt64(number)
                ) {
                    for _ in 1...5 {
                        if let client = Self.trusted(mock, authority) { return client }
                        failures += 1
                    }
                    throw NeverHappened(description: "a handshake succeeds")
                }
                try till.sellRedeemAndRefund(number)
            }
            let report = try mock.report()
            #expect(failures == 1)
            #expect(report.verdict == .pass, "\(ReportFormat.text.render(report))")
            #expect(report.transactions.count == 12)
        }
    }

    /// A connection over TLS; nil when the handshake fails.
    private static func trusted(_ mock: MockServer, _ authority: String) -> WireClient? {
        do {
            let client = try WireClient(port: mock.port)
            try client.startTLS(trusting: authority, host: "127.0.0.1", withinMs: 500)
            return client
        } catch {
            return nil
        }
    }

    @Test(
        "What the journal file tells of a defect is what the running mock tells, bit for bit",
        arguments: TillDefects.plain)
    func offline(defect: TillDefect) async throws {
        let run = try await PlayedRun(defect.showing()) { try $0.play(defect) }
        #expect(run.offline.rules.contains { $0.id == defect.duty && $0.verdict >= .warn })
        expectSame(run)
    }

    private func expectSame(_ run: PlayedRun) {
        for format in ReportFormat.allCases {
            #expect(run.reports[format] == format.render(run.offline), "\(format)")
        }
    }

    // MARK: What is sold

    private static let receivers = [
        "flows/netcare-retry-declined": "Netcare", "flows/stellr-advices-consumed": "Stellr",
        "flows/stellr-retry-declined": "Stellr", "flows/stellr-reversal-keeps-voucher": "Stellr",
    ]

    private func sell(_ till: ReferenceTill, under name: String) throws {
        till.settings.provider = Self.receivers[name] ?? till.settings.provider
        if name == "triggers" {
            // The last one never lets an advice through.
            for cents in 1...18 {
                till.settings.amount = Int64(10_000 + cents)
                try till.sellRedeemAndRefund(cents)
            }
        } else {
            for number in 1...(name.hasPrefix("chaos/") ? 15 : 3) {
                try till.sellRedeemAndRefund(number)
                try till.pause("2s")
            }
        }
    }
}

extension [TillMachine.Account] {
    /// Every point at which the till decided something.
    fileprivate func situations(_ messaging: Messaging) -> [TillSituation] {
        indices.flatMap { index in
            let (account, earlier) = (self[index], self[..<index].flatMap(\.trail))
            return (0...account.trail.count).map { count in
                let next = account.trail.dropFirst(count).first
                return TillSituation(
                    kind: account.kind, messaging: messaging, sale: account.sale,
                    trail: [TrailEntry](account.trail.prefix(count)), earlier: earlier, lookups: 0,
                    next: next?.operation, attempt: next?.attempt ?? 0)
            }
        }
    }
}
