import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// The events of the control API: what happens in sandboxes, as a stream or by waiting once.
@Suite(.blocking) struct ConsoleEventTests {
    /// Waits once for events after an id.
    private func events(after id: String?, wait: String = "5s", of control: ControlClient) throws
        -> (id: String, events: [JSON])
    {
        let after = id.map { "&after=\($0)" } ?? ""
        let answer = try control.ask("GET", "/events?wait=\(wait)\(after)").json
        return (try #require(answer["id"]?.text), answer["events"]?.items ?? [])
    }

    /// Reads until an event or a greeting is complete.
    private static func read(_ stream: WireClient) throws -> String {
        var text = ""
        while !text.contains("\n\n") {
            let bytes = try stream.readSome()
            if bytes.isEmpty { break }
            text += String(decoding: bytes, as: UTF8.self)
        }
        return text
    }

    private static func kinds(_ events: [JSON]) -> [String] {
        events.compactMap { $0["event"]?.text }
    }

    @Test("A message is an event with its record; who knows the last id misses none")
    func records() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let till = try Till(mock)
            _ = try till.provision(uuid(1))
            let begin = try events(after: nil, wait: "1ms", of: control)
            #expect(begin.events.isEmpty)
            _ = try till.provision(uuid(2))
            let first = try events(after: begin.id, of: control)
            #expect(Self.kinds(first.events) == ["records"])
            let record = first.events[0]["data"]?["records"]?[0]
            #expect(record?["transaction"]?.text == uuid(2))
            #expect(record?["request"] == .null)
            _ = try till.provision(uuid(3))
            _ = try till.provision(uuid(4))
            let again = try events(after: first.id, of: control)
            let told = again.events.flatMap { $0["data"]?["records"]?.items ?? [] }
            #expect(told.first?["transaction"]?.text == uuid(3))
        }
    }

    @Test("Another start of the mock, or an id that is no longer kept, is answered with reset")
    func reset() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let found = try events(after: "feedbeef-3", of: control)
            #expect(Self.kinds(found.events) == ["reset"])
        }
    }

    @Test("Sandboxes that are made, made anew and deleted are told of")
    func sandboxes() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            var id = try events(after: nil, wait: "1ms", of: control).id
            for (method, change) in [("PUT", "made"), ("PUT", "reset"), ("DELETE", "gone")] {
                _ = try control.exchange(method, "/sandboxes/mine")
                let found = try events(after: id, of: control)
                let told = found.events.first { $0["event"] == "sandbox" }
                #expect(told?["data"] == ["sandbox": "mine", "change": .string(change)])
                id = found.id
            }
        }
    }

    @Test("A stream tells of a message while it is open, and ends when the mock stops")
    func stream() async throws {
        var client: WireClient?
        try await withMock { mock in
            let stream = try WireClient(port: mock.port)
            stream.send(
                "GET /_mock/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
            )
            let head = try Self.read(stream)
            #expect(head.contains("Content-Type: text/event-stream"))
            _ = try Till(mock).provision(uuid(1))
            var event = ""
            while !event.contains("event: records") { event = try Self.read(stream) }
            #expect(event.contains("event: records"))
            #expect(event.contains(uuid(1)))
            client = stream
        }
        #expect(try client?.readToEnd().wasReset == false)
    }

    @Test("The ninth stream is refused, and has its place when one has gone")
    func streams() async throws {
        try await withMock { mock in
            let request = "GET /_mock/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
            var streams: [WireClient] = []
            for _ in 1...8 {
                let stream = try WireClient(port: mock.port)
                stream.send(request)
                _ = try Self.read(stream)
                streams.append(stream)
            }
            let control = try ControlClient(mock)
            #expect(try control.ask("GET", "/events").status == 503)
            streams.removeLast().close()
            try await eventually("there is a place") {
                (try? control.ask("GET", "/events?wait=1ms").status) == 200
            }
        }
    }

    @Test("Watchers that never read cost a till nothing: its answers come, and are whole")
    func slowReaders() async throws {
        try await withMock { mock in
            var streams: [WireClient] = []
            for _ in 1...3 {
                let stream = try WireClient(port: mock.port, receiveBufferBytes: 4_096)
                stream.send("GET /_mock/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                streams.append(stream)
            }
            let till = try Till(mock)
            for number in 1...400 { #expect(try till.provision(uuid(number)).status == 201) }
            _ = streams
        }
    }
}
