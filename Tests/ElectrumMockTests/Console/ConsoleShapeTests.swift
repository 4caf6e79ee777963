import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// The shapes of the calls that the console asks: members, filters, entity tags, and what is
/// refused.
@Suite(.blocking) struct ConsoleShapeTests {
    private static let box = "/sandboxes/shown"

    /// A lost reply and what follows it, in a sandbox of its own.
    private func withSale(_ body: (ControlClient) throws -> Void) async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let control = try ControlClient(mock)
            let setup = "{\"scenario\":\"faults/lost-reply-close\",\"seed\":7}"
            #expect(try control.ask("PUT", Self.box, setup).status == 201)
            var till = try Till(mock)
            till.basePath = "/sandboxes/shown/suv/v1"
            _ = try? till.provision(uuid(1))
            till.client = try Till(mock).client
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            try body(control)
        }
    }

    // MARK: Members

    private static let shapes: [(path: String, item: String?, members: [String])] = [
        (
            "/about", nil,
            [
                "product", "version", "commit", "epoch", "base", "sandboxBase", "needsToken",
                "loopback", "limits",
            ]
        ),
        (
            "/sandboxes?view=summary&after=default", "sandboxes",
            [
                "name", "scenario", "inline", "madeBy", "seed", "clock", "now", "messaging",
                "counts", "messages", "verdict", "broken", "hollow", "risk", "queue",
                "lastMessageAt", "dropped",
            ]
        ),
        (box + "/journal?view=summary", nil, ["records", "total", "dropped"]),
        (
            box + "/journal?view=summary&seq=2", "records",
            [
                "seq", "at", "sandbox", "operation", "transaction", "connection", "amount",
                "currency", "product", "errorType", "requestBytes", "responseBytes", "outcome",
            ]
        ),
        (box + "/journal/2", nil, ["seq", "operation", "request", "response", "outcome"]),
        (box + "/transactions?view=summary", nil, ["transactions", "total"]),
        (
            box + "/transactions?view=summary", "transactions",
            [
                "id", "at", "kind", "client", "terminal", "provider", "product", "amount",
                "messages", "beliefs", "opinion", "findings",
            ]
        ),
        (
            box + "/transactions/\(uuid(1))?view=ladder", "rungs",
            ["seq", "kind", "at", "arrows", "before", "after", "sealed"]
        ),
        (
            box + "/transactions/\(uuid(1))?view=ladder", "findings",
            ["rule", "verdict", "message", "evidence", "todo"]
        ),
        (box + "/rules", "rules", ["name", "optional", "decided", "last", "misses"]),
        (box + "/report", nil, ["verdict", "hollow", "from", "to", "seed", "rules"]),
        (
            box + "/report?final=true", "rules",
            ["id", "verdict", "observed", "todo", "source", "findings"]
        ),
        ("/scenarios?view=full", "scenarios", scenario),
        ("/scenarios/flows/f1-dual-success?format=json", nil, scenario),
        (
            "/scenarios/faults/lost-reply-close?format=json", "rules",
            ["name", "on", "when", "replies"]
        ),
        (
            "/providers", "providers",
            ["id", "name", "retries", "advices", "routes", "voucher", "source"]
        ),
    ]

    private static let scenario = [
        "name", "title", "comment", "flow", "messaging", "file", "text", "rules", "expect",
    ]

    @Test("Every answer has the members that the console's design names", arguments: shapes)
    func members(path: String, item: String?, members: [String]) async throws {
        try await withSale { control in
            let answer = try control.ask("GET", path)
            #expect(answer.status == 200, "\(answer.json)")
            let whole = item.map { answer.json[$0]?[0] } ?? answer.json
            guard item != "findings" || whole != nil else { return }
            let missing = members.filter { whole?[$0] == nil }
            #expect(missing == [], "\(whole ?? answer.json)")
        }
    }

    @Test("A report tells the times of its first and last message, and no rule that was hollow")
    func report() async throws {
        try await withSale { control in
            let report = try control.ask("GET", Self.box + "/report").json
            let records = try control.ask("GET", Self.box + "/journal").json["records"]
            #expect(report["from"] == records?[1]?["at"])
            #expect(try #require(report["to"]?.text) >= #require(report["from"]?.text))
            #expect(report["hollow"] == [])
            let plain = "{\"scenario\":\"faults/lost-reply-close\"}"
            _ = try control.ask("PUT", "/sandboxes/idle", plain)
            let idle = try control.ask("GET", "/sandboxes/idle/report").json
            #expect(idle["from"] == .null)
        }
    }

    // MARK: Filters

    @Test(
        "A filter of a list is its word of the search",
        arguments: [
            ("journal", "records", "terminal", "term0001", 3),
            ("journal", "records", "status", "2xx", 3),
            ("journal", "records", "ended", "closed", 1), ("journal", "records", "rule", "lost", 2),
            ("journal", "records", "error", "none", 0), ("journal", "records", "provider", "o", -1),
            ("transactions", "transactions", "state", "confirmed", 1),
            ("transactions", "transactions", "terminal", "other", 0),
            ("transactions", "transactions", "is", "agree", 1),
            ("transactions", "transactions", "is", "risk", 0),
            ("transactions", "transactions", "rule", "lost", 1),
            ("transactions", "transactions", "finding", "D1", -1),
            ("transactions", "transactions", "provider", "nobody", 0),
        ])
    func filters(list: String, items: String, key: String, value: String, count: Int) async throws {
        try await withSale { control in
            let path = Self.box + "/\(list)?view=summary&"
            let filtered = try control.ask("GET", path + "\(key)=\(value)").json[items]
            let searched = try control.ask("GET", path + "q=\(key):\(value)").json[items]
            #expect(filtered == searched)
            if count >= 0 { #expect(filtered?.items?.count == count, "\(filtered ?? .null)") }
        }
    }

    @Test(
        "A parameter that its view does not have is refused, and so is a word it does not know",
        arguments: [
            (box + "/journal?q=op:retry", "q is for view=summary alone"),
            (box + "/journal?before=3", "before is for view=summary alone"),
            (box + "/journal?view=summary&since=1", "view=summary has no since"),
            (box + "/journal?view=summary&operation=retry", "view=summary has no operation"),
            (box + "/journal?view=summary&format=ndjson", "view=summary has no format"),
            (box + "/journal?view=summary&secrets=show", "no secrets show"),
            (box + "/journal?view=summary&order=asc", "no order asc"),
            (box + "/journal/2?secrets=some", "no secrets some"),
            (box + "/transactions?is=risk", "is is for view=summary alone"),
            (box + "/transactions/\(uuid(1))?secrets=show", "secrets is for view=ladder alone"),
        ])
    func parameters(path: String, says: String) async throws {
        try await withSale { control in
            let reply = try control.ask("GET", path)
            #expect(reply.status == 400)
            #expect(reply.json["errorMessage"]?.text?.contains(says) == true, "\(reply.json)")
            #expect(reply.json["detailMessage"]?["hint"]?.text?.isEmpty == false)
        }
    }

    @Test(
        "What a call does not know is an error with a hint, in the query as in the body",
        arguments: [
            ("GET", "/about?x=1", "", "no parameter x"),
            ("GET", "/providers?x", "", "no parameter x"),
            ("GET", "/sandboxes/shown/rules?view=full", "", "no parameter view"),
            ("GET", "/sandboxes/shown/queue?limit=1", "", "no parameter limit"),
            ("DELETE", "/sandboxes/shown?really=yes", "", "no parameter really"),
            ("POST", "/route", "{\"reciever\":\"OTT\"}", "no member reciever"),
            ("POST", "/route", "{\"receiver\":5}", "receiver is not a text"),
            ("POST", "/sandboxes/hand/clock", "{\"advance\":\"1s\",\"to\":1}", "no member to"),
        ])
    func strangers(method: String, path: String, body: String, says: String) async throws {
        try await withSale { control in
            _ = try control.ask("PUT", "/sandboxes/hand?clock=manual")
            let reply = try control.ask(method, path, body)
            #expect(reply.status == 400)
            #expect(reply.json["errorMessage"]?.text?.contains(says) == true, "\(reply.json)")
            #expect(reply.json["detailMessage"]?["hint"]?.text?.isEmpty == false)
        }
    }

    @Test("A search that judges very many ends a page early, and the next goes on from there")
    func longSearch() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            for number in 1...1_100 { #expect(try till.provision(uuid(number)).status == 201) }
            let control = try ControlClient(mock)
            let path = "/sandboxes/default/transactions?view=summary&limit=5&q=is:agree"
            #expect(try till.confirm(uuid(1), id: uuid(2_000)).status == 202)
            let first = try control.ask("GET", path).json
            #expect(first["transactions"] == [])
            let next = try #require(first["next"]?.integer)
            let last = try control.ask("GET", path + "&before=\(next)").json
            #expect(last["transactions"]?.items?.map { $0["id"]?.text } == [uuid(1)])
            #expect(last["next"] == nil)
        }
    }

    // MARK: Entity tags

    @Test(
        "A list of sandboxes has a tag for as long as nothing changes but the time of day",
        arguments: ["/sandboxes", "/sandboxes?view=summary", "/sandboxes?view=summary&limit=1"])
    func tag(path: String) async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            _ = try control.ask("PUT", "/sandboxes/a", "{\"clock\":\"manual\"}")
            func ask(_ tag: String?) throws -> (status: Int, tag: String?) {
                let fields = tag.map { ["If-None-Match: \"other\", \($0)"] } ?? []
                let answer = try control.exchange("GET", path, fields: fields)
                return (answer.status, answer["ETag"])
            }
            _ = try ask(nil)
            let first = try ask(nil)
            let tag = try #require(first.tag)
            for _ in 1...3 {
                let again = try ask(tag)
                #expect(again.status == 304)
                #expect(again.tag == tag)
            }
            var till = try Till(mock)
            till.basePath = "/sandboxes/a/suv/v1"
            _ = try till.provision(uuid(1))
            let changed = try ask(tag)
            #expect(changed.status == 200)
            #expect(changed.tag != tag)
            _ = try control.ask("POST", "/sandboxes/a/clock", "{\"advance\":\"1s\"}")
            #expect(try ask(changed.tag).status == 200)
        }
    }

    // MARK: Names and seeds

    @Test(
        "A name that cannot be in an address is refused wherever one is read",
        arguments: [
            "%2e", "%2E%2e", ".%2e", "a%2Fb", "a%20b", "%00", "%0a", "a%7f", "%C3%A9", "a%25b",
            "a%3fb", "a%23", "a%5cb", String(repeating: "a", count: 65),
        ])
    func names(written: String) async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let calls = [
                ("PUT", ""), ("GET", ""), ("DELETE", ""), ("GET", "/journal"), ("GET", "/report"),
                ("GET", "/rules"), ("GET", "/queue"),
            ]
            for (method, part) in calls {
                let reply = try control.ask(method, "/sandboxes/\(written)\(part)")
                #expect(reply.status == 400, "\(method) \(part)")
                #expect(reply.json["errorMessage"]?.text?.contains("cannot name") == true)
                #expect(reply.json["detailMessage"]?["hint"]?.text?.contains("1 to 64") == true)
            }
            var inPath = try Till(mock)
            inPath.basePath = "/sandboxes/\(written)/suv/v1"
            var inField = try Till(mock)
            inField.fields = ["X-Sandbox: \(written)"]
            for till in [inPath, inField] {
                let reply = try till.provision(uuid(1))
                #expect(reply.status == 400)
                #expect(reply.json.description.contains("a sandbox name is 1 to 64"))
            }
            let all = try control.ask("GET", "/sandboxes").json["sandboxes"]?.items ?? []
            #expect(all.compactMap { $0["name"]?.text }.allSatisfy { $0 == "default" })
        }
    }

    @Test(
        "Names that only look strange are names", arguments: ["...", ".a", "-", "_", "a..b", "0"])
    func strangeNames(name: String) async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            #expect(try control.ask("PUT", "/sandboxes/\(name)").status == 201)
            #expect(try control.ask("GET", "/sandboxes/\(name)").json["name"]?.text == name)
            #expect(try control.exchange("DELETE", "/sandboxes/\(name)").status == 204)
        }
    }

    @Test("With a sandbox for each client, one whose id cannot name a sandbox is told so")
    func clientNames() async throws {
        try await withMock {
            $0.switching.keepsClientsApart = true
        } _: { mock in
            for user in [".", "..", "a b"] {
                var till = try Till(mock)
                till.user = user
                let reply = try till.provision(uuid(1))
                #expect(reply.status == 400)
                #expect(reply.json.description.contains("a sandbox name is 1 to 64"), "\(user)")
            }
        }
    }

    @Test(
        "A seed keeps all its digits, in the body and the query, in row, journal and report",
        arguments: ["0", "9007199254740993", "9223372036854775808", "18446744073709551615"])
    func seeds(seed: String) async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            for (query, body) in [("", "{\"seed\":\(seed)}"), ("?seed=\(seed)", "")] {
                let made = try control.exchange("PUT", "/sandboxes/a\(query)", body)
                #expect([200, 201].contains(made.status))
                for path in ["", "?view=summary", "/journal", "/journal/1", "/report"] {
                    let text = try control.exchange("GET", "/sandboxes/a\(path)").text
                    #expect(text.contains("\"seed\":\(seed)") || text.contains("\"seed\": \(seed)"))
                }
            }
            let beyond = "18446744073709551616"
            #expect(try control.ask("PUT", "/sandboxes/a?seed=\(beyond)").status == 400)
        }
    }
}
