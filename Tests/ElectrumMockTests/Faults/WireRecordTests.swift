import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

@testable import HTTPServing

/// The journal says what left: the bytes on the wire against the record of the message, for every
/// kind of answer and whatever the request asks for besides.
@Suite(.blocking) struct WireRecordTests {
    /// A request that bends its answer.
    struct Bend: Sendable {
        /// Its header lines beside those that every message has.
        let fields: [String]
        var version = "1.1"
        /// True if no answer could be accepted, so that nothing may be carried out.
        var isRefused = false

        init(_ fields: String..., version: String = "1.1", isRefused: Bool = false) {
            self.fields = fields
            self.version = version
            self.isRefused = isRefused
        }
    }

    static let bends = [
        Bend(), Bend("Accept-Encoding: gzip"), Bend("Accept-Encoding: gzip, identity;q=0"),
        Bend("Accept-Encoding: br, *;q=0.1"), Bend("Accept-Encoding:"),
        Bend("Accept-Encoding: identity;q=0", isRefused: true),
        Bend("Accept-Encoding: *;q=0", isRefused: true),
        Bend("Accept-Encoding: gzip;q=0, identity;q=0", isRefused: true),
        Bend("Accept-Encoding: br;q=1, identity;q=0", isRefused: true),
        Bend("Connection: close"), Bend("Connection: close", "Accept-Encoding: gzip"),
        Bend(version: "1.0"), Bend("Connection: keep-alive", version: "1.0"),
        Bend("Accept-Encoding: gzip", version: "1.0"),
        Bend("TE: trailers, gzip", "Connection: TE"), Bend("Expect: 100-continue"),
        Bend("Range: bytes=0-9", "If-Range: x"),
        Bend("If-None-Match: *", "If-Match: \"x\"", "If-Modified-Since: now"),
        Bend("X-HTTP-Method-Override: DELETE", "X-HTTP-Method: GET"),
        Bend("Accept: text/html;q=1, */*;q=0", "Accept-Charset: utf-16", "Accept-Language: xh"),
        Bend("Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABk"),
        Bend("Prefer: return=minimal", "Want-Content-Digest: sha-256=1"),
    ]

    @Test(
        "Whatever an answer meets and its request asks for, the journal says what left",
        arguments: FaultKind.all + FaultKind.compositions)
    func everyFault(kind: FaultKind) async throws {
        let scenario = try kind.scenario(on: .provision)
        try await withMock {
            try $0.play(scenario)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            for (number, bend) in Self.bends.enumerated() {
                let id = uuid(number + 1)
                var till = try Till(mock)
                till.fields = bend.fields
                till.client.send(
                    till.message(.provision, on: id).replacing(
                        "HTTP/1.1\r\nHost", with: "HTTP/\(bend.version)\r\nHost"))
                if bend.isRefused {
                    #expect(try till.client.readResponse().status == 406)
                    #expect(try sandbox.records("?transaction=\(id)").isEmpty, "\(bend)")
                    #expect(try sandbox.state(of: id) == "none", "\(bend)")
                    continue
                }
                if kind.doneMs > 0 {
                    try sandbox.awaitArrival(of: "provision", on: id)
                    try sandbox.advance("idle")
                }
                let seen = try Sighting(till.client, toItsEnd: !kind.wire.keepsConnection)
                try await expectRecord(of: id, in: sandbox, ended: kind.ended, as: seen, bend)
            }
        }
    }

    /// Expects of a record what came over the wire.
    private func expectRecord(
        of id: String, in sandbox: ControlledSandbox, ended: String, as seen: Sighting, _ bend: Bend
    ) async throws {
        var record: JSON = .null
        try await eventually("the record is complete") {
            record = try sandbox.records("?transaction=\(id)").last ?? .null
            return record["finishedAt"]?.text != nil
        }
        let body =
            seen["Content-Encoding"] == "gzip"
            ? try GzipDecoder().decode(seen.body, expandedMax: 1 << 20) : seen.body
        let said: JSON =
            body.isEmpty
            ? .null
            : (try? JSON(parsing: body)) ?? .string(String(decoding: body, as: UTF8.self))
        #expect(record["status"]?.integer.map { Int($0) } == seen.status, "\(bend)")
        #expect(record["response"] == said, "\(bend)")
        #expect(record["ended"]?.text == ended, "\(bend)")
    }

    @Test(
        "What has no content on the wire has none in the journal",
        arguments: [
            ("{respond: {status: 204, body: {a: 1}}}", 204),
            ("{respond: {status: 304, body: text}}", 304),
        ])
    func noContent(reply: String, status: Int) async throws {
        try await withMock {
            try $0.play(file: "rules: [{name: a, on: [provision], replies: [\(reply)]}]")
        } _: { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            let head = try till.client.readResponse(isToHEAD: true)
            #expect(head.status == status)
            let record = try await ControlledSandbox(of: mock).finished("provision")
            #expect(record["response"] == .null)
            #expect(record["status"]?.integer == Int64(status))
        }
    }

    @Test("The answer to HEAD has no body, and the journal says so")
    func head() async throws {
        try await withMock { _ in
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            for path in ["/vouchers?provisionRequestId=\(uuid(1))", "/vouchers?a=b", "/nowhere"] {
                till.client.send(till.getRequest(path, method: "HEAD"))
                let response = try till.client.readResponse(isToHEAD: true)
                #expect(response["Content-Length"] != "0")
                let operation = path == "/nowhere" ? "unknown" : "lookup"
                let record = try await ControlledSandbox(of: mock).finished(operation)
                #expect(record["status"]?.integer == Int64(response.status), "\(path)")
                #expect(record["response"] == .null, "\(path)")
            }
        }
    }

    @Test(
        "A cut behind the end of an answer is one before it",
        arguments: ["truncated", "malformed-json"])
    func cutBehindEnd(garbling: String) async throws {
        let reply = "{garbled: \(garbling), at: 99999}"
        try await withMock {
            try $0.play(file: "rules: [{name: a, on: [provision], replies: [\(reply)]}]")
        } _: { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            till.client.finishSending()
            let rest = try till.client.readToEnd()
            let record = try await ControlledSandbox(of: mock).finished("provision")
            let cut = try #require(record["response"]?.text)
            #expect(throws: (any Error).self) { try JSON(parsing: cut) }
            #expect(rest.text.hasSuffix("\r\n\r\n" + cut))
        }
    }
}
