import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// An answer that stops in the middle of its body.
@Suite(.blocking) struct PauseTests {
    private func withPause(
        _ reply: String, hasManualClock: Bool = true,
        _ body: (MockServer, ControlledSandbox, Till) async throws -> Void
    ) async throws {
        let scenario = try Scenario(
            name: "pause", yaml: "rules: [{name: a, on: [provision], replies: [\(reply), normal]}]",
            file: "pause.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = hasManualClock
        } _: { mock in
            try await body(mock, try ControlledSandbox(of: mock), try Till(mock))
        }
    }

    /// The bytes that have come so far: the head, and how much of the body.
    private func begun(_ till: Till) throws -> (head: String, length: Int, body: [UInt8]) {
        let bytes = try till.client.readSome()
        let text = String(decoding: bytes, as: UTF8.self)
        let end = try #require(text.firstRange(of: "\r\n\r\n"))
        let head = String(text[..<end.upperBound])
        let line = try #require(head.split(separator: "\r\n").first { $0.hasPrefix("Content-L") })
        let length = try #require(Int(line.dropFirst("Content-Length: ".count)))
        return (head, length, Array(bytes.dropFirst(head.utf8.count)))
    }

    @Test(
        "Exactly the bytes before the place come, the others when the sandbox's clock says so",
        arguments: ["50%", "120", "0"])
    func place(at: String) async throws {
        try await withPause("{pause: {at: \(at), for: 20s}}") { _, sandbox, till in
            till.client.send(till.message(.provision, on: uuid(1)))
            let (head, length, first) = try begun(till)
            #expect(!head.contains("Connection: close"))
            #expect(first.count == Int(at) ?? length / 2)
            try sandbox.advance("19999ms")
            #expect(!till.client.hasInput(withinMs: 20))
            try sandbox.advance("1ms")
            let body = first + (try till.client.read(count: length - first.count))
            let record = try await sandbox.finished("provision")
            #expect(try record["response"] == JSON(parsing: body))
            #expect(record["ended"]?.text == "sent" && record["status"]?.integer == 201)
            // The connection goes on.
            #expect(try till.client.exchange(till.message(.confirm, on: uuid(1))).status == 202)
        }
    }

    @Test("On a real clock the pause begins when what is before it has left")
    func realClock() async throws {
        let reply = "{slow: {bytes: 400, every: 20ms}, pause: {for: 60ms}}"
        try await withPause(reply, hasManualClock: false) { _, _, till in
            let start = ContinuousClock.now
            let response = try till.provision(uuid(1))
            #expect(response.status == 201)
            #expect(ContinuousClock.now - start >= .milliseconds(100))
        }
    }

    @Test("A till that leaves in a pause is seen leaving")
    func leaves() async throws {
        try await withPause("{pause: {for: 20s}}") { _, sandbox, till in
            till.client.send(till.message(.provision, on: uuid(1)))
            _ = try begun(till)
            till.client.close()
            let record = try await sandbox.finished("provision")
            #expect(record["ended"]?.text == "client-left")
            // The clock waits for nobody.
            try sandbox.advance("60s")
        }
    }

    @Test("A till that has only ended its stream gets the rest")
    func halfClosed() async throws {
        try await withPause("{pause: {for: 20s}}") { _, sandbox, till in
            till.client.send(
                till.message(.provision, on: uuid(1)).replacing(
                    "\r\nHost", with: "\r\nConnection: close\r\nHost"))
            let (_, length, first) = try begun(till)
            try sandbox.advance("20s")
            let rest = try till.client.readToEnd()
            #expect(rest.bytes.count == length - first.count && !rest.wasReset)
        }
    }

    @Test("A reset of the sandbox ends the answer in its pause, and the clock goes on")
    func reset() async throws {
        try await withPause("{pause: {for: 20s}}") { _, sandbox, till in
            till.client.send(till.message(.provision, on: uuid(1)))
            _ = try begun(till)
            try sandbox.reset(["clock": "manual"])
            #expect(try till.client.readToEnd() == .cleanEnd)
            try sandbox.advance("60s")
        }
    }

    @Test("A stop cuts an answer in its pause, and the journal says how much of it left")
    func stop() async throws {
        let directory = TemporaryDirectory()
        let scenario = try Scenario(
            name: "pause", yaml: "rules: [{name: a, replies: [{pause: {at: 120, for: 20s}}]}]",
            file: "pause.yaml")
        var waiting: Till?
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
            $0.journal = try JournalFile(path: "\(directory.path)/journal") { _ in }
        } _: { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            #expect(try begun(till).body.count == 120)
            waiting = till
        }
        #expect(try waiting?.client.readToEnd() == .cleanEnd)
        let last = try #require(directory.read("journal").split(separator: "\n").last)
        let record = try JSON(parsing: Array(last.utf8))
        #expect(record["ended"]?.text == "truncated")
        #expect(record["status"]?.integer == 201)
        #expect(record["response"]?.text?.hasPrefix("120 bytes") == true)
    }

    @Test("The same comes over TLS")
    func overTLS() async throws {
        let reply = """
            {garbled: truncated, at: 80%, slow: {bytes: 300, every: 1ms}, \
            pause: {at: 50%, for: 20s}}
            """
        let text = "rules: [{name: a, on: [provision], replies: [\(reply)]}]"
        let certificates = try SelfSignedCertificates(
            now: Int(Instant.now().unix / 1_000_000_000))
        try await withMock {
            try $0.useTLS(certificates)
        } _: { mock in
            let sandbox = try mock.sandbox("tls", playing: .yaml(text), seed: 7, clock: .manual)
            var till = try Till(mock)
            till.basePath = "/sandboxes/tls/suv/v1"
            try till.client.startTLS(
                trusting: String(decoding: certificates.authority.bytes, as: UTF8.self),
                host: "127.0.0.1", withinMs: 20_000)
            till.client.send(till.message(.provision, on: uuid(1)))
            #expect(till.client.hasInput(withinMs: 20_000))
            try await sandbox.advance(by: .seconds(20))
            let rest = try till.client.readToEnd()
            #expect(till.client.hasHeardCloseNotify)
            #expect(rest.text.hasPrefix("HTTP/1.1 201 Created\r\n"))
            let entry = try #require(try await sandbox.journal(.provision).first)
            let parts = rest.text.split(separator: "\r\n\r\n")
            let body = JSON.string(String(parts.last ?? ""))
            #expect(try JSON(parsing: Array(entry.response.utf8)) == body)
            #expect(entry.ended == "truncated" && entry.status == 201)
        }
    }
}
