import CZlib

/// Decompresses gzip (RFC 1952), one body after the other: zlib's state is reset instead of made
/// anew. Confined to one isolation domain.
final class GzipDecoder {
    /// 15 for a window of 32 KiB, 16 for gzip and nothing else.
    private static let windowBits: Int32 = 15 + 16
    private static let pieceBytes = 16_384

    /// zlib keeps a pointer to it, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        precondition(
            CZlib_inflateInit2(stream, Self.windowBits) == Z_OK, "no memory for a gzip decoder")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Decompresses a body of one or more members. Memory is proportional to `expandedMax`,
    /// whatever the body would expand to.
    func decode(_ body: [UInt8], expandedMax: Int) throws(GzipError) -> [UInt8] {
        inflateReset(stream)
        var expanded: [UInt8] = []
        let failure = body.withUnsafeBufferPointer { body in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: body.baseAddress)
            stream.pointee.avail_in = UInt32(body.count)
            return inflateAll(into: &expanded, expandedMax: expandedMax)
        }
        if let failure { throw failure }
        return expanded
    }

    private func inflateAll(into expanded: inout [UInt8], expandedMax: Int) -> GzipError? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.pieceBytes) { piece in
            while true {
                stream.pointee.next_out = piece.baseAddress
                stream.pointee.avail_out = UInt32(piece.count)
                let status = inflate(stream, Z_NO_FLUSH)
                let count = piece.count - Int(stream.pointee.avail_out)
                guard expanded.count + count <= expandedMax else {
                    return .tooLarge(expandedMax: expandedMax)
                }
                expanded.append(contentsOf: piece[..<count])
                switch status {
                case Z_OK: continue
                case Z_STREAM_END where stream.pointee.avail_in == 0: return nil
                case Z_STREAM_END: inflateReset(stream)
                case Z_BUF_ERROR: return .truncated
                default: return .corrupt(reason: reason)
                }
            }
        }
    }

    private var reason: String {
        stream.pointee.msg.map { String(cString: $0) } ?? "not gzip"
    }
}

/// A reason why a gzip body cannot be expanded. `description` is for the developer of the client.
enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The expanded body would exceed the limit.
    case tooLarge(expandedMax: Int)
    /// The bytes are not gzip, or are damaged.
    case corrupt(reason: String)
    /// The body ends too early.
    case truncated

    /// The failure in one line.
    var description: String {
        switch self {
        case .tooLarge(let expandedMax): "the gzip body expands to more than \(expandedMax) bytes"
        case .corrupt(let reason): "the gzip body is corrupt: \(reason)"
        case .truncated: "the gzip body is cut short"
        }
    }
}
