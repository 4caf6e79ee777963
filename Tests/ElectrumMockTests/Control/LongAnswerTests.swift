import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// Answers of the control API that are too long to be made at once.
@Suite(.blocking) struct LongAnswerTests {
    private static let sales = 300
    private static let path = "/sandboxes/default"

    private func withSales(_ body: (MockServer, ControlClient) async throws -> Void) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            for number in 1...Self.sales { #expect(try till.provision(uuid(number)).status == 201) }
            try await body(mock, ControlClient(mock))
        }
    }

    @Test("A long journal comes in parts, whole and in order, as JSON and as lines")
    func journal() async throws {
        try await withSales { mock, control in
            let whole = try control.exchange("GET", Self.path + "/journal")
            #expect(whole["Transfer-Encoding"] == "chunked")
            #expect(whole["Content-Length"] == nil)
            let records = try JSON(parsing: whole.body)["records"]?.items ?? []
            #expect(records.map { $0["seq"]?.integer } == (1...Int64(Self.sales + 1)).map { $0 })
            let lines = try control.exchange("GET", Self.path + "/journal?format=ndjson")
            #expect(lines["Transfer-Encoding"] == "chunked")
            let read = try lines.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(read == records)
            #expect(try await mock.sandboxJournalCount() == Self.sales)
        }
    }

    @Test("Pages of the journal follow one another by `next` and `since`")
    func journalPages() async throws {
        try await withSales { _, control in
            var numbers: [Int64] = []
            var since: Int64? = 0
            while let from = since {
                let page = try control.ask("GET", Self.path + "/journal?limit=70&since=\(from)")
                    .json
                let records = page["records"]?.items ?? []
                #expect(records.count <= 70)
                numbers += records.compactMap { $0["seq"]?.integer }
                since = page["next"]?.integer
            }
            #expect(numbers == (1...Int64(Self.sales + 1)).map { $0 })
        }
    }

    @Test("Pages of the transactions follow one another by `next` and `before`")
    func transactionPages() async throws {
        try await withSales { _, control in
            var ids: [String?] = []
            var query: String? = "?limit=70"
            while let asked = query {
                let page = try control.ask("GET", Self.path + "/transactions" + asked).json
                #expect(page["total"]?.integer == Int64(Self.sales))
                ids += page["transactions"]?.items?.map { $0["id"]?.text } ?? []
                query = page["next"]?.integer.map { "?limit=70&before=\($0)" }
            }
            #expect(ids == (1...Self.sales).reversed().map(uuid))
            let all = try control.ask("GET", Self.path + "/transactions?limit=1000000").json
            #expect(all["transactions"]?.items?.map { $0["id"]?.text } == ids)
            #expect(all["next"] == nil)
        }
    }

    @Test("An await that finds much tells all of it")
    func awaited() async throws {
        try await withSales { _, control in
            let path = Self.path + "/journal/await?operation=provision&count=\(Self.sales)"
            let reply = try control.ask("GET", path)
            #expect(reply.json["satisfied"] == true)
            #expect(reply.json["records"]?.items?.count == Self.sales)
        }
    }

    @Test("A client that reads nothing of a long answer holds nobody up, and may go")
    func unread() async throws {
        try await withSales { mock, control in
            var lazy: [ControlClient] = []
            for _ in 1...5 {
                let client = try ControlClient(mock)
                client.send("GET", Self.path + "/journal")
                lazy.append(client)
            }
            #expect(try control.ask("GET", Self.path + "/transactions").status == 200)
            #expect(try Till(mock).retry(uuid(1)).status == 201)
            lazy = []
            #expect(try control.ask("GET", Self.path + "/journal?limit=1").status == 200)
        }
    }

    @Test("A name of 200 KB that no scenario has is not looked for among those that are like it")
    func longName() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let control = try ControlClient(mock)
            let name = String(repeating: "a", count: 200_000)
            let body = "{\"scenario\":\"\(name)\"}"
            let reply = try control.ask("PUT", "/sandboxes/mine", body)
            #expect(reply.status == 404)
            #expect(reply.response.body.count < 1_000)
            #expect(reply.json["errorMessage"]?.text?.contains("did you mean") == false)
        }
    }

    @Test("Thousands of advices that fall due in one moment are delivered in order")
    func manyDue() async throws {
        let rule = "during: {from: 0s, for: 1h}, replies: [lost: request]"
        try await withProvider(away: rule) { sandbox, till in
            for number in 1...400 {
                #expect(try till.provision(uuid(number)).status == 201)
                #expect(try till.confirm(uuid(number), id: uuid(1_000 + number)).status == 202)
            }
            #expect(try sandbox.queue().count == 400)
            try sandbox.advance("2h")
            #expect(try sandbox.queue().isEmpty)
            let query = "?operation=deliver-confirm&since=801"
            let delivered = try sandbox.records(query).filter { $0["ended"] == "sent" }
            #expect(delivered.map { $0["transaction"]?.text } == (1...400).map(uuid))
        }
    }
}

extension MockServer {
    /// How many messages the library finds in the default sandbox.
    fileprivate func sandboxJournalCount() async throws -> Int {
        let path = "/sandboxes/default/journal?operation=provision"
        return try ControlClient(self).ask("GET", path).json["records"]?.items?.count ?? 0
    }
}
