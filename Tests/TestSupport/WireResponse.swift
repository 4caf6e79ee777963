/// A response as it came over the wire, read without the code under test.
package struct WireResponse: Sendable {
    /// The status code.
    package let status: Int
    /// The header lines.
    package let lines: [String]
    /// The content.
    package let body: [UInt8]

    /// A response with these parts.
    package init(status: Int, lines: [String], body: [UInt8]) {
        self.status = status
        self.lines = lines
        self.body = body
    }

    /// The content as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first line with this name, in any case.
    package subscript(name: String) -> String? {
        lines.lazy.compactMap { line -> String? in
            guard let colon = line.firstIndex(of: ":"),
                line[..<colon].lowercased() == name.lowercased()
            else { return nil }
            let value = line[line.index(after: colon)...]
            return String(value.drop { $0 == " " })
        }.first
    }

    /// The first response in the bytes, and how many bytes it takes; nil while it is incomplete.
    ///
    /// - Parameter hasBody: false for the answer to HEAD, whose Content-Length is another's.
    static func parse(_ bytes: [UInt8], hasBody: Bool) -> (WireResponse, Int)? {
        guard let end = endOfHead(bytes) else { return nil }
        let lines = String(decoding: bytes[..<(end - 4)], as: UTF8.self)
            .split(separator: "\r\n").map(String.init)
        let words = lines.first?.split(separator: " ") ?? []
        let head = WireResponse(
            status: words.count > 1 ? Int(words[1]) ?? 0 : 0, lines: Array(lines.dropFirst()),
            body: [])
        if hasBody, head["Transfer-Encoding"] == "chunked" {
            switch chunks(bytes[end...]) {
            case .whole(let body, let length):
                return (
                    WireResponse(status: head.status, lines: head.lines, body: body), end + length
                )
            case .incomplete: return nil
            case .malformed: break
            }
        }
        let length = hasBody ? head["Content-Length"].flatMap { Int($0) } ?? 0 : 0
        guard bytes.count >= end + length else { return nil }
        let body = Array(bytes[end..<(end + length)])
        return (WireResponse(status: head.status, lines: head.lines, body: body), end + length)
    }

    private enum Chunks {
        case whole([UInt8], length: Int)
        case incomplete
        case malformed
    }

    /// The content of a chunked body, and how many bytes it takes.
    private static func chunks(_ bytes: ArraySlice<UInt8>) -> Chunks {
        var body: [UInt8] = []
        var rest = bytes
        while let end = rest.firstIndex(of: 13) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            guard let size = Int(line, radix: 16) else { return .malformed }
            guard rest.endIndex - end >= size + 4 else { return .incomplete }
            body += rest[(end + 2)..<(end + 2 + size)]
            rest = rest[(end + 4 + size)...]
            if size == 0 { return .whole(body, length: rest.startIndex - bytes.startIndex) }
        }
        return .incomplete
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst(3).first { index in
            bytes[index] == 10 && bytes[index - 1] == 13 && bytes[index - 2] == 10
                && bytes[index - 3] == 13
        }.map { $0 + 1 }
    }
}
