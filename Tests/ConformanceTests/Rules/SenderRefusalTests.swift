import Conformance
import JSONTree
import Testing

/// A refusal for the sender is no decline, whether the switch says it or a scenario.
struct SenderRefusalTests {
    private static let written = Reply(status: 401, response: "No.", rule: "unauthorised")
    private static let refusals = [
        written, .error(400, "AUTHENTICATION_ERROR"), .error(401, "AUTHENTICATION_ERROR"),
        .badToken,
    ]

    private static func told(of till: Till) throws -> [String] {
        try till.ended().report().rules.filter { $0.verdict > .pass }.map(\.id)
    }

    @Test("A till that sends the message again at once has no finding", arguments: refusals)
    func repeated(refusal: Reply) throws {
        let outage = Till().provision(.outage)
        for till in [
            Till().provision(refusal).provision(.voucher, after: 1).confirm(),
            Till().provision(refusal).retry(.voucher, after: 1).confirm(),
            outage.retry(refusal).retry(.voucher, after: 1).confirm(),
            Till().provision(.voucher).confirm(refusal).confirm(after: 1),
            outage.retry(.outage).reverse(refusal).reverse(after: 1),
        ] {
            #expect(try Self.told(of: till).isEmpty)
        }
    }

    @Test("A retry that was refused so may be reversed in place of being sent again")
    func reversed() throws {
        let till = Till().provision(.outage).retry(.outage).retry(Self.written).reverse()
        #expect(try Self.told(of: till).isEmpty)
    }

    @Test("A till that gives up fails D14, and its provision was not declined", arguments: refusals)
    func givenUp(refusal: Reply) throws {
        let report = try Till().provision(refusal).ended().report()
        #expect(report.rules.filter { $0.verdict == .fail }.map(\.id) == ["D14"])
        #expect(report.rules.first { $0.id == "D4" }?.verdict == .notApplicable)
        #expect(report.transactions.map(\.state) != ["declined"])
    }

    @Test("A till that showed no name is not said to have shown another")
    func nameless() throws {
        let report = try Till().user("null").provision(.wrongUser).ended().report()
        let findings = report.rules.first { $0.id == "D14" }?.findings ?? []
        #expect(findings.map(\.message) == ["the provision came without a user name"])
    }
}
