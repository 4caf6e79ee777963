import Conformance
import JSONTree
import Testing
import Vocabulary

/// The table of severities: what each rule fails and warns of, and what a scenario makes of it.
struct SeverityTests {
    private static let levels: [String: Set<Verdict>] = DefectTests.defects.reduce(into: [:]) {
        $0[$1.rule, default: []].insert($1.verdict)
    }

    @Test(
        "A rule fails and warns by default as the table of severities says",
        arguments: VerdictRule.all)
    func defaults(rule: VerdictRule) throws {
        let entry = JudgeRule.named(rule.id)
        let seen = try #require(Self.levels[rule.id])
        #expect(seen.contains(.fail) == (entry.fails != nil))
        // D4 and D13 have both.
        #expect(seen.contains(.warn) == (entry.warns != nil))
    }

    @Test("A scenario makes any rule fail, warn or silent", arguments: DefectTests.defects)
    func set(defect: Defect) throws {
        for (level, verdict) in [("fail", Verdict.fail), ("warn", .warn), ("off", .notApplicable)] {
            let report = try defect.till.judged([defect.rule: .string(level)]).report()
            let result = report.rules.first { $0.id == defect.rule }
            #expect(result?.verdict == verdict, "\(level)")
            #expect(report.verdict == (verdict == .fail ? .fail : .pass), "\(level)")
        }
    }

    @Test("A retry after the confirmation opens nothing again")
    func lateRetry() throws {
        let report = try Till().provision(.voucher).confirm().retry(.voucher).ended().report()
        #expect(report.verdict == .pass)
        #expect(report.rules.filter { $0.verdict >= .warn }.isEmpty)
    }

    private static let lost = [
        Reply(ended: "reset", fault: "tls reset", rule: "tls-reset"),
        Reply(ended: "held", fault: "tls hang", rule: "tls-hang"),
    ]

    @Test("A reversal may name a provision that got lost with its connection", arguments: lost)
    func lostProvision(connection: Reply) throws {
        let reversed = Till().call("connect", .null, connection).reverse(.notFound).ended()
        #expect(try reversed.report().verdict == .pass)
        let another = reversed.sale(2).reverse(.notFound)
        #expect(try another.report().rules.first { $0.id == "D9" }?.verdict == .fail)
        let late = Till().reverse(.notFound).call("connect", .null, connection)
        #expect(try late.report().rules.first { $0.id == "D9" }?.verdict == .fail)
        let confirmed = Till().call("connect", .null, connection).confirm(.notFound)
        #expect(try confirmed.report().rules.first { $0.id == "D9" }?.verdict == .fail)
    }

    @Test("A level may stand beside parameters")
    func both() throws {
        let till = Till(judge: ["D3": ["level": "fail", "retriesMin": 2]])
            .provision(.outage).retry(.outage).reverse().ended()
        #expect(try till.report().verdict == .fail)
    }

    @Test("A till that spells one id in two ways has one warning and no other finding")
    func spelling() throws {
        let id = "abcdef00-0000-4000-8000-00000000000a"
        let till = Till().provision(.outage, id: id.uppercased())
            .retry(.voucher, path: id) { $0["id"] = .string(id) }
            .confirm(.outage) { $0["requestId"] = .string(id) }
            .confirm { $0["requestId"] = .string(id.uppercased()) }.ended()
        let report = try till.report()
        let findings = report.rules.flatMap(\.findings)
        #expect(report.verdict == .pass)
        #expect(report.transactions.map(\.id) == [id.uppercased()])
        #expect(
            findings.map(\.message) == [
                "one id is spelt in two ways: expected \(id.uppercased()), got \(id)"
            ])
    }

    @Test(
        "Findings say what was expected and what came, and where from",
        arguments: [
            (
                "D9", Till().provision(.voucher).confirm { $0["thirdPartyIdentifiers"] = [] },
                """
                the confirmation does not carry the thirdPartyIdentifiers of the answer to the \
                provision unaltered: expected [22222222: RRN1, 33333333: SWITCH1], got []
                """
            ),
            (
                "D9",
                Till().provision(.outage).retry(.outage).reverse {
                    $0["thirdPartyIdentifiers"] = []
                },
                """
                the reversal does not carry the thirdPartyIdentifiers of the provision, to which \
                no answer came, unaltered: expected [22222222: RRN1], got []
                """
            ),
            (
                "D2",
                Till().provision(.outage).retry(.voucher, path: Till.uuid(5, 1)) {
                    $0["id"] = .string(Till.uuid(5, 1))
                },
                """
                the provision was retried under a new id, in path and body: expected \
                \(Till.uuid(0, 1)), got \(Till.uuid(5, 1))
                """
            ),
            (
                "D5",
                Till().provision(.outage).retry(.outage).reverse().retry(.decline).ended(),
                """
                the last retry brought no voucher (404 DO_NOT_HONOR), and the till sent no \
                reversal after it
                """
            ),
            (
                "D6",
                Till().provision(.outage).reverse().retry(.voucher).ended(),
                """
                a voucher came (201 voucher), and the till sent neither a confirmation nor a \
                reversal after it
                """
            ),
            (
                "D16",
                Till().provision(.voucher).confirm {
                    $0["amounts"] = ["approvedAmount": ["amount": 10001, "currency": "710"]]
                },
                """
                the confirmation's approvedAmount is not what the provision asked for: expected \
                at most 10000 (currency 710), got 10001 (currency 710)
                """
            ),
        ])
    func sentences(rule: String, till: Till, message: String) throws {
        let result = try till.report().rules.first { $0.id == rule }
        #expect(result?.findings.map(\.message) == [message])
    }
}
