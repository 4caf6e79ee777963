import JSONTree
import TestSupport

/// The bytes received in answer to one message.
struct Sighting {
    /// Everything, where the connection ended.
    private(set) var bytes: [UInt8] = []
    private(set) var status: Int?
    private(set) var body: [UInt8] = []
    private(set) var wasReset = false
    let duration: Duration
    private var lines: [String] = []

    /// Reads one response, or to the end of the connection.
    init(_ client: WireClient, toItsEnd: Bool) throws {
        let start = ContinuousClock.now
        if toItsEnd {
            let rest = try client.readToEnd()
            bytes = rest.bytes
            wasReset = rest.wasReset
            duration = ContinuousClock.now - start
            readHead()
        } else {
            let response = try client.readResponse()
            status = response.status
            lines = response.lines
            body = response.body
            duration = ContinuousClock.now - start
        }
    }

    private mutating func readHead() {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 "), let end = text.firstRange(of: "\r\n\r\n") else { return }
        lines = text[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        status = lines.first.flatMap { Int($0.dropFirst(9).prefix(3)) }
        body = Array(bytes.dropFirst(text[..<end.upperBound].utf8.count))
    }

    /// The value of the first header line with this name.
    subscript(name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    /// True if the content is said to be JSON.
    var isJSON: Bool { self["Content-Type"]?.hasPrefix("application/json") == true }

    /// The content as JSON.
    var json: JSON? { try? JSON(parsing: body) }
}
