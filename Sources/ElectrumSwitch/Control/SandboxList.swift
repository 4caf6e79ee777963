import HTTPMessages
import JSONTree

/// `GET sandboxes`: by name, at most `limit`. If there are more, `next` is the `after` of the next
/// page.
struct SandboxList: Sendable {
    private let sandboxes: [Sandbox]
    private let hasMore: Bool

    /// - Parameter all: in order of their names.
    init(of all: [Sandbox], after name: String?, limit: Int) {
        let following = all.drop { sandbox in name.map { sandbox.name <= $0 } ?? false }
        sandboxes = Array(following.prefix(limit))
        hasMore = following.count > limit
    }

    /// True if it takes more than a moment to make.
    var isLong: Bool { sandboxes.count > ListWriter.itemsMax }

    /// Returns the list, or 304 to a client that has it.
    ///
    /// - Parameter line: makes the line of a sandbox.
    func response(to request: HTTPRequest, line: (Sandbox) -> JSON) -> HTTPResponse {
        var bytes = Array("{\"sandboxes\":[".utf8)
        var writer = ListWriter(asLines: false)
        var tag = ContentHash()
        for sandbox in sandboxes {
            let line = line(sandbox)
            tag.add(Self.state(line).encoded)
            writer.append(line, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        if hasMore, let last = sandboxes.last {
            bytes += Array(",\"next\":\(JSON.string(last.name))".utf8)
        }
        bytes.append(UInt8(ascii: "}"))
        tag.add([hasMore ? 1 : 0])
        let etag = "W/\"\(tag.digits)\""
        let fields: HTTPFields = ["ETag": etag, "Cache-Control": "private, no-cache"]
        if request.fields.list("If-None-Match").contains(where: { $0 == etag || $0 == "*" }) {
            return HTTPResponse(status: 304, fields: fields, body: [])
        }
        var response = HTTPResponse(
            status: 200, fields: ["Content-Type": "application/json"], body: bytes)
        for field in fields.lines { response.fields.append(field.name, field.value) }
        return response
    }

    /// The part of a line that an entity tag stands for: not the time of day of a clock that runs.
    private static func state(_ line: JSON) -> JSON {
        guard line["clock"] == "real", var members = line.members else { return line }
        members["now"] = nil
        return .object(members)
    }
}
