import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// A server that stops loses no answer.
@Suite(.blocking) struct GracefulStopTests {
    /// Much longer than any of these tests takes.
    private static let longMs: Int64 = 60_000

    @Test("An idle server stops at once; its connections end cleanly, new ones are refused")
    func idle() async throws {
        let server = try await startServer()
        let clients = try (1...20).map { _ in try WireClient(port: server.port) }
        for client in clients { #expect(try client.exchange(request()).status == 200) }
        let duration = await ContinuousClock().measure { await server.stop(graceMs: Self.longMs) }
        #expect(duration < .seconds(30))
        for client in clients {
            #expect(try client.readToEnd() == .cleanEnd)
        }
        #expect(throws: WireClient.Failure.self) { try WireClient(port: server.port) }
    }

    @Test("A request that is being answered is answered to the end, as the last one")
    func busy() async throws {
        let handler = ScriptedHandler { request, asked, _ in
            asked == 1 ? .wait(until: nil) : .deliver(.whole(.echo(request)))
        }
        let server = try await startServer(handler) { $0.drainTimeoutMs = 20 }
        let client = try WireClient(port: server.port)
        client.send(request("GET", "/held") + request("GET", "/next"))
        try await eventually("the server asks") { handler.saw(.asked("/held")) }

        async let stopped: Void = server.stop(graceMs: Self.longMs)
        try await eventually("the server accepts no more") {
            (try? WireClient(port: server.port)) == nil
        }
        server.wake(try #require(handler.exchange(about: "/held")))
        await stopped
        let response = try client.readResponse()
        #expect(response["Path"] == "/held")
        #expect(response["Connection"] == "close")
        #expect(try client.readToEnd() == .cleanEnd)
        #expect(!handler.saw(.asked("/next")))
    }

    @Test(
        "A connection that never spoke, and half a request, hold nothing up",
        arguments: [
            "", "GET / HT", String(post("/", body: "x").dropLast()),
            post("/", body: "", "Expect: 100-continue").replacing("Length: 0", with: "Length: 1"),
        ])
    func arriving(beginning: String) async throws {
        let server = try await startServer()
        let client = try WireClient(port: server.port)
        client.send(beginning)
        let duration = await ContinuousClock().measure { await server.stop(graceMs: Self.longMs) }
        #expect(duration < .seconds(30))
        let rest = try client.readToEnd()
        #expect(!rest.wasReset)
        #expect(rest.text.isEmpty || rest.text.hasPrefix("HTTP/1.1 100"))
    }

    @Test(
        "Requests that were sent before the stop are all answered, on new connections and on old",
        arguments: [0, 1])
    func sentBefore(requests: Int) async throws {
        let server = try await startServer()
        let clients = try (1...300).map { _ in try WireClient(port: server.port) }
        for client in clients where requests > 0 {
            #expect(try client.exchange(request()).status == 200)
        }
        for client in clients { client.send(request()) }
        await server.stop(graceMs: Self.longMs)
        for client in clients { #expect(try client.readResponse().status == 200) }
    }

    @Test("A large answer that is on its way goes out to the end")
    func largeAnswer() async throws {
        let count = 16 << 20
        let handler = ScriptedHandler { _, _, _ in
            .deliver(.whole(HTTPResponse(status: 200, body: [UInt8](repeating: 1, count: count))))
        }
        let server = try await startServer(handler)
        let client = try WireClient(port: server.port, receiveBufferBytes: 4_096)
        client.send(request("GET", "/large"))
        try await eventually("the server answers") { handler.saw(.asked("/large")) }
        async let stopped: Void = server.stop(graceMs: Self.longMs)
        #expect(try client.readResponse().body.count == count)
        #expect(try client.readToEnd() == .cleanEnd)
        await stopped
        #expect(handler.saw(.ended("/large", .delivered)))
    }

    @Test("When the grace is over, what is left is closed, and its handlers are told")
    func graceExpires() async throws {
        let handler = ScriptedHandler { _, _, _ in .wait(until: nil) }
        let server = try await startServer(handler)
        let silent = try WireClient(port: server.port)
        let waiting = try WireClient(port: server.port)
        waiting.send(request("GET", "/held"))
        try await eventually("the server asks") { handler.saw(.asked("/held")) }
        await server.stop(graceMs: 20)
        #expect(handler.events == [.asked("/held"), .ended("/held", .stopped)])
        for client in [silent, waiting] { #expect(try client.readToEnd().bytes.isEmpty) }
    }

    @Test("A server may be stopped again and again, at once or later, without harm to others")
    func stopAgain() async throws {
        let handler = ScriptedHandler { _, _, _ in .wait(until: nil) }
        let server = try await startServer(handler)
        let client = try WireClient(port: server.port)
        client.send(request("GET", "/held"))
        try await eventually("the server asks") { handler.saw(.asked("/held")) }
        async let first: Void = server.stop(graceMs: 20)
        async let second: Void = server.stop(graceMs: 20)
        _ = await (first, second)
        try await withServer { next in
            await server.stop(graceMs: 20)
            let client = try WireClient(port: next.port)
            #expect(try client.exchange(request()).status == 200)
        }
    }

    @Test("Under load, every request that was taken on is answered in full", arguments: 1...3)
    func underLoad(round: Int) async throws {
        let handler = ScriptedHandler()
        let server = try await startServer(handler)
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...64 {
                group.addTask {
                    Self.load(server.port, batchesPerConnection: number > 32 ? 2 : .max)
                }
            }
            try await eventually("the load is on") { handler.events.count > 2_000 }
            await server.stop(graceMs: Self.longMs)
            return try await group.reduce(0, +)
        }
        let taken = handler.events.count { if case .asked = $0 { true } else { false } }
        #expect(answered == taken)
        #expect(!handler.saw(.ended("/", .clientLeft)))
    }

    /// Asks, three requests at a time, until the server is gone.
    ///
    /// - Returns: how many whole answers came.
    private static func load(_ port: UInt16, batchesPerConnection: Int) -> Int {
        var answered = 0
        while let client = try? WireClient(port: port) {
            for _ in 1...batchesPerConnection {
                client.send(String(repeating: request(), count: 3))
                let responses = (1...3).compactMap { _ in try? client.readResponse() }
                answered += responses.count
                if responses.count < 3 { break }
            }
        }
        return answered
    }
}
