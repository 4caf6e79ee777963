import Conformance
import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// `GET …/journal`.
@Suite(.blocking) struct JournalTests {
    @Test("A record tells all about its message, with both bodies whole")
    func record() async throws {
        try await withMock {
            $0.switching.hasManualClock = true
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            let reply = try till.provision(uuid(1))
            let record = try await sandbox.finished("provision")
            let expected: [(String, JSON?)] = [
                ("seq", 2), ("sandbox", "default"), ("operation", "provision"),
                ("transaction", .string(uuid(1))), ("messageId", .string(uuid(1))),
                ("client", "22222222"), ("terminal", "term0001"), ("attempt", 1),
                ("provider", "default"), ("rule", .null), ("fault", .null), ("processed", true),
                ("status", 201), ("ended", "sent"), ("state", "provisioned"),
                ("request", till.provisionRequest(uuid(1))), ("response", reply.json),
                ("finishedAt", record["at"]),
            ]
            for (name, value) in expected { #expect(record[name] == value, "\(name)") }
        }
    }

    @Test("Records tell the connection, the request's number on it, and the User-Agent")
    func source() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var till = try Till(mock)
            till.fields = ["User-Agent: okhttp/3.13"]
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try Till(mock).post("/vouchers", ["id": "no uuid"]).status == 400)
            let records = try sandbox.records("?operation=provision,confirm")
            #expect(records.map { $0["requestOnConnection"] } == [1, 2, 1])
            #expect(records.map { $0["userAgent"] } == ["okhttp/3.13", "okhttp/3.13", nil])
            let connections = records.map { $0["connection"]?.integer }
            #expect(connections[0] != nil && connections[0] == connections[1])
            #expect(connections[2] != nil && connections[2] != connections[0])
        }
    }

    @Test("A message that is not well formed has a record with what is wrong")
    func malformed() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            #expect(try Till(mock).post("/vouchers", ["id": "no uuid"]).status == 400)
            let record = try await sandbox.finished("provision")
            #expect(record["status"] == 400)
            #expect(record["processed"] == false)
            #expect(record["state"] == "none")
            let errors = record["response"]?["detailMessage"]?["formatErrors"]?.items
            #expect(errors?.isEmpty == false)
        }
    }

    @Test("A message that is refused tells what it was about, as far as it can be read")
    func refused() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            #expect(try till.post("/vouchers", ["id": "17"]).status == 400)
            #expect(try till.post("/vouchers/18/retry", ["id": "19"]).status == 400)
            #expect(
                try till.post("/vouchers/reversals", ["id": "20", "requestId": "21"]).status == 400)
            #expect(try till.post("/refunds", ["no id"]).status == 400)
            let transactions = try sandbox.records().map { $0["transaction"]?.text }
            #expect(transactions == ["17", "18", "21", nil])
        }
    }

    @Test("What a till asks for that the interface does not have is in the journal of its sandbox")
    func stray() async throws {
        try await withMock { mock in
            // A stray request makes no sandbox.
            try ControlledSandbox("mine", of: mock).reset()
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine/suv/v1"
            #expect(try till.get("/voucher?voucherCode=4711").status == 404)
            #expect(try till.get("/refunds").status == 405)
            till.basePath = ""
            #expect(try till.get("/favicon.ico").status == 404)
            let records = try ControlledSandbox("mine", of: mock).records()
            #expect(records.map { $0["operation"]?.text } == ["unknown", "unknown"])
            #expect(records.map { $0["status"] } == [404, 405])
            #expect(records.map { $0["ended"]?.text } == ["sent", "sent"])
            #expect(records.map { $0["client"]?.text } == ["22222222", "22222222"])
            #expect(try ControlledSandbox(of: mock).records().isEmpty)
        }
    }

    @Test("Filters choose by operation, transaction in any case, and number")
    func filters() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            for number in 1...3 { #expect(try till.provision(uuid(number)).status == 201) }
            #expect(try till.confirm(uuid(1), id: uuid(11)).status == 202)
            #expect(try till.reverse(uuid(2), id: uuid(12)).status == 202)
            func seqs(_ query: String) throws -> [Int64?] {
                try sandbox.records(query).map { $0["seq"]?.integer }
            }
            #expect(try seqs("") == [2, 3, 4, 5, 6, 7, 8])
            #expect(try seqs("?operation=provision") == [2, 3, 4])
            #expect(try seqs("?operation=confirm,deliver-confirm") == [5, 6])
            #expect(try seqs("?transaction=\(uuid(2).uppercased())") == [3, 7, 8])
            #expect(try seqs("?since=6") == [7, 8])
            #expect(try seqs("?since=5&operation=deliver-confirm,reverse") == [6, 7])
            #expect(try seqs("?transaction=\(uuid(9))") == [])
            #expect(try seqs("?transaction=nonsense") == [])
        }
    }

    @Test("As NDJSON it has the same records, one on each line")
    func lines() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            for number in 1...3 { #expect(try till.provision(uuid(number)).status == 201) }
            _ = try await sandbox.finished("provision")
            let whole = try sandbox.ask("GET", "/journal").json
            let path = "/sandboxes/default/journal?format=ndjson"
            let answer = try sandbox.control.exchange("GET", path)
            #expect(answer["Content-Type"] == "application/x-ndjson")
            #expect(answer.text.hasSuffix("}\n"))
            let lines = try answer.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(lines == whole["records"]?.items)
            #expect(lines.first?["kind"] == "sandbox")
        }
    }

    @Test("Where no rule fired the record says which came closest, and why it did not")
    func nearMisses() async throws {
        let scenario = try Scenario(
            name: "near",
            yaml: """
                rules:
                  - name: large
                    on: [provision]
                    when: {amount: {min: 20000}}
                    replies: [error: 503 UPSTREAM_UNAVAILABLE]
                """, file: "near.yaml")
        try await withMock {
            $0.switching.scenario = scenario
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(3)).status == 202)
            till.amount = 20_000
            #expect(try till.provision(uuid(2)).status == 503)
            let misses = try sandbox.records("?operation=provision,confirm").map { $0["nearMiss"] }
            #expect(misses == ["rule `large`: asks for amount ≥ 20000, not 10000", nil, nil])
        }
    }

    @Test("The journal is bounded by its bytes, and says how many records it let go")
    func bounded() async throws {
        let bytesMax = 40_000
        let messages = 300
        try await withMock {
            $0.switching.journalBytesMax = bytesMax
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            for number in 1...messages { #expect(try till.provision(uuid(number)).status == 201) }
            _ = try await sandbox.finished("provision")
            let journal = try sandbox.ask("GET", "/journal").json
            let records = try #require(journal["records"]?.items)
            let dropped = try #require(journal["dropped"]?.integer)
            // The sandbox itself has the first record.
            #expect(Int(dropped) + records.count == messages + 1)
            #expect(
                records.map { $0["seq"]?.integer }
                    == (0..<records.count).map {
                        dropped + 1 + Int64($0)
                    })
            let bytes = records.reduce(0) { sum, record in
                let bodies = [record["request"], record["response"]].compactMap { $0 }
                return sum + bodies.reduce(0) { $0 + $1.encoded.count }
            }
            #expect(bytes <= bytesMax)
            #expect(bytes > bytesMax / 2)
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/issued")
            let metrics = try sandbox.control.exchange("GET", "/metrics").text
            let sample = "electrum_mock_journal_dropped_total{sandbox=\"default\"} \(dropped)\n"
            #expect(metrics.contains(sample))
        }
    }

    @Test("A journal that let records go still tells what is played, in its lines and its report")
    func remainder() async throws {
        let text = "messaging: single\nrules: []\nexpect: {finally: provisioned}"
        try await withMock {
            $0.switching.scenario = try Scenario(name: "single", yaml: text, file: "single.yaml")
            $0.switching.journalBytesMax = 20_000
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            for number in 1...30 { #expect(try till.provision(uuid(number)).status == 201) }
            let path = "/sandboxes/default/journal?format=ndjson"
            let lines = try sandbox.control.exchange("GET", path).text.split(separator: "\n")
            let first = try JSON(parsing: String(lines[0]))
            let second = try JSON(parsing: String(lines[1]))
            let dropped = try #require(first["dropped"]?.integer)
            #expect(dropped > 0)
            #expect(first["messaging"] == "single")
            #expect(second["seq"]?.integer == dropped + 1)
            let report = try mock.report()
            #expect(
                report.omission?.hasPrefix("\(dropped) older records were dropped") == true)
            #expect(report.messaging == .single)
            #expect(report.rules.allSatisfy { $0.verdict <= .pass })
            #expect(report.expectations.allSatisfy { $0.verdict == .pass })
            #expect(report.verdict == .inconclusive)
        }
    }
}
