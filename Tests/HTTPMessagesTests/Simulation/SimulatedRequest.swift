import HTTPMessages
import TestSupport
import Vocabulary

/// A valid request: its bytes, and what a handler must see of it.
struct SimulatedRequest {
    let bytes: [UInt8]
    let request: HTTPRequest
    /// True if the connection may go on behind it.
    let persists: Bool

    /// Any request; `number` makes it unlike all others.
    init(number: Int, using generator: inout SeededGenerator) {
        let isOld = generator.chance(4)
        let closes = generator.chance(4)
        var fields: HTTPFields = ["Host": generator.pick(["h", "h:8080", "[::1]:80"])]
        if closes { fields.append("Connection", "close") }
        if isOld && generator.chance(50) { fields.append("Connection", "Keep-Alive") }
        for _ in 0..<generator.below(3) {
            fields.append(
                generator.pick(["X", "accept", "A-b"]), generator.pick(["", "y", "z, z"]))
        }
        if !isOld, generator.chance(10) { fields.append("Expect", "100-continue") }

        let content = Self.content(isOld: isOld, fields: &fields, using: &generator)
        request = HTTPRequest(
            method: generator.pick(["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH"]),
            target: "/\(number)" + generator.pick(["", "?", "?a=b"]),
            version: isOld ? .http10 : .http11, fields: fields, body: content.body,
            trailers: content.trailers)
        persists = !closes && (!isOld || fields.list("Connection", contains: "keep-alive"))

        let emptyLine = generator.chance(10) ? "\r\n" : ""
        let line = "\(request.method) \(request.target) HTTP/1.\(isOld ? 0 : 1)\r\n"
        let space = generator.pick(["", " ", " ", "\t "])
        bytes = latin1(emptyLine + line + Self.lines(fields, space: space)) + content.bytes
    }

    private struct Content {
        var body: [UInt8] = []
        var trailers: HTTPFields = [:]
        var bytes: [UInt8] = []
    }

    private static func content(
        isOld: Bool, fields: inout HTTPFields, using generator: inout SeededGenerator
    ) -> Content {
        var content = Content()
        switch generator.below(4) {
        case 0:
            content.body = (0..<generator.below(40)).map { _ in UInt8(generator.below(256)) }
            content.bytes = content.body
            fields.append("Content-Length", String(content.body.count))
        case 1 where !isOld:
            fields.append("Transfer-Encoding", "chunked")
            for _ in 0..<generator.below(3) {
                let data = (0...generator.below(20)).map { _ in UInt8(generator.below(256)) }
                let ending = generator.pick(["", ";a", " ; a = \"b;\\\"\""])
                content.bytes += latin1(String(data.count, radix: 16) + ending + "\r\n")
                content.bytes += data + latin1("\r\n")
                content.body += data
            }
            if generator.chance(30) { content.trailers = ["T": "v", "Content-Length": "9"] }
            content.bytes += latin1("0\r\n" + lines(content.trailers, space: " "))
        default:
            break
        }
        return content
    }

    /// A field section with its empty line.
    private static func lines(_ fields: HTTPFields, space: String) -> String {
        fields.lines.map { "\($0.name):\(space)\($0.value)\r\n" }.joined() + "\r\n"
    }
}
