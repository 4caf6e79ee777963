import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// Each delivery as the client receives it.
@Suite(.blocking) struct DeliveryTests {
    fileprivate static let response = HTTPResponse(
        status: 201, fields: ["Content-Type": "application/json"], body: Array("{\"a\":1}".utf8))

    @Test("A whole response is rightly framed, and the connection goes on")
    func whole() async throws {
        try await withServer(.delivering(.whole(Self.response))) { server in
            let client = try WireClient(port: server.port)
            for _ in 1...2 {
                let response = try client.exchange(request())
                #expect(response.status == 201)
                #expect(response["Content-Length"] == "7")
                #expect(response["Content-Type"] == "application/json")
                #expect(response.text == "{\"a\":1}")
            }
        }
    }

    @Test("A trickled response comes in pieces, and the connection goes on")
    func trickled() async throws {
        try await withServer(
            .delivering(
                .steps([.trickle(bytes: 50, everyNs: 10_000_000), .response(Self.response)]))
        ) { server in
            let client = try WireClient(port: server.port)
            for _ in 1...2 {
                let start = ContinuousClock.now
                let response = try client.exchange(request())
                #expect(response.text == "{\"a\":1}")
                // The head is over 100 bytes: at least three pieces, two pauses.
                #expect(ContinuousClock.now - start >= .milliseconds(20))
            }
        }
    }

    @Test("A trickled response shows its first piece long before the next")
    func trickledStart() async throws {
        try await withServer(
            .delivering(
                .steps([.trickle(bytes: 12, everyNs: 3_600_000_000_000), .response(Self.response)]))
        ) { server in
            let client = try WireClient(port: server.port)
            client.send(request())
            #expect(try client.read(count: 12) == Array("HTTP/1.1 201".utf8))
            #expect(!client.hasInput(withinMs: 20))
        }
    }

    @Test("A trickle without pauses, in pieces of no size, still arrives")
    func trickledFast() async throws {
        try await withServer(
            .delivering(.steps([.trickle(bytes: 0, everyNs: 0), .response(Self.response)]))
        ) {
            server in
            let client = try WireClient(port: server.port)
            #expect(try client.exchange(request()).text == "{\"a\":1}")
        }
    }

    @Test("A truncated response has the right head, a part of the body, and a clean end")
    func truncated() async throws {
        let length = Delivery.Framing.length(7)
        try await withServer(
            .delivering(.broken(length, body: "{\"a"))
        ) { server in
            let client = try WireClient(port: server.port)
            client.send(request())
            let rest = try client.readToEnd()
            #expect(rest.text.hasPrefix("HTTP/1.1 201 Created\r\n"))
            #expect(rest.text.contains("\r\nContent-Length: 7\r\nConnection: close\r\n"))
            #expect(rest.text.hasSuffix("\r\n\r\n{\"a"))
            #expect(!rest.wasReset)
        }
    }

    @Test("A bad chunk is what the body says, behind a chunked head")
    func badChunk() async throws {
        let chunked = Delivery.Framing.declared(HTTPField("Transfer-Encoding", "chunked"))
        try await withServer(
            .delivering(.broken(chunked, body: "xyz\r\n"))
        ) { server in
            let client = try WireClient(port: server.port)
            client.send(request())
            let rest = try client.readToEnd()
            #expect(rest.text.contains("\r\nTransfer-Encoding: chunked\r\n"))
            #expect(!rest.text.contains("Content-Length"))
            #expect(rest.text.hasSuffix("\r\n\r\nxyz\r\n"))
        }
    }

    @Test("Raw bytes arrive as they are, before a clean end")
    func raw() async throws {
        let bytes = Array("220 not HTTP\r\n\0\u{1}".utf8)
        try await withServer(.delivering(.raw(bytes))) { server in
            let client = try WireClient(port: server.port)
            client.send(request())
            #expect(try client.readToEnd() == .init(bytes: bytes, wasReset: false))
        }
    }

    @Test("A large raw answer arrives whole, though the client had sent more")
    func rawBeforeMore() async throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "r"), count: 4 << 20)
        try await withServer(.delivering(.raw(bytes))) { server in
            let client = try WireClient(port: server.port)
            client.send(request() + String(repeating: request(), count: 2_000))
            #expect(try client.readToEnd() == .init(bytes: bytes, wasReset: false))
        }
    }

    @Test("A close ends the stream without a byte")
    func close() async throws {
        try await withServer(.delivering(.close)) { server in
            let client = try WireClient(port: server.port)
            client.send(request() + request())
            #expect(try client.readToEnd() == .cleanEnd)
        }
    }

    @Test("A reset is a reset, without a byte")
    func reset() async throws {
        try await withServer(.delivering(.reset)) { server in
            let client = try WireClient(port: server.port)
            client.send(request())
            #expect(try client.readToEnd() == .init(bytes: [], wasReset: true))
        }
    }

    @Test("Silence is silence, until it ends in a close or a reset", arguments: [true, false])
    func silence(endsInReset: Bool) async throws {
        let handler = ScriptedHandler { _, asked, now in
            asked == 1
                ? .wait(until: now.advanced(byMs: 50)) : .deliver(endsInReset ? .reset : .close)
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            let start = ContinuousClock.now
            client.send(request())
            #expect(try client.readToEnd() == .init(bytes: [], wasReset: endsInReset))
            #expect(ContinuousClock.now - start >= .milliseconds(50))
            try await eventually("the handler is told") {
                handler.saw(.ended("/", .delivered))
            }
        }
    }

    @Test(
        "Every delivery is reported as delivered once, however it ends the connection",
        arguments: [
            .whole(response), .steps([.trickle(bytes: 100, everyNs: 1), .response(response)]),
            .broken(.length(9), body: ""), .raw([1]),
            .raw([]), .close, .reset,
        ] as [Delivery])
    func reported(delivery: Delivery) async throws {
        let handler = ScriptedHandler.delivering(delivery)
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(request("GET", "/", "Connection: close"))
            _ = try client.readToEnd()
            try await eventually("the handler is told") { handler.events.count == 2 }
            #expect(handler.events == [.asked("/"), .ended("/", .delivered)])
        }
    }
}

extension ScriptedHandler {
    /// Answers every request so.
    fileprivate static func delivering(_ delivery: Delivery) -> ScriptedHandler {
        ScriptedHandler { _, _, _ in .deliver(delivery) }
    }
}

extension Delivery {
    /// A response whose framing need not be true, and the end of the stream.
    fileprivate static func broken(_ framing: Framing, body: String) -> Delivery {
        let response = DeliveryTests.response
        return .steps([
            .head(
                status: response.status, fields: response.fields, framing, isLast: true),
            .bytes(Array(body.utf8)), .close,
        ])
    }

    /// Bytes as they are, and the end of the stream.
    fileprivate static func raw(_ bytes: [UInt8]) -> Delivery {
        .steps([.bytes(bytes), .close])
    }

    fileprivate static let reset = Delivery.steps([.reset])
}
