import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// The events of the control API: what happens in sandboxes, as a stream or by waiting once.
@Suite(.blocking) struct ConsoleEventTests {
    /// Waits once for events after an id.
    private func events(after id: String?, wait: String = "60s", of control: ControlClient) throws
        -> (id: String, events: [JSON])
    {
        let after = id.map { "&after=\($0)" } ?? ""
        let answer = try control.ask("GET", "/events?wait=\(wait)\(after)").json
        return (try #require(answer["id"]?.text), answer["events"]?.items ?? [])
    }

    /// Waits until an event of a kind has come after an id.
    private func event(_ kind: String, after id: String?, of control: ControlClient) throws
        -> (id: String, data: JSON)
    {
        var id = id
        var silences = 0
        while true {
            let found = try events(after: id, of: control)
            if found.events.isEmpty { silences += 1 }
            // A worker rests for many times as long as its last verdict took on a busy machine.
            guard silences < 5 else { throw Missing(kind: kind) }
            if let event = found.events.last(where: { $0["event"]?.text == kind }) {
                return (found.id, event["data"] ?? .null)
            }
            id = found.id
        }
    }

    private struct Missing: Error { let kind: String }

    /// Opens a stream that is still to be read.
    private static func open(
        _ mock: MockServer, _ query: String = "", fields: [String] = [],
        receiveBufferBytes: Int32? = nil
    ) throws -> WireClient {
        let stream = try WireClient(port: mock.port, receiveBufferBytes: receiveBufferBytes)
        let lines = ["GET /_mock/events\(query) HTTP/1.1", "Host: localhost"] + fields
        stream.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        return stream
    }

    /// Reads until a text has come.
    private static func read(_ stream: WireClient, to end: String) throws -> String {
        var text = ""
        while !text.contains(end) {
            let bytes = try stream.readSome()
            if bytes.isEmpty { break }
            text += String(decoding: bytes, as: UTF8.self)
        }
        return text
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
            #expect(!Self.kinds(begin.events).contains("records"))
            _ = try till.provision(uuid(2))
            let first = try event("records", after: begin.id, of: control)
            let record = first.data["records"]?[0]
            #expect(record?["transaction"]?.text == uuid(2))
            #expect(record?["request"] == .null)
            _ = try till.provision(uuid(3))
            let again = try event("records", after: first.id, of: control)
            #expect(again.data["records"]?[0]?["transaction"]?.text == uuid(3))
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

    @Test("Sandboxes that are made, made anew and deleted are told of, with their rows")
    func sandboxes() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            var id = try events(after: nil, wait: "1ms", of: control).id
            for (method, change) in [("PUT", "made"), ("PUT", "reset"), ("DELETE", "gone")] {
                _ = try control.exchange(method, "/sandboxes/mine")
                let found = try event("sandbox", after: id, of: control)
                #expect(found.data["change"]?.text == change)
                #expect(found.data["sandbox"] == "mine")
                id = found.id
                guard change != "gone" else { continue }
                let row = try control.ask("GET", "/sandboxes/mine?view=summary").json
                let differing = (row.members?.members ?? []).map(\.name)
                    .filter { !["url", "now"].contains($0) && found.data[$0] != row[$0] }
                #expect(differing == [])
            }
        }
    }

    @Test("A sandbox that plays another version of its scenario is told of, with its row")
    func scenario() async throws {
        func library(_ title: String) throws -> ScenarioLibrary {
            let directory = TemporaryDirectory()
            let text = "title: \(title)\nrules: []\n"
            try directory.write(text, to: "own.yaml")
            return try ScenarioLibrary(directories: [directory.path])
        }
        try await withMock {
            $0.switching.library = try library("first")
        } _: { mock in
            let control = try ControlClient(mock)
            _ = try control.ask("PUT", "/sandboxes/mine", "{\"scenario\":\"own\"}")
            let begin = try events(after: nil, wait: "1ms", of: control).id
            mock.replace(try library("second"))
            let found = try event("sandbox", after: begin, of: control)
            #expect(found.data["change"] == "scenario")
            #expect(found.data["title"] == "second")
        }
    }

    @Test("A stream tells of a message while it is open, and ends when the mock stops")
    func stream() async throws {
        var client: WireClient?
        try await withMock { mock in
            let stream = try Self.open(mock, fields: ["Accept: text/event-stream"])
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
            var streams: [WireClient] = []
            for _ in 1...8 {
                let stream = try Self.open(mock)
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

    @Test("A stream goes on after the event in Last-Event-ID, as often as it is cut")
    func lastEventID() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let till = try Till(mock)
            var id = try events(after: nil, wait: "1ms", of: control).id
            for number in 1...50 {
                _ = try till.provision(uuid(number))
                let stream = try Self.open(mock, fields: ["Last-Event-ID: \(id)"])
                let text = try Self.read(stream, to: uuid(number))
                #expect(!text.contains("event: reset"))
                #expect(!text.contains(uuid(number - 1)), "told twice")
                id =
                    text.split(whereSeparator: \.isNewline).last { $0.hasPrefix("id: ") }
                    .map { String($0.dropFirst(4)) } ?? id
                stream.close()
                try await eventually("there is a place") {
                    (try? control.ask("GET", "/events?wait=1ms").status) == 200
                }
            }
        }
    }

    @Test("A verdict is an event once it is made, and again when it has changed")
    func verdict() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            // However long it takes, the till still has time to confirm.
            _ = try control.ask("PUT", "/sandboxes/still?clock=manual")
            var till = try Till(mock)
            till.basePath = "/sandboxes/still/suv/v1"
            let begin = try events(after: nil, wait: "1ms", of: control).id
            _ = try till.provision(uuid(1))
            var found = try event("verdict", after: begin, of: control)
            while found.data["messages"] != 1 {
                found = try event("verdict", after: found.id, of: control)
            }
            #expect(found.data["sandbox"] == "still")
            #expect(found.data["verdict"] == "inconclusive")
            _ = try till.confirm(uuid(1), id: uuid(2))
            while found.data["messages"] != 2 {
                found = try event("verdict", after: found.id, of: control)
            }
            let report = try control.ask("GET", "/sandboxes/still/report").json
            #expect(found.data["verdict"] == report["verdict"])
            let row = try control.ask("GET", "/sandboxes/still?view=summary").json
            for name in ["broken", "hollow", "risk", "kinds", "queue"] {
                #expect(found.data[name] == row[name], "\(name)")
            }
        }
    }

    @Test("A line of the list does not wait for a long verdict: it is pending, and then an event")
    func pending() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let till = try Till(mock)
            for number in 1...300 { #expect(try till.provision(uuid(number)).status == 201) }
            let path = "/sandboxes/default?view=summary"
            #expect(try control.ask("GET", path).json["verdict"] == "pending")
            try await eventually("it is made") {
                (try? control.ask("GET", path).json["verdict"]) == "inconclusive"
            }
            let begin = try events(after: nil, wait: "1ms", of: control).id
            _ = try till.provision(uuid(301))
            #expect(try control.ask("GET", path).json["messages"] == 300)
            let found = try event("verdict", after: begin, of: control)
            #expect(found.data["messages"] == 301)
        }
    }

    @Test("Watchers that never read cost a till nothing, have at most 1 MB each, and begin anew")
    func slowReaders() async throws {
        try await withMock { mock in
            let streams = try (1...3).map { _ in try Self.open(mock, receiveBufferBytes: 4_096) }
            let till = try Till(mock)
            let control = try ControlClient(mock)
            var seen = try events(after: nil, wait: "1ms", of: control).id
            for number in 1...800 {
                #expect(try till.provision(uuid(number)).status == 201)
                // An event tells of no more than 64 records.
                if number % 25 == 0 { seen = try event("records", after: seen, of: control).id }
            }
            for stream in streams {
                // All that was sent or kept for it before it was given up.
                let text = try Self.read(stream, to: "event: reset")
                #expect(text.contains("event: records"))
                #expect(text.utf8.count < 1_000_000, "\(text.utf8.count) bytes")
            }
        }
    }
}
