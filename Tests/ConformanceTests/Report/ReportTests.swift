import Conformance
import JSONTree
import Testing
import Vocabulary

struct ReportTests {
    @Test("a run in which something is owed is inconclusive, and says so")
    func owed() throws {
        let report = try Till().provision(.voucher).report()
        #expect(report.verdict == .inconclusive)
        #expect(report.isAnythingOwed)
        let message = report.rules.first { $0.id == "D6" }?.findings.first?.message
        #expect(message?.hasSuffix("but may until 2026-01-28T10:42:00.010Z") == true)
    }

    @Test("warnings do not spoil a run")
    func warnings() throws {
        let till = Till().provision(.outage).retry(.voucher, after: 1).confirm().ended()
        #expect(try till.report().verdict == .pass)
    }

    @Test("a rule fails even if something else is owed")
    func failureWins() throws {
        let till = Till().provision(.voucher).sale(2).provision(.decline)
            .confirm(.notFound)
        #expect(try till.report().verdict == .fail)
    }

    @Test("transactions come with the switch's last word on their state")
    func transactions() throws {
        let report = try Till().provision(.outage).retry(.outage).reverse()
            .sale(2).provision(.decline).report()
        #expect(report.transactions.map(\.state) == ["reversed", "declined"])
        #expect(report.transactions.map(\.attempts) == [2, 1])
    }

    @Test("the head of a report says who was tested, with what and when")
    func head() throws {
        let report = try Till().provision(.voucher).confirm().ended().report()
        #expect(report.version == "1.0.0")
        #expect(report.scenario == "flows/f6-retries-succeed")
        #expect(report.seed == 7)
        #expect(report.clients == [Bodies.client])
        #expect(report.terminals == ["term0001"])
        #expect(report.begin?.description == "2026-01-28T10:41:30.000Z")
        #expect(report.end?.description == "2026-01-28T10:41:31.020Z")
    }
}
