import Conformance
import Scenarios
import TestSupport
import Testing
import Till

/// Everything goes wrong at random around a till that does its duty.
@Suite(.blocking) struct StormTests {
    private static let rules = """
        rules:
          - {name: reset, chance: 8%, replies: [{lost: reply, by: reset}]}
          - {name: silence, chance: 4%, replies: [lost: reply]}
          - {name: request-lost, chance: 6%, replies: [{lost: request, by: close}]}
          - {name: outage, chance: 8%, replies: [error: 503 UPSTREAM_UNAVAILABLE]}
          - {name: unsure, chance: 8%, replies: [{error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}]}
          - {name: decline, chance: 4%, replies: [decline: 404 DO_NOT_HONOR]}
          - {name: late, chance: 4%, replies: [processing: 70s]}
          - {name: slow, chance: 4%, replies: [delay: 70s]}
          - {name: truncated, chance: 4%, replies: [garbled: truncated]}
          - {name: no-json, chance: 4%, replies: [garbled: wrong-content-type]}
          - {name: gateway, chance: 4%, replies: [garbled: html-502]}
          - {name: length, chance: 3%, replies: [garbled: wrong-length]}
          - {name: empty, chance: 3%, replies: [garbled: empty]}
          - {name: odd, chance: 3%, replies: [respond: {status: 201}]}

        """

    @Test("A till that does its duty never fails", arguments: 1...9)
    func noFalseFail(seed: Int) async throws {
        let messaging = seed % 3 == 0 ? "single" : "dual"
        let scenario = try Scenario(
            name: "storm", yaml: "messaging: \(messaging)\nseed: \(seed)\n\(Self.rules)",
            file: "storm.yaml")
        let lookups = ["looks-up-at-once", "looks-redemption-up-at-once"]
        let run = try await PlayedRun(scenario) { till in
            if seed % 2 == 0 { till.defects = lookups.compactMap(TillDefects.named) }
            for number in 1...20 { try till.sellRedeemAndRefund(number) }
        }
        let failures = run.offline.rules.filter { $0.verdict > .warn }
        #expect(failures.isEmpty, "seed \(seed): \(run.reports[.text] ?? "")")
        #expect(Set(run.offline.transactions.map(\.kind)).count == 3, "seed \(seed)")
    }
}
