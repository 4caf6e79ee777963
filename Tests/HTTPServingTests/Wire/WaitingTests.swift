import Dispatch
import HTTPMessages
import HTTPServing
import Synchronization
import TestSupport
import Testing

/// Handlers that do not answer at once.
@Suite(.blocking) struct WaitingTests {
    @Test("A handler that waits is asked again when the time has come, not before")
    func waitUntil() async throws {
        let asked = Mutex<[Instant]>([])
        let handler = ScriptedHandler { request, count, now in
            asked.withLock { $0.append(now) }
            return count < 3
                ? .wait(until: now.advanced(byMs: 20)) : .deliver(.whole(.echo(request)))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            #expect(try client.exchange(request("GET", "/late"))["Path"] == "/late")
        }
        let times = asked.withLock { $0.map(\.uptime) }
        #expect(times.count == 3)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 20_000_000 })
    }

    @Test("Who has sent a request and ended the stream before anybody accepts gets a late answer")
    func endedBeforeAccept() async throws {
        let handler = ScriptedHandler { request, asked, now in
            asked == 1 ? .wait(until: now.advanced(byMs: 20)) : .deliver(.whole(.echo(request)))
        }
        let server = try HTTPServer(
            listeningOn: [ListenAddress(host: "127.0.0.1", port: 0)], lanes: 1,
            limits: HTTPLimits(), tls: nil, handler: handler)
        let client = try WireClient(port: server.port)
        client.send(request())
        client.finishSending()
        await server.start()
        #expect(try client.readResponse().status == 200)
        await server.stop(graceMs: 0)
    }

    @Test("A handler may wait for a time that has passed")
    func waitUntilPast() async throws {
        let handler = ScriptedHandler { request, asked, now in
            asked == 1
                ? .wait(until: now.advanced(byMs: -1_000)) : .deliver(.whole(.echo(request)))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            #expect(try client.exchange(request()).status == 200)
        }
    }

    @Test("Exchanges come up in the order of their times, whatever the order of arrival")
    func orderOfTimes() async throws {
        let count = 200
        let start = Mutex<Instant?>(nil)
        let handler = ScriptedHandler { request, asked, now in
            let path = request.path.dropFirst()
            guard asked == 1, let place = Int(path) else { return .deliver(.whole(.echo(request))) }
            let first = start.withLock {
                $0 = $0 ?? now
                return $0 ?? now
            }
            return .wait(until: first.advanced(byMs: 300 + Int64(place * 37 % count)))
        }
        try await withServer(handler) { server in
            let clients = try (0..<count).map { _ in try WireClient(port: server.port) }
            for (number, client) in clients.enumerated() {
                client.send(request("GET", "/\(number)"))
            }
            for client in clients { #expect(try client.readResponse().status == 200) }
        }
        // Each lane keeps its own order; of two lanes, events may be noted out of order.
        let ended = handler.events.compactMap { event -> Int? in
            guard case .ended(let path, .delivered) = event else { return nil }
            return Int(path.dropFirst()).map { $0 * 37 % count }
        }
        #expect(ended.count == count)
        let misplaced = ended.enumerated().count { abs($0.offset - $0.element) > 60 }
        #expect(misplaced == 0, "\(ended)")
    }

    @Test("A handler can be woken before its time, from any thread")
    func wake() async throws {
        let handler = Self.holdsUntilWoken
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(request("GET", "/held"))
            let exchange = try await handler.held("/held")
            DispatchQueue.global().async { server.wake(exchange) }
            #expect(try client.readResponse()["Path"] == "/held")
        }
    }

    @Test("Waking an exchange that is over does nothing to the next one of its connection")
    func wakeLate() async throws {
        let handler = ScriptedHandler { request, asked, _ in
            request.path == "/1" && asked == 2
                ? .deliver(.whole(.echo(request))) : .wait(until: nil)
        }
        let server = try await startServer(handler)
        let client = try WireClient(port: server.port)
        client.send(request("GET", "/1"))
        let first = try await handler.held("/1")
        server.wake(first)
        #expect(try client.readResponse()["Path"] == "/1")

        client.send(request("GET", "/2"))
        let second = try await handler.held("/2")
        server.wake(first)
        server.wake(second)
        server.wake(first)
        await server.stop(graceMs: 0)
        #expect(handler.count(.asked("/1")) == 2)
        #expect(handler.count(.asked("/2")) == 2)
        server.wake(second)
    }

    @Test("A wake between two waits is one more question, not the answer")
    func wakeEarly() async throws {
        let handler = ScriptedHandler { request, asked, _ in
            asked < 4 ? .wait(until: nil) : .deliver(.whole(.echo(request)))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(request("GET", "/held"))
            let exchange = try await handler.held("/held")
            for _ in 1...3 { server.wake(exchange) }
            #expect(try client.readResponse().status == 200)
            #expect(handler.count(.asked("/held")) == 4)
        }
    }

    @Test("A thousand exchanges wait on as many connections and are all woken")
    func wakeMany() async throws {
        let handler = Self.holdsUntilWoken
        try await withServer(handler) { server in
            let clients = try (0..<1_000).map { _ in try WireClient(port: server.port) }
            for (number, client) in clients.enumerated() {
                client.send(request("GET", "/\(number)"))
            }
            try await eventually("all are asked") { handler.events.count == clients.count }
            for number in clients.indices.reversed() {
                server.wake(try #require(handler.exchange(about: "/\(number)")))
            }
            for (number, client) in clients.enumerated() {
                #expect(try client.readResponse()["Path"] == "/\(number)")
            }
        }
    }

    private static var holdsUntilWoken: ScriptedHandler {
        ScriptedHandler { request, asked, _ in
            asked == 1 && request.path != "/"
                ? .wait(until: nil) : .deliver(.whole(.echo(request)))
        }
    }
}

extension ScriptedHandler {
    /// The exchange about a path, once it has been asked about.
    fileprivate func held(_ path: String) async throws -> ExchangeID {
        try await eventually("\(path) is asked about") { saw(.asked(path)) }
        return try #require(exchange(about: path))
    }
}
