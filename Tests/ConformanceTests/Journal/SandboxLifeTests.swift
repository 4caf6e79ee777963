import Conformance
import JSONTree
import Testing
import Vocabulary

/// Every life of a sandbox is judged, not only its last.
struct SandboxLifeTests {
    /// The records of a life, as they stand in a sandbox of this name.
    private static func life(
        _ name: String, _ till: Till, madeBy: String? = nil, cause: String? = nil
    ) throws -> [JSON] {
        var records = try till.records.dropFirst().map { record in
            var members = try #require(record.members)
            members["sandbox"] = .string(name)
            if members["kind"] == "sandbox", let madeBy { members["madeBy"] = .string(madeBy) }
            return JSON.object(members)
        }
        if let cause {
            records.append([
                "seq": .number(JSONNumber(records.count + 1)), "kind": "end",
                "at": "2026-01-28T12:00:00.000Z", "sandbox": .string(name), "cause": .string(cause),
            ])
        }
        return records
    }

    private static func reports(_ lives: [JSON]...) throws -> [Report] {
        Report.all(of: try Journal(records: [Records.header] + lives.flatMap(\.self)))
    }

    private static let good = Till().provision(.voucher).confirm()
    private static let unconfirmed = Till().provision(.voucher)

    @Test(
        "A life that ended before the last one is judged, however it ended",
        arguments: ["reset", "deleted", "evicted", nil])
    func earlier(cause: String?) throws {
        let reports = try Self.reports(
            Self.life("t2", Self.unconfirmed, cause: cause), Self.life("t2", Self.good.ended()))
        #expect(reports.map(\.life) == ["first of 2", "second of 2"])
        #expect(reports.map(\.verdict) == [.fail, .pass])
        #expect(reports[0].rules.filter { $0.verdict > .pass }.map(\.id) == ["D6"])
        #expect(reports[0].note?.contains("so nothing more could come") == true)
        #expect(
            reports[0].summary == "flows/f6-retries-succeed in t2 (first of 2): fail: D6")
        // Lines are of findings only.
        for format in ReportFormat.allCases where format != .lines {
            let text = format.render(reports)
            #expect(text.contains("first of 2") && text.contains("second of 2"), "\(format)")
        }
        let classes = ReportFormat.junit.render(reports).matches(of: /classname="([^"]*)"/).map(\.1)
        #expect(Set(classes).count == 2 * Set(classes.map { $0.split(separator: ".").last }).count)
    }

    @Test("A life that ended for good is judged, too, and needs no number")
    func deleted() throws {
        let reports = try Self.reports(
            Self.life("default", Till().ended()),
            Self.life("t2", Self.unconfirmed, cause: "deleted"))
        #expect(reports.map(\.sandbox) == ["t2"])
        #expect(reports.map(\.life) == [nil])
        #expect(reports.map(\.verdict) == [.fail])
    }

    @Test("An answer that went on after its sandbox's end is found in that life, not in the next")
    func late() throws {
        func numbered(_ life: [JSON], _ number: Int) throws -> [JSON] {
            try life.map { record in
                var members = try #require(record.members)
                if members["kind"] == "sandbox" {
                    members["incarnation"] = .number(JSONNumber(number))
                }
                return JSON.object(members)
            }
        }
        let pending = try numbered(Self.life("t2", Till().provision(.pending), cause: "reset"), 1)
        let whole = try #require(
            Self.life("t2", Self.unconfirmed).first { $0["operation"] != nil })
        for (number, failing) in [(1, 0), (2, 1), (3, nil)] as [(Int, Int?)] {
            let late: JSON = [
                "kind": "late", "incarnation": .number(JSONNumber(number)), "record": whole,
            ]
            let next = try numbered(Self.life("t2", Till().ended()), 2)
            let reports = try Self.reports(pending, next, [late])
            let failed = reports.indices.filter { reports[$0].verdict == .fail }
            #expect(failed == (failing.map { [$0] } ?? []), "\(number)")
        }
    }

    @Test("What was under way when a sandbox ended is not held against the till")
    func underWay() throws {
        for till in [Till().provision(.pending), Self.unconfirmed.confirm(.pending)] {
            let reports = try Self.reports(Self.life("t2", till, cause: "deleted"))
            #expect(reports.map(\.verdict) == [.pass], "\(reports[0].rules)")
        }
        let ended = try Self.reports(Self.life("t2", Till().provision(.pending).ended()))
        #expect(ended.map(\.verdict) == [.fail])
    }

    @Test("Messages before a change of the scenario are not judged, and a note says how many")
    func reloaded() throws {
        let records = Self.unconfirmed.records + [Records.sandbox(seq: 9), Records.end(seq: 10)]
        let report = try Report(of: Journal(records: records))
        #expect(report.note == "1 messages before its scenario was changed are not judged")
    }

    @Test("A prepared sandbox whose scenario nobody played is inconclusive")
    func unused() throws {
        let asking = Till(expect: ["finally": "confirmed"])
        let used = try Self.life("t1", Self.good.ended())
        let unused = try Self.reports(used, Self.life("t2", asking.ended(), madeBy: "test"))
        #expect(unused.map(\.verdict) == [.pass, .inconclusive])
        #expect(
            unused[1].summary.hasPrefix("flows/f6-retries-succeed in t2: inconclusive: ")
                && unused[1].summary.hasSuffix("no message came"))
        for (madeBy, till, cause) in [
            ("test", Till(), nil), ("first-message", asking, nil), ("test", asking, "reset"),
        ] {
            let others = try Self.reports(
                used, Self.life("t2", till, madeBy: madeBy, cause: cause))
            #expect(others.map(\.sandbox) == ["t1"])
            #expect(others[0].note?.contains("came to it: t2") ?? false == (cause == nil))
        }
    }

    @Test("Lookups alone prove nothing, and beside real use they are left out unless they fail")
    func lookups() throws {
        let polls = Till().lookup().lookup().ended()
        let alone = try Self.reports(Self.life("default", polls))
        #expect(alone.map(\.verdict) == [.inconclusive])
        #expect(
            alone[0].summary.hasSuffix("no sale, redemption or refund came (only: lookup (2))"))
        let used = try Self.life("t1", Self.good.ended())
        let beside = try Self.reports(Self.life("default", polls), used)
        #expect(beside.map(\.sandbox) == ["t1"])
        #expect(beside[0].note?.contains("default") == true)
        let broken = Till().call("lookup", .null, .malformed("no such parameter")).ended()
        let failing = try Self.reports(Self.life("default", broken), used)
        #expect(failing.map(\.sandbox) == ["default", "t1"])
        #expect(failing.map(\.verdict) == [.fail, .pass])
    }

    @Test("Lives of which nothing was kept make the run inconclusive, and every form says so")
    func lost() throws {
        let journal = try Journal(
            records: [Records.header] + Self.life("default", Self.good.ended()))
        let reports = Report.all(of: journal, lost: 7, named: ["t1", "t2"])
        #expect(reports.map(\.verdict) == [.inconclusive])
        for format in ReportFormat.allCases {
            #expect(format.render(reports).contains("t1, t2 and 5 more"), "\(format)")
        }
    }

    @Test("Once the switch has forgotten a client, the same ids are other sales")
    func forgotten() throws {
        let reset: JSON = [
            "seq": 4, "kind": "reset", "at": "2026-01-28T10:01:00.000Z", "sandbox": "default",
            "client": "22222222", "credentials": "abc",
        ]
        // The till's next record is number 5.
        let again = Self.good.call("products", .null, Reply(status: 200))
            .provisionAgain(.voucher).confirm()
        var records = again.records
        records[4] = reset
        let report = try Report(of: Journal(records: records + [Records.end(seq: 9)]))
        #expect(report.verdict == .pass, "\(report.rules.flatMap(\.findings))")
        #expect(report.transactions.count == 2)
        let unreset = try again.ended().report()
        #expect(unreset.verdict == .fail)
    }

    @Test("Without an end record the report says what it cannot know")
    func withoutEnd() throws {
        let rules: JSON = [["name": "outage", "replies": 2]]
        let till = Till(rules: rules).provision(.voucher).confirm()
        #expect(try till.report().note?.contains("has no end record") == true)
        let told: JSON = [["name": "outage", "replies": 2, "nearMiss": "none"]]
        #expect(try till.ended(rules: told).report().note == nil)
    }
}
