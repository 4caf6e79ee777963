import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// The lists of the console: summaries, newest first, in pages, searched by the mock.
@Suite(.blocking) struct ConsoleListTests {
    private static let path = "/sandboxes/default"

    private func withSales(_ count: Int, _ body: (Till, ControlClient) throws -> Void) async throws
    {
        try await withMock { mock in
            var till = try Till(mock)
            for number in 1...count {
                till.amount = Int64(number) * 100
                #expect(try till.provision(uuid(number)).status == 201)
            }
            try body(till, ControlClient(mock))
        }
    }

    @Test("Transactions are told newest first, page by page, with beliefs and no secret")
    func transactions() async throws {
        try await withSales(5) { till, control in
            #expect(try till.confirm(uuid(5), id: uuid(50)).status == 202)
            let page = try control.ask("GET", Self.path + "/transactions?view=summary&limit=2").json
            #expect(page["total"] == 5)
            let list = try #require(page["transactions"]?.items)
            #expect(list.map { $0["id"]?.text } == [uuid(5), uuid(4)])
            #expect(list[0]["beliefs"] == ["confirmed", "confirmed", "confirmed"])
            #expect(list[1]["beliefs"] == ["voucher", "voucher", "voucher"])
            #expect(list[1]["opinion"] == "unsettled")
            #expect(list[0]["messages"]?[0]?["outcome"] == "ok")
            let next = try #require(page["next"]?.integer)
            let rest = try control.ask(
                "GET", Self.path + "/transactions?view=summary&before=\(next)"
            ).json
            #expect(
                rest["transactions"]?.items?.map { $0["id"]?.text } == [uuid(3), uuid(2), uuid(1)])
            #expect(rest["next"] == nil)
        }
    }

    @Test(
        "Transactions are searched by words, keys, numbers and negation",
        arguments: [
            ("amount:%3E3", 2), ("amount:%3C=3", 3), ("is:unsettled", 5), ("-is:unsettled", 0),
            ("status:2xx%20op:provision", 5), ("product:nothing", 0), ("prodid01", 5),
            ("terminal:term0001%20amount:%3E=5", 1), ("%22prodId01%22", 5),
        ])
    func search(words: String, count: Int) async throws {
        try await withSales(5) { _, control in
            let page = try control.ask(
                "GET", Self.path + "/transactions?view=summary&q=\(words)"
            ).json
            #expect(page["transactions"]?.items?.count == count)
        }
    }

    @Test("Records are told newest first, without bodies, with what lists show of them")
    func journal() async throws {
        try await withSales(3) { _, control in
            let page = try control.ask("GET", Self.path + "/journal?view=summary&limit=2").json
            let records = try #require(page["records"]?.items)
            #expect(records.map { $0["seq"]?.integer } == [4, 3])
            #expect(records[0]["request"] == .null)
            #expect(records[0]["amount"] == 300)
            #expect(records[0]["product"] == "prodId01")
            #expect(records[0]["outcome"] == "ok")
            #expect(page["next"] == 3)
            let rest = try control.ask("GET", Self.path + "/journal?view=summary&before=3").json
            #expect(rest["records"]?.items?.map { $0["seq"]?.integer } == [2, 1])
            let some = try control.ask("GET", Self.path + "/journal?view=summary&seq=2,4").json
            #expect(some["records"]?.items?.map { $0["seq"]?.integer } == [4, 2])
            let none = try control.ask("GET", Self.path + "/journal?view=summary&q=status:5xx").json
            #expect(none["records"]?.items?.count == 0)
        }
    }

    @Test("An advice has the terminal of its provision, with rules and without")
    func terminal() async throws {
        for rules in ["rules: []", "rules: [{name: never, when: {amount: 1}, replies: [normal]}]"] {
            try await withSales(1) { till, control in
                _ = try control.ask("PUT", "/sandboxes/t?clock=manual", "{\"yaml\":\"\(rules)\"}")
                var till = till
                till.basePath = "/sandboxes/t/suv/v1"
                for (number, terminal) in [(1, "lane0001"), (2, "lane0002")] {
                    till.terminal = terminal
                    _ = try till.provision(uuid(number))
                }
                _ = try till.confirm(uuid(1), id: uuid(11))
                _ = try till.reverse(uuid(2), id: uuid(12))
                let path = "/sandboxes/t/journal?operation=confirm,reverse"
                let records = try control.ask("GET", path).json["records"]?.items ?? []
                #expect(records.map { $0["terminal"]?.text } == ["lane0001", "lane0002"])
            }
        }
    }

    @Test("A record has method, target and headers; secrets are told only on request")
    func record() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let till = try Till(mock)
            // A head is kept only for those who watch.
            _ = try till.provision(uuid(8))
            _ = try control.ask("GET", "/events?wait=1ms")
            _ = try till.provision(uuid(1))
            let unwatched = try control.ask("GET", Self.path + "/journal/2").json
            #expect(unwatched["outcome"] == "ok")
            #expect(unwatched["method"] == nil)
            let hidden = try control.ask("GET", Self.path + "/journal/3")
            #expect(hidden.json["method"] == "POST")
            #expect(hidden.json["target"] == "/suv/v1/vouchers")
            let headers = hidden.json["headers"]?.items ?? []
            #expect(headers.contains { $0 == ["Authorization", "Basic ****"] })
            let shown = try control.ask("GET", Self.path + "/journal/3?secrets=show").json
            let code = try #require(shown["response"]?["voucher"]?["code"]?.text)
            #expect(!hidden.json.description.contains(code))
            #expect(try control.ask("GET", Self.path + "/journal/99").status == 404)
        }
    }

    @Test("A ladder comes with beliefs, findings and the voucher, whose code is covered")
    func ladder() async throws {
        try await withSales(1) { _, control in
            let path = Self.path + "/transactions/\(uuid(1))?view=ladder"
            let detail = try control.ask("GET", path).json
            #expect(detail["rungs"]?.items?.count == 2)
            #expect(detail["rungs"]?[0]?["after"] == ["waiting", "voucher", "voucher"])
            #expect(detail["opinion"]?["kind"] == "unsettled")
            #expect(detail["voucher"]?["code"] == "****")
            let shown = try control.ask("GET", path + "&secrets=show").json
            #expect(shown["voucher"]?["code"]?.text?.count ?? 0 > 10)
            let unknown = try control.ask(
                "GET", Self.path + "/transactions/\(uuid(9))?view=ladder")
            #expect(unknown.status == 404)
        }
    }

    @Test("A line of the list of sandboxes has the verdict, and none is made twice for one state")
    func sandboxes() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let empty = try control.ask("GET", "/sandboxes?view=summary").json["sandboxes"]?[0]
            #expect(empty?["name"] == "default")
            #expect(empty?["verdict"] == "none")
            let till = try Till(mock)
            _ = try till.provision(uuid(1))
            _ = try till.confirm(uuid(1), id: uuid(2))
            let row = try control.ask("GET", Self.path + "?view=summary").json
            let report = try control.ask("GET", Self.path + "/report").json
            #expect(row["verdict"] == report["verdict"])
            #expect(row["counts"]?["transactions"] == 1)
            #expect(row["messages"] == 2)
            #expect(row["risk"]?["count"] == 0)
        }
    }

    @Test("The voucher of a lost reply that is never reversed is money at risk")
    func risk() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let rule = "rules: [{name: gone, on: [provision], replies: [{lost: reply, by: close}]}]"
            let made = try control.ask(
                "PUT", "/sandboxes/risky", rule, fields: "Content-Type: application/yaml")
            #expect(made.status == 201)
            var till = try Till(mock)
            till.basePath = "/sandboxes/risky/suv/v1"
            _ = try? till.provision(uuid(1))
            let row = try control.ask("GET", "/sandboxes/risky?view=summary").json
            #expect(row["risk"] == ["count": 1, "amount": 10000])
            let rules = try control.ask("GET", "/sandboxes/risky/rules").json
            #expect(rules["rules"]?[0]?["decided"] == 1)
            #expect(rules["scenario"]?["text"]?.text == rule)
            let list = try control.ask(
                "GET", "/sandboxes/risky/transactions?view=summary&q=is:risk"
            ).json
            #expect(list["transactions"]?[0]?["beliefs"] == ["unknown", "voucher", "voucher"])
        }
    }

    @Test(
        "The text of a scenario is checked: mistakes with place, hint and replacement, or a table")
    func check() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let control = try ControlClient(mock)
            let wrong = "rules: [{name: a, on: [rety], replies: [normal]}]"
            let found = try control.ask(
                "POST", "/check", wrong, fields: "Content-Type: application/yaml"
            ).json
            let mistake = try #require(found["diagnostics"]?[0])
            #expect(mistake["line"] == 1)
            #expect(mistake["column"] == 24)
            #expect(mistake["endColumn"] == 28)
            #expect(mistake["replacement"] == "retry")
            let right = try control.ask(
                "POST", "/check", wrong.replacing("rety", with: "retry"),
                fields: "Content-Type: application/yaml"
            ).json
            #expect(right["diagnostics"] == [])
            #expect(right["scenario"]?["rules"]?[0]?["on"] == "retry")
        }
    }

    @Test("Scenarios, providers, products and the way of a request are told as data")
    func data() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let control = try ControlClient(mock)
            let all = try control.ask("GET", "/scenarios?view=full").json["scenarios"]?.items ?? []
            let flow = try #require(all.first { $0["name"] == "flows/f1-dual-success" })
            #expect(flow["comment"]?.text?.isEmpty == false)
            #expect(flow["expect"]?.text?.contains("end confirmed") == true)
            let path = "/scenarios/flows/f1-dual-success?format="
            #expect(try control.ask("GET", path + "json").json == flow)
            #expect(try control.exchange("GET", path + "yaml").text == flow["text"]?.text)
            #expect(try control.exchange("GET", path + "html").status == 400)
            let providers = try control.ask("GET", "/providers").json["providers"]?.items ?? []
            let stellr = try #require(providers.first { $0["id"] == "stellr" })
            #expect(stellr["advices"] == "consumed")
            #expect(stellr["retries"] == "declined")
            #expect(try control.ask("GET", "/products").json["products"]?["ott"] != nil)
            let way = try control.ask("POST", "/route", "{\"receiver\":\"Stellr\"}").json
            #expect(way["provider"] == "stellr")
        }
    }

    @Test("A journal file is judged: a report and the ladders of each sandbox")
    func file() async throws {
        try await withSales(1) { _, control in
            let lines = try control.exchange("GET", Self.path + "/journal?format=ndjson").text
            let judged = try control.ask(
                "POST", "/judge", lines, fields: "Content-Type: application/x-ndjson"
            ).json
            let sandbox = try #require(judged["sandboxes"]?[0])
            #expect(sandbox["report"]?["sandbox"] == "default")
            #expect(sandbox["transactions"]?[0]?["rungs"]?.items?.count == 2)
            let broken = try control.ask(
                "POST", "/judge", "no journal\n", fields: "Content-Type: application/x-ndjson")
            #expect(broken.status == 400)
        }
    }

    @Test("A journal file may have 16 MiB, and no other body more than 1 MiB")
    func longFile() async throws {
        try await withSales(1) { _, control in
            let type = "Content-Type: application/x-ndjson"
            let lines = try control.exchange("GET", Self.path + "/journal?format=ndjson").text
            let message = try #require(lines.split(separator: "\n").last)
            let many = lines + String(repeating: message + "\n", count: 1_200)
            #expect(many.utf8.count > 2 * 1024 * 1024)
            let judged = try control.ask("POST", "/judge", many, fields: type).json
            #expect(judged["sandboxes"]?[0]?["transactions"]?.items?.count == 1)
            #expect(try control.exchange("POST", "/check", many, fields: [type]).status == 413)
        }
    }

    private static func header(_ format: Int) -> String {
        "{\"kind\":\"header\",\"product\":\"electrum-mock\",\"journal\":\(format)}\n"
    }

    @Test(
        "A journal file that is damaged, or of a later version, is refused with its line",
        arguments: [
            (header(1) + "garbage\n{}", "line 2: not JSON"),
            (header(99), "format 99 is not known"), ("", "line 1"), ("\u{1}\n", "line 1"),
        ])
    func damagedFile(text: String, says: String) async throws {
        try await withMock { mock in
            let reply = try ControlClient(mock).ask(
                "POST", "/judge", text + " ", fields: "Content-Type: application/x-ndjson")
            #expect(reply.status == 400)
            #expect(reply.json["errorMessage"]?.text?.contains(says) == true, "\(reply.json)")
            #expect(reply.json["detailMessage"]?["hint"] != nil)
        }
    }

    @Test(
        "What a call does not know is an error with a hint",
        arguments: [
            "/sandboxes?view=full", "/sandboxes/default/journal?view=ladder",
            "/sandboxes/default/transactions/\(uuid(1))?view=summary",
        ])
    func unknownViews(path: String) async throws {
        try await withMock { mock in
            let reply = try ControlClient(mock).ask("GET", path)
            #expect(reply.status == 400)
            #expect(reply.json["detailMessage"]?["hint"]?.text?.hasPrefix("Known: ") == true)
        }
    }
}
