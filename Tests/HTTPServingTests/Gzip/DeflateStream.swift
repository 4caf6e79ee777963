import CZlib

/// gzip made piece by piece by zlib itself: bodies that the encoder never makes.
enum DeflateStream {
    /// One member that expands to that many mebibytes of zeros, without its true checksum.
    static func bomb(mebibytes: Int) -> [UInt8] {
        var stream = z_stream()
        CZlib_deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY)
        defer { deflateEnd(&stream) }
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        // A full flush ends on a byte and forgets what came before: what it made can be repeated.
        let mebibyte = deflated(zeros, &stream, Z_FULL_FLUSH)
        let end = deflated([], &stream, Z_FINISH)
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        for _ in 0..<mebibytes { member += mebibyte }
        return member + end + [UInt8](repeating: 0, count: 8)
    }

    private static func deflated(_ bytes: [UInt8], _ stream: inout z_stream, _ flush: Int32)
        -> [UInt8]
    {
        bytes.withUnsafeBufferPointer { bytes in
            stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
            stream.avail_in = UInt32(bytes.count)
            return [UInt8](unsafeUninitializedCapacity: 8_192) { target, count in
                stream.next_out = target.baseAddress
                stream.avail_out = 8_192
                deflate(&stream, flush)
                count = 8_192 - Int(stream.avail_out)
            }
        }
    }
}
