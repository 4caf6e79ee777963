import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// Clients that keep the server waiting.
@Suite(.blocking) struct SlowClientTests {
    @Test(
        "A request that does not arrive in time is answered with 408",
        arguments: ["GE", "GET / HTTP/1.1\r\nHost: x", String(post("/", body: "half").dropLast(2))])
    func requestTimeout(beginning: String) async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) {
            $0.requestTimeoutMs = 30
        } _: { server in
            let client = try WireClient(port: server.port)
            client.send(beginning)
            let response = try client.readResponse()
            #expect(response.status == 408)
            #expect(response.text.contains("within 30 ms"))
            #expect(try client.readToEnd() == .cleanEnd)
            #expect(handler.events == [.refused(408)])
        }
    }

    @Test(
        "A byte now and then does not buy more time",
        arguments: [
            "GET / HTTP/1.1\r\nA: ", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n",
        ])
    func trickle(beginning: String) async throws {
        try await withServer {
            $0.requestTimeoutMs = 50
        } _: { server in
            let client = try WireClient(port: server.port)
            client.send(beginning)
            var sent = 0
            while !client.hasInput(withinMs: 2), sent < 10_000 {
                client.send("x")
                sent += 1
            }
            #expect(try client.readResponse().status == 408)
        }
    }

    @Test("A client that was told to continue has time for its body, but not without end")
    func continueTimeout() async throws {
        try await withServer {
            $0.requestTimeoutMs = 30
        } _: { server in
            let client = try WireClient(port: server.port)
            client.send(request("POST", "/", "Content-Length: 5", "Expect: 100-continue"))
            #expect(try client.readResponse().status == 100)
            #expect(try client.readResponse().status == 408)
        }
    }

    @Test("A connection without a request is closed without a word", arguments: [0, 1, 3])
    func idleTimeout(requests: Int) async throws {
        try await withServer {
            $0.idleTimeoutMs = 30
        } _: { server in
            let client = try WireClient(port: server.port)
            for _ in 0..<requests { #expect(try client.exchange(request()).status == 200) }
            #expect(try client.readToEnd() == .cleanEnd)
        }
    }

    @Test("A time-out of one connection does not touch another")
    func othersGoOn() async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) {
            $0.requestTimeoutMs = 20
        } _: { server in
            let busy = try WireClient(port: server.port)
            let slow = try (1...20).map { _ in try WireClient(port: server.port) }
            for client in slow { client.send("GET") }
            while handler.count(.refused(408)) < slow.count {
                #expect(try busy.exchange(request()).status == 200)
            }
            for client in slow { #expect(try client.readResponse().status == 408) }
        }
    }

    @Test("A client that takes no byte of its answer has left")
    func slowReader() async throws {
        let handler = Self.largeAnswers
        try await withServer(handler) {
            $0.sendTimeoutMs = 50
        } _: { server in
            let client = try WireClient(port: server.port, receiveBufferBytes: 4_096)
            client.send(request("GET", "/large"))
            try await eventually("the client counts as gone") {
                handler.saw(.ended("/large", .clientLeft))
            }
            #expect(try client.readToEnd().bytes.count < Self.largeBytes)
        }
    }

    @Test("A client that reads late but in time gets the whole answer")
    func lateReader() async throws {
        let handler = Self.largeAnswers
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port, receiveBufferBytes: 4_096)
            client.send(request("GET", "/large"))
            try await eventually("the server answers") { handler.saw(.asked("/large")) }
            #expect(try WireClient(port: server.port).exchange(request("HEAD", "/")).status == 200)
            #expect(!handler.saw(.ended("/large", .delivered)))
            #expect(try client.readResponse().body.count == Self.largeBytes)
            try await eventually("the answer is out") {
                handler.saw(.ended("/large", .delivered))
            }
        }
    }

    @Test("A client that reads slowly but steadily may take longer than the time-out")
    func steadyReader() async throws {
        try await withServer(Self.largeAnswers) {
            $0.sendTimeoutMs = 1_200
        } _: { server in
            let client = try WireClient(port: server.port, receiveBufferBytes: 4_096)
            let start = ContinuousClock.now
            client.send(request("GET", "/large"))
            var count = 0
            while count < Self.largeBytes {
                count += try client.read(count: 65_536).count
                client.dawdle(ms: 10)
            }
            #expect(ContinuousClock.now - start > .milliseconds(1_200))
        }
    }

    private static let largeBytes = 16 << 20

    private static var largeAnswers: ScriptedHandler {
        ScriptedHandler { request, _, _ in
            let count = request.path == "/large" ? largeBytes : 0
            return .deliver(
                .whole(HTTPResponse(status: 200, body: [UInt8](repeating: 1, count: count))))
        }
    }
}
