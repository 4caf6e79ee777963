import ElectrumMock
import JSONTree
import TestSupport

/// Asks the control API over a connection of its own.
struct ControlClient {
    private let client: WireClient

    init(_ mock: MockServer) throws {
        try self.init(port: mock.port)
    }

    init(port: UInt16) throws {
        client = try WireClient(port: port, timeoutSeconds: 60)
    }

    /// Asks for something below `/_mock`.
    func ask(_ method: String, _ path: String, _ body: String = "", fields: String...)
        throws -> Reply
    {
        try Reply(exchange(method, path, body, fields: fields))
    }

    /// The same, for what need not be JSON.
    func exchange(_ method: String, _ path: String, _ body: String = "", fields: [String] = [])
        throws -> WireResponse
    {
        send(method, path, body, fields: fields)
        return try client.readResponse()
    }

    /// Asks, and leaves the answer to `reply`.
    func send(_ method: String, _ path: String, _ body: String = "", fields: [String] = []) {
        let isTyped = body.isEmpty || fields.contains { $0.hasPrefix("Content-Type:") }
        let hasHost = fields.contains { $0.hasPrefix("Host:") }
        let lines =
            ["\(method) /_mock\(path) HTTP/1.1"] + (hasHost ? [] : ["Host: localhost"]) + fields
            + (isTyped ? [] : ["Content-Type: application/json"])
            + ["Content-Length: \(body.utf8.count)"]
        client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// The answer to what was sent.
    func reply() throws -> Reply { try Reply(client.readResponse()) }

    /// Returns true if an answer is there.
    func hasAnswer(withinMs ms: Int32) -> Bool { client.hasInput(withinMs: ms) }
}
