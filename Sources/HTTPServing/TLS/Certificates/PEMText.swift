import Glibc

/// PEM text (RFC 7468) with its source, so that mistakes can be located.
package struct PEMText: Sendable, Equatable {
    private static let bytesMax = 1 << 20

    /// The file, or another source of the text.
    package let source: String
    /// The text.
    package let bytes: [UInt8]

    init(source: String, bytes: [UInt8]) {
        self.source = source
        self.bytes = bytes
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads a file of at most 1 MiB, without the byte order marks that some editors add. The
    /// content is not validated.
    package init(file: String) throws(TLSConfigurationError) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(file) : Self.unreadable(file)
        }
        defer { close(descriptor) }
        source = file
        bytes = Self.withoutMarks(try Self.read(descriptor, of: file))
    }

    /// The labels of the blocks, in order: `CERTIFICATE`, `EC PRIVATE KEY` …
    var labels: [Substring] {
        let begin = "-----BEGIN "
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { $0.hasPrefix(begin) }
            .map { $0.dropFirst(begin.count).prefix { $0 != "-" } }
    }

    private static func read(_ descriptor: Int32, of file: String) throws(TLSConfigurationError)
        -> [UInt8]
    {
        let pieceBytes = 16_384
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let count = Glibc.read(descriptor, &piece, pieceBytes)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(file) }
            if count == 0 { return bytes }
            bytes += piece.prefix(count)
            guard bytes.count <= bytesMax else { throw .tooLarge(file, bytesMax: bytesMax) }
        }
    }

    /// Returns the bytes without byte order marks: concatenated files may have one before each
    /// part, where OpenSSL would not find the block.
    private static func withoutMarks(_ bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        for index in lines.indices where lines[index].starts(with: byteOrderMark) {
            lines[index] = lines[index].dropFirst(byteOrderMark.count)
        }
        return Array(lines.joined(separator: [10]))
    }

    private static func unreadable(_ file: String) -> TLSConfigurationError {
        .unreadable(file, reason: String(cString: strerror(errno)))
    }
}
