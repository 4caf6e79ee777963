import HTTPMessages
import JSONTree

/// `GET sandboxes`: by name, at most `limit`. If there are more, `next` is the `after` of the next
/// page.
struct SandboxList: AnswerParts {
    private let sandboxes: [Sandbox]
    private let hasMore: Bool
    private let line: @Sendable (Sandbox) -> JSON
    private var writer = ListWriter(asLines: false)
    private var position = 0

    /// - Parameters:
    ///   - all: in order of their names.
    ///   - line: makes the line of a sandbox.
    init(
        of all: [Sandbox], after name: String?, limit: Int,
        line: @escaping @Sendable (Sandbox) -> JSON
    ) {
        let following = all.drop { sandbox in name.map { sandbox.name <= $0 } ?? false }
        sandboxes = Array(following.prefix(limit))
        hasMore = following.count > limit
        self.line = line
    }

    var contentType: String { "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if position == 0 { bytes += Array("{\"sandboxes\":[".utf8) }
        let page = sandboxes[position...].prefix(ListWriter.itemsMax)
        for sandbox in page { writer.append(line(sandbox), to: &bytes) }
        position += page.count
        guard position == sandboxes.count else { return true }
        bytes.append(UInt8(ascii: "]"))
        if hasMore, let last = sandboxes.last {
            bytes += Array(",\"next\":\(JSON.string(last.name))".utf8)
        }
        bytes.append(UInt8(ascii: "}"))
        return false
    }
}
