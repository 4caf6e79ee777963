/// The parts of a response that the driver checks.
struct Answer {
    let status: Int
    /// Bytes of head and body together.
    let length: Int

    /// Reads a response that is framed by Content-Length; nil while it is incomplete.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var contentLength = 0
        var lineStart = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            let line = bytes[lineStart...index]
            lineStart = index + 1
            if line.count <= 2 {
                status = Self.number(in: bytes[..<min(12, index)].dropFirst(9))
                length = lineStart + contentLength
                guard length <= bytes.count else { return nil }
                return
            }
            if Self.isContentLength(line) { contentLength = Self.number(in: line.dropFirst(15)) }
        }
        return nil
    }

    private static func isContentLength(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        line.count > 15
            && zip(line, "content-length:".utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private static func number(in text: Slice<UnsafeRawBufferPointer>) -> Int {
        text.reduce(0) { number, byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                ? number * 10 + Int(byte - UInt8(ascii: "0")) : number
        }
    }
}
