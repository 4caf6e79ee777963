import Glibc

/// PEM text (RFC 7468), and where it came from, so that a mistake in it can be named.
public struct PEMText: Sendable, Equatable {
    private static let bytesMax = 1 << 20

    /// The file, or what else the text came from.
    public let source: String
    /// The text.
    public let bytes: [UInt8]

    init(source: String, bytes: [UInt8]) {
        self.source = source
        self.bytes = bytes
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads a file of at most 1 MiB, without the byte order marks that editors put in front of
    /// its lines. What it holds is not looked at otherwise.
    public init(file: String) throws(TLSConfigurationError) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(file) : Self.unreadable(file)
        }
        defer { close(descriptor) }
        source = file
        bytes = Self.withoutMarks(try Self.read(descriptor, of: file))
    }

    /// What the blocks are, in order: `CERTIFICATE`, `EC PRIVATE KEY` …
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

    /// Files that were put together may have a mark before each part, where OpenSSL would not find
    /// the block.
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
