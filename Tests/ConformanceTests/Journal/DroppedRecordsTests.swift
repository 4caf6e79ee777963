import Conformance
import JSONTree
import Testing
import Vocabulary

/// A journal that let its oldest records go is judged by the rest, and does not pass.
struct DroppedRecordsTests {
    /// A till, the number of its first records that were dropped, the rules that object to the rest
    /// and the verdict on it.
    struct Remainder: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let till: Till
        let dropped: Int
        let rules: [String]
        let verdict: Verdict

        init(_ name: String, _ till: Till, drop: Int, _ rules: [String], _ verdict: Verdict) {
            testDescription = name
            self.till = till.ended()
            dropped = drop
            self.rules = rules
            self.verdict = verdict
        }

        func report() throws -> Report {
            var sandbox = try #require(till.records[1].members)
            let number = JSON.number(JSONNumber(dropped + 1))
            sandbox["seq"] = number
            sandbox["dropped"] = number
            let rest = till.records.dropFirst(2 + dropped)
            return try Report(of: Journal(records: [till.records[0], .object(sandbox)] + rest))
        }
    }

    private static let provisioned = Till().provision(.voucher)
    private static let retried = Till().provision(.outage).retry(.outage)
    private static let expecting = Till(expect: ["finally": "confirmed"])

    private static let right: [Remainder] = [
        Remainder(
            "the provision of a confirmation", provisioned.confirm(), drop: 1, [], .inconclusive),
        Remainder("the provision of a reversal", provisioned.reverse(), drop: 1, [], .inconclusive),
        Remainder(
            "the provision of the last retry", retried.retry(.outage).reverse(), drop: 2, [],
            .inconclusive),
        Remainder(
            "the voucher before a failed retry", provisioned.retry(.timeout).confirm(), drop: 1, [],
            .inconclusive),
        Remainder(
            "one retry of two",
            Till(judge: ["D3": ["retriesMin": 2]]).provision(.outage).retry(.outage).retry(.outage)
                .reverse(), drop: 2, [], .inconclusive),
        Remainder(
            "the lookup of a redemption", Till().claim("redeem").conclude("confirm-redeem"),
            drop: 1, [], .inconclusive),
        Remainder(
            "the redemption of a confirmation", Till().claim("redeem").conclude("confirm-redeem"),
            drop: 2, [], .inconclusive),
        Remainder(
            "the provision of a lookup",
            Till().provision(.outage).retry(.outage).lookup()
                .reverse(), drop: 1, [], .inconclusive),
        Remainder(
            "what a retry is expected to end like",
            expecting.provision(.voucher).retry(.outage).sale(2).provision(.voucher).confirm(),
            drop: 1, [], .inconclusive),
        Remainder(
            "a whole sale", provisioned.confirm().sale(2).provision(.voucher).confirm(), drop: 2,
            [], .inconclusive),
    ]

    private static let wrong: [Remainder] = [
        Remainder(
            "a sale that was never confirmed",
            provisioned.sale(2).provision(.voucher)
                .confirm(), drop: 1, [], .inconclusive),
        Remainder(
            "another sale before one that is not confirmed",
            provisioned.confirm().sale(2).provision(.voucher), drop: 1, ["D6"], .fail),
        Remainder(
            "the provision of a voucher confirmed and reversed", provisioned.confirm().reverse(),
            drop: 1, ["D6"], .fail),
        Remainder(
            "the provision of an advice given up", provisioned.confirm(.outage), drop: 1, ["D8"],
            .fail),
        Remainder(
            "another sale before altered identifiers",
            provisioned.confirm().sale(2).provision(.voucher).confirm {
                $0["thirdPartyIdentifiers"] = []
            }, drop: 1, ["D9"], .fail),
        Remainder(
            "the provision of four retries",
            retried.retry(.outage).retry(.outage).retry(.outage).reverse(), drop: 1, ["D3"],
            .inconclusive),
        Remainder(
            "another sale before one under its name and another",
            provisioned.confirm().sale(2).provision(.voucher).user("44444444").confirm(.notFound),
            drop: 1, ["D14"], .fail),
    ]

    @Test(
        "What depends on records that were dropped is inconclusive, and the rest is judged",
        arguments: right + wrong)
    func rest(_ example: Remainder) throws {
        let report = try example.report()
        let objections = report.rules.filter { $0.verdict > .pass }
        #expect(objections.map(\.id) == example.rules, "\(objections.map(\.observed))")
        #expect(report.verdict == example.verdict, "\(report.expectations)")
        let omission = try #require(report.omission)
        #expect(omission.contains("older record") && omission.contains("dropped"))
        #expect(report.summary.contains(omission))
    }

    @Test("The same confirmation fails where nothing was dropped")
    func whole() throws {
        let till = Self.provisioned.confirm().ended()
        let rest = [till.records[0], till.records[1]] + till.records.dropFirst(3)
        let report = try Report(of: Journal(records: rest))
        #expect(report.rules.filter { $0.verdict == .fail }.map(\.id) == ["D9"])
        #expect(report.omission == nil)
    }

    @Test("A confirmation is not held against a till whose scenario was changed after the voucher")
    func reloaded() throws {
        let till = Self.provisioned.confirm().ended()
        var records = till.records
        var sandbox = try #require(Records.sandbox(seq: 3).members)
        sandbox["madeBy"] = "test"
        records.insert(.object(sandbox), at: 3)
        records = records.enumerated().map { index, record in
            guard index > 3, var members = record.members else { return record }
            members["seq"] = .number(JSONNumber(index))
            return .object(members)
        }
        let report = try Report(of: Journal(records: records))
        #expect(report.rules.filter { $0.verdict > .pass }.isEmpty)
        #expect(report.note?.contains("before its scenario was changed") == true)
    }
}
