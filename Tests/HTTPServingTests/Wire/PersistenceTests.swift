import Dispatch
import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// One connection, many requests (RFC 9112 section 9.3).
@Suite(.blocking) struct PersistenceTests {
    @Test("A connection carries one request after another")
    func keepAlive() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            for number in 1...50 {
                let response = try client.exchange(request("GET", "/\(number)"))
                #expect(response.status == 200)
                #expect(response["Path"] == "/\(number)")
                #expect(response["Connection"] == nil)
            }
        }
    }

    @Test("A hundred requests in one write are answered in order")
    func pipelining() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            client.send((1...100).map { post("/\($0)", body: "body \($0)") }.joined())
            for number in 1...100 {
                let response = try client.readResponse()
                #expect(response["Path"] == "/\(number)")
                #expect(response.text == "body \(number)")
            }
        }
    }

    @Test("A client that pipelines two thousand requests lets another one in after a few")
    func fairness() async throws {
        let otherHasAsked = DispatchSemaphore(value: 0)
        let handler = ScriptedHandler { request, _, _ in
            if request.path == "/first" { otherHasAsked.wait() }
            return .deliver(.whole(.echo(request)))
        }
        try await withServer(handler, lanes: 1) { server in
            let crowd = try WireClient(port: server.port)
            let other = try WireClient(port: server.port)
            _ = try other.exchange(request())
            let rest = String(repeating: request("GET", "/next"), count: 2_000)
            crowd.send(request("GET", "/first") + rest)
            other.send(request("GET", "/other"))
            otherHasAsked.signal()
            #expect(try other.readResponse()["Path"] == "/other")
            for _ in 0...2_000 { _ = try crowd.readResponse() }
            let before = handler.events.prefix { $0 != .asked("/other") }
            #expect(before.count { $0 == .asked("/next") } <= 32)
            #expect(handler.count(.asked("/next")) == 2_000)
        }
    }

    @Test("An answer that is ready comes between those to a client that pipelines two thousand")
    func readiness() async throws {
        let otherIsReady = DispatchSemaphore(value: 0)
        let handler = ScriptedHandler { request, asked, _ in
            if request.path == "/first" { otherIsReady.wait() }
            if request.path == "/other", asked == 1 { return .wait(until: nil) }
            return .deliver(.whole(.echo(request)))
        }
        try await withServer(handler, lanes: 1) { server in
            let crowd = try WireClient(port: server.port)
            let other = try WireClient(port: server.port)
            other.send(request("GET", "/other"))
            try await eventually("the other is held") { handler.saw(.asked("/other")) }
            let exchange = try #require(handler.exchange(about: "/other"))
            let rest = String(repeating: request("GET", "/next"), count: 2_000)
            crowd.send(request("GET", "/first") + rest)
            try await eventually("the crowd has begun") { handler.saw(.asked("/first")) }
            server.wake(exchange)
            otherIsReady.signal()
            #expect(try other.readResponse()["Path"] == "/other")
            for _ in 0...2_000 { _ = try crowd.readResponse() }
            let events = handler.events
            let end = try #require(events.lastIndex(of: .asked("/other")))
            #expect(events[..<end].count { $0 == .asked("/next") } <= 64)
        }
    }

    @Test("Pipelined requests are answered in order when the first has to wait")
    func pipeliningBehindWait() async throws {
        let handler = ScriptedHandler { request, asked, now in
            request.path == "/1" && asked == 1
                ? .wait(until: now.advanced(byMs: 30)) : .deliver(.whole(.echo(request)))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send((1...100).map { request("GET", "/\($0)") }.joined())
            for number in 1...100 {
                #expect(try client.readResponse()["Path"] == "/\(number)")
            }
        }
    }

    @Test(
        "A client that asks for it, in any case and among other tokens, has the connection closed",
        arguments: ["close", "Close", "keep-alive, CLOSE", "upgrade ,close"])
    func closeToken(value: String) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let response = try client.exchange(request("GET", "/", "Connection: \(value)"))
            #expect(response["Connection"] == "close")
            #expect(try client.readToEnd() == .cleanEnd)
        }
    }

    @Test("What follows a last request is not answered, and does not harm the answer")
    func nothingAfterClose() async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(
                request("GET", "/last", "Connection: close")
                    + String(repeating: request("GET", "/more"), count: 10_000))
            #expect(try client.readResponse()["Path"] == "/last")
            #expect(try client.readToEnd() == .cleanEnd)
            #expect(!handler.saw(.asked("/more")))
        }
    }

    @Test(
        "HTTP/1.0 closes unless the client asks to keep the connection alive",
        arguments: [true, false])
    func http10(staysAlive: Bool) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let field = staysAlive ? "Connection: keep-alive\r\n" : ""
            let response = try client.exchange("GET / HTTP/1.0\r\n\(field)\r\n")
            #expect(response.status == 200)
            #expect(response["Connection"] == (staysAlive ? "keep-alive" : "close"))
            if staysAlive {
                #expect(try client.exchange(request()).status == 200)
            } else {
                #expect(try client.readToEnd() == .cleanEnd)
            }
        }
    }

    @Test("HEAD has the head of GET and no body; the connection goes on")
    func head() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            client.send(
                "HEAD /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody"
                    + request("GET", "/2"))
            let head = try client.readResponse(isToHEAD: true)
            #expect(head.status == 200)
            #expect(head["Content-Length"] == "4")
            #expect(try client.readResponse()["Path"] == "/2")
        }
    }

    @Test(
        "OPTIONS reaches the handler, for a path and for the whole server",
        arguments: ["/1", "*"])
    func options(target: String) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let response = try client.exchange(request("OPTIONS", target))
            #expect(response["Method"] == "OPTIONS")
            #expect(response["Path"] == target)
        }
    }

    @Test("Every response has a Date")
    func date() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let date = try #require(client.exchange(request())["Date"])
            #expect(date.hasSuffix(" GMT"))
            #expect(date.count == 29)
        }
    }
}
