import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// Clients that end their stream, leave or break the connection.
@Suite(.blocking) struct DepartureTests {
    @Test("A client that has ended its stream still gets its answers")
    func halfClosed() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            client.send((1...40).map { post("/\($0)", body: "body") }.joined())
            client.finishSending()
            for number in 1...40 { #expect(try client.readResponse()["Path"] == "/\(number)") }
            #expect(try client.readToEnd() == .cleanEnd)
        }
    }

    @Test("A client that ends its stream between requests meets a clean end", arguments: [0, 1])
    func endBetweenRequests(requests: Int) async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            for _ in 0..<requests { #expect(try client.exchange(request()).status == 200) }
            client.finishSending()
            #expect(try client.readToEnd() == .cleanEnd)
            #expect(!handler.saw(.refused(400)))
        }
    }

    @Test(
        "A stream that ends inside a request is refused, and the client is told",
        arguments: ["G", "GET / HTTP/1.1\r\nHost: x\r\n", String(post("/", body: "x").dropLast())])
    func endInsideRequest(beginning: String) async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(beginning)
            client.finishSending()
            let rest = try client.readToEnd()
            #expect(rest.text.hasPrefix("HTTP/1.1 400 "))
            #expect(rest.text.contains("the stream ends inside a request"))
            #expect(!rest.wasReset)
            #expect(handler.events == [.refused(400)])
        }
    }

    @Test("A client that leaves while its answer is held back has left", arguments: [true, false])
    func leavesWhileWaiting(resets: Bool) async throws {
        let handler = ScriptedHandler { _, _, _ in .wait(until: nil) }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(request("GET", "/held"))
            try await eventually("the server asks") { handler.saw(.asked("/held")) }
            if resets { client.reset() } else { client.close() }
            try await eventually("the server tells") {
                handler.saw(.ended("/held", .clientLeft))
            }
            #expect(handler.events == [.asked("/held"), .ended("/held", .clientLeft)])
        }
    }

    @Test("A client that ends its stream with its request and then resets has left")
    func resetsBehindEnd() async throws {
        let handler = ScriptedHandler { _, _, _ in .wait(until: nil) }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(request("GET", "/held"))
            client.finishSending()
            try await eventually("the server asks") { handler.saw(.asked("/held")) }
            client.reset()
            try await eventually("the server tells") {
                handler.saw(.ended("/held", .clientLeft))
            }
        }
    }

    @Test("A client that leaves behind pipelined requests leaves the first, and the rest unasked")
    func leavesPipelined() async throws {
        let handler = ScriptedHandler { _, _, _ in .wait(until: nil) }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send((1...40).map { request("GET", "/\($0)") }.joined())
            try await eventually("the server asks") { handler.saw(.asked("/1")) }
            client.close()
            try await eventually("the server tells") { handler.saw(.ended("/1", .clientLeft)) }
            #expect(handler.events == [.asked("/1"), .ended("/1", .clientLeft)])
        }
    }

    /// Where in an exchange the client resets the connection.
    enum Stage: CaseIterable {
        case connected, inHead, inBody, afterContinue, whileHeld, inTrickle, inLargeAnswer
        case betweenRequests, afterRefusal
    }

    @Test("A reset at any stage ends the connection and nothing else", arguments: Stage.allCases)
    func reset(at stage: Stage) async throws {
        let handler = ScriptedHandler { request, _, _ in Self.answer(to: request) }
        let server = try await startServer(handler)
        let client = try WireClient(port: server.port, receiveBufferBytes: 4_096)
        try await reach(stage, with: client, handler)
        client.reset()
        #expect(try WireClient(port: server.port).exchange(request()).status == 200)
        let duration = await ContinuousClock().measure { await server.stop(graceMs: 60_000) }
        #expect(duration < .seconds(30), "the connection is still there")
        let leaves = [.whileHeld, .inTrickle, .inLargeAnswer].contains(stage)
        #expect(handler.events.contains { $0.isDeparture } == leaves)
    }

    private func reach(
        _ stage: Stage, with client: WireClient, _ handler: ScriptedHandler
    ) async throws {
        switch stage {
        case .connected: break
        case .inHead: client.send("GET / HTTP/1.1\r\nHo")
        case .inBody: client.send(post("/", body: "body").dropLast(2).description)
        case .afterContinue:
            client.send(request("POST", "/", "Content-Length: 5", "Expect: 100-continue"))
            #expect(try client.readResponse().status == 100)
        case .whileHeld:
            client.send(request("GET", "/held"))
            try await eventually("the server asks") { handler.saw(.asked("/held")) }
        case .inTrickle:
            client.send(request("GET", "/trickled"))
            #expect(try client.read(count: 5) == Array("HTTP/".utf8))
        case .inLargeAnswer:
            client.send(request("GET", "/large"))
            #expect(try client.read(count: 5) == Array("HTTP/".utf8))
        case .betweenRequests: #expect(try client.exchange(request()).status == 200)
        case .afterRefusal:
            client.send("no HTTP\r\n\r\n")
            #expect(try client.readResponse().status == 400)
        }
    }

    private static func answer(to request: HTTPRequest) -> Answer {
        let response = HTTPResponse.echo(request)
        switch request.path {
        case "/held": return .wait(until: nil)
        case "/trickled":
            return .deliver(
                .steps([.trickle(bytes: 5, everyNs: 3_600_000_000_000), .response(response)]))
        case "/large":
            let body = [UInt8](repeating: 1, count: 16 << 20)
            return .deliver(.whole(HTTPResponse(status: 200, body: body)))
        default: return .deliver(.whole(response))
        }
    }
}

extension ScriptedHandler.Event {
    fileprivate var isDeparture: Bool {
        if case .ended(_, .clientLeft) = self { return true }
        return false
    }
}
