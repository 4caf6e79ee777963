import Conformance
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Journal
import Scenarios
import TestSupport
import Testing
import Vocabulary

@testable import ElectrumMock

/// An answer that is cut off on its way: its record says after how many bytes.
@Suite(.blocking) struct CutRecordTests {
    private let directory = TemporaryDirectory()

    /// A mock whose every provision gets this reply, and a journal file.
    private func withReply(
        _ reply: String, sendTimeoutMs: Int64 = 30_000, _ body: (MockServer) async throws -> Void
    ) async throws {
        try await withMock {
            let text = "rules: [{name: a, on: [provision], replies: [\(reply)]}]"
            $0.switching.scenario = try Scenario(name: "cut", yaml: text, file: "cut.yaml")
            $0.journal = try JournalFile(path: "\(directory.path)/journal") { _ in }
            $0.limits.sendTimeoutMs = sendTimeoutMs
        } _: { mock in
            try await body(mock)
        }
    }

    /// The last version of each message's record in the journal's file.
    private func records(of sandbox: String = "default") -> [JSON] {
        var latest: [Int64: JSON] = [:]
        for line in directory.read("journal").split(separator: "\n") {
            guard let record = try? JSON(parsing: String(line)), record["operation"] != nil,
                record["sandbox"]?.text == sandbox
            else { continue }
            latest[record["seq"]?.integer ?? 0] = record
        }
        return latest.sorted { $0.key < $1.key }.map(\.value)
    }

    private static let trickle = "{slow: {bytes: 16, every: 20ms}}"
    private static let large =
        "{respond: {status: 400, body: \(String(repeating: "x", count: 900_000))}}"

    /// A client that reads nothing of more answers than its network takes.
    private func stuckClient(of mock: MockServer) async throws -> WireClient {
        let client = try WireClient(port: mock.port, receiveBufferBytes: 4_096)
        let till = Till(client: client)
        let message = till.request("/vouchers", body: till.provisionRequest(uuid(1)).description)
        client.send(String(repeating: message, count: 16))
        try ControlledSandbox(of: mock).awaitArrival(of: "provision")
        return client
    }

    /// Expects of the answers that a client gets to read what their records say.
    private func expectRecords(_ client: WireClient, ended: String) throws {
        let bytes = try client.readToEnd().bytes
        let records = records()
        let whole = records.filter { $0["ended"] == "sent" }
        let cut = try #require(records.last)
        #expect(cut["ended"]?.text == ended)
        #expect(whole.count == records.count - 1)
        #expect(whole.allSatisfy { $0["cutAfter"] == nil })
        let cutAfter = Int(try #require(cut["cutAfter"]?.integer))
        if let first = whole.first {
            let length = (bytes.count - cutAfter) / whole.count
            #expect(bytes.count == whole.count * length + cutAfter)
            #expect(length > (first["response"]?.text?.utf8.count ?? 0))
        } else {
            #expect(bytes.count == cutAfter)
        }
    }

    @Test("A trickle that a stop cuts")
    func stopInTrickle() async throws {
        try await withReply(Self.trickle) { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            let begin = try till.client.read(count: 40)
            await mock.stop(graceMs: 0)
            let rest = try till.client.readToEnd().bytes
            let record = try #require(records().last)
            #expect(record["ended"] == "truncated")
            #expect(record["cutAfter"]?.integer == Int64(begin.count + rest.count))
        }
    }

    @Test("An answer that a stop cuts because its client reads nothing")
    func stopUnread() async throws {
        try await withReply(Self.large) { mock in
            let client = try await stuckClient(of: mock)
            await mock.stop(graceMs: 200)
            try expectRecords(client, ended: "truncated")
        }
    }

    @Test("An answer whose client reads nothing for the send time-out")
    func sendTimeout() async throws {
        try await withReply(Self.large, sendTimeoutMs: 200) { mock in
            let client = try await stuckClient(of: mock)
            try await eventually("the client counts as gone") {
                records().last?["ended"] == "client-left"
            }
            try expectRecords(client, ended: "client-left")
        }
    }

    @Test("An answer whose client leaves in the middle")
    func clientLeaves() async throws {
        try await withReply(Self.trickle) { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            let begin = try till.client.read(count: 40)
            till.client.reset()
            try await eventually("the client counts as gone") {
                records().last?["ended"] == "client-left"
            }
            let cutAfter = try #require(records().last?["cutAfter"]?.integer)
            #expect(cutAfter >= Int64(begin.count) && cutAfter % 16 == 0)
        }
    }

    /// The records in the journal's file that ended after their sandbox, each with the scenario
    /// seed of the sandbox that it belongs to.
    private func lateRecords() -> [(seed: Int64?, record: JSON)] {
        var seeds: [String: Int64] = [:]
        var late: [(Int64?, JSON)] = []
        for line in directory.read("journal").split(separator: "\n") {
            guard let json = try? JSON(parsing: String(line)),
                let number = json["incarnation"]?.integer,
                let name = (json["record"] ?? json)["sandbox"]?.text
            else { continue }
            let place = "\(name) \(number)"
            seeds[place] = seeds[place] ?? json["seed"]?.integer
            if let record = json["record"] { late.append((seeds[place], record)) }
        }
        return late
    }

    @Test(
        "The end of its sandbox does not cut an answer, whose record ends in the sandbox it was in",
        arguments: [("DELETE", ""), ("PUT", "{\"seed\":12}")])
    func sandboxEnds(method: String, body: String) async throws {
        try await withReply(Self.trickle) { mock in
            let sandbox = try ControlledSandbox("mine", of: mock)
            try sandbox.reset(["seed": 11])
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine/suv/v1"
            till.client.send(till.message(.provision, on: uuid(1)))
            #expect(till.client.hasInput(withinMs: 10_000))
            #expect(try sandbox.ask(method, "", body).status < 300)
            let response = try till.client.readResponse()
            #expect(response.status == 201)
            // Later messages are written later.
            #expect(try Till(mock).confirm(uuid(8), id: uuid(9)).status == 404)
            #expect(try #require(records(of: "mine").last)["ended"] == "pending")
            try await eventually("the record has ended") { !lateRecords().isEmpty }
            let (seed, record) = try #require(lateRecords().first)
            #expect(seed == 11 && lateRecords().count == 1)
            #expect(record["operation"] == "provision" && record["sandbox"] == "mine")
            #expect(record["ended"] == "sent" && record["status"]?.integer == 201)
            #expect(record["finishedAt"]?.text != nil && record["cutAfter"] == nil)
            if method == "PUT" { #expect(try sandbox.records().isEmpty) }
        }
        // The reports and the next mock find it where it belongs.
        let journal = try Journal(ndjson: Array(directory.read("journal").utf8))
        #expect(journal.sandboxes.contains("mine"))
        let file = try JournalFile(path: "\(directory.path)/journal") { _ in }
        defer { file.close() }
        let handler = Switch(Switch.Configuration())
        handler.replay(file.records, at: .now())
        let replayed = handler.records(of: "mine", at: .now())?.records ?? []
        #expect(replayed.compactMap(\.message).isEmpty)
        #expect(replayed.isEmpty == (method == "DELETE"))
    }

    @Test("An answer that its sandbox's end has cut in a pause, or before it began, says so")
    func sandboxEndsInPause() async throws {
        for (reply, ended) in [("{pause: {for: 1h}}", "truncated"), ("{delay: 1h}", "closed")] {
            try await withReply(reply) { mock in
                let sandbox = try ControlledSandbox("mine-\(ended)", of: mock)
                try sandbox.reset(["seed": 11])
                var till = try Till(mock)
                till.basePath = "/sandboxes/mine-\(ended)"
                till.client.send(till.message(.provision, on: uuid(1)))
                try sandbox.awaitArrival(of: "provision")
                if ended == "truncated" { #expect(till.client.hasInput(withinMs: 10_000)) }
                try sandbox.reset(["seed": 12])
                let bytes = try till.client.readToEnd().bytes
                try await eventually("the record has ended") {
                    lateRecords().contains { $0.record["sandbox"]?.text == sandbox.name }
                }
                let last = try #require(lateRecords().last)
                #expect(last.seed == 11)
                #expect(last.record["ended"]?.text == ended)
                #expect(last.record["status"]?.integer == (bytes.isEmpty ? nil : 201))
            }
        }
    }

    @Test("What had not begun, or came whole, was not cut")
    func notCut() async throws {
        try await withReply("{lost: reply, by: silence}") { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            try ControlledSandbox(of: mock).awaitArrival(of: "provision")
            till.client.reset()
            try await eventually("the client counts as gone") {
                records().last?["ended"] == "client-left"
            }
            #expect(records().last?["cutAfter"] == nil)
            #expect(try Till(mock).confirm(uuid(1), id: uuid(2)).status == 202)
            let confirmation = try await ControlledSandbox(of: mock).finished("confirm")
            #expect(confirmation["cutAfter"] == nil)
        }
    }
}
