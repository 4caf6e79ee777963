/// A ZIP archive in memory (APPNOTE 6.3), whose entries are compressed and bear one time, so that
/// the same content makes the same bytes.
package struct ZipArchive {
    /// The content of an entry as gzip has it (RFC 1952): ZIP keeps the same stream and checksum.
    fileprivate struct Entry {
        let name: [UInt8]
        let stream: ArraySlice<UInt8>
        let checksum: UInt32
        let byteCount: UInt32
        let offset: UInt32
    }

    private let gzip: ([UInt8]) -> [UInt8]
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []

    /// The largest content of an entry, in bytes; beyond it, and for an archive beyond 4 GiB, a
    /// reader would need ZIP64.
    package static let entryBytesMax = 1024 * 1024 * 1024

    /// - Parameter gzip: compresses bytes with a header of ten bytes, as zlib does.
    package init(gzip: @escaping ([UInt8]) -> [UInt8]) {
        self.gzip = gzip
    }

    /// Adds a file.
    ///
    /// - Precondition: the content has at most `entryBytesMax` bytes, and all together 3 GiB.
    package mutating func add(_ name: String, _ content: [UInt8]) {
        precondition(content.count <= Self.entryBytesMax)
        let packed = gzip(content)
        let trailer = packed.count - Self.gzipTrailerBytes
        let entry = Entry(
            name: Array(name.utf8), stream: packed[Self.gzipHeaderBytes..<trailer],
            checksum: packed[trailer..<trailer + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) },
            byteCount: UInt32(content.count), offset: UInt32(bytes.count))
        entries.append(entry)
        bytes.append32(0x0403_4B50)
        bytes.append(entry.common)
        bytes += entry.name
        bytes += entry.stream
    }

    /// The archive with its directory.
    package var encoded: [UInt8] {
        var archive = bytes
        for entry in entries {
            archive.append32(0x0201_4B50)
            archive.append16(Self.version)
            archive.append(entry.common)
            // No comment, first disk, a binary file with the rights of a plain one.
            for value: UInt16 in [0, 0, 0] { archive.append16(value) }
            archive.append32(0o100644 << 16)
            archive.append32(entry.offset)
            archive += entry.name
        }
        let directoryBytes = UInt32(archive.count - bytes.count)
        archive.append32(0x0605_4B50)
        for value in [0, 0, UInt16(entries.count), UInt16(entries.count)] {
            archive.append16(value)
        }
        archive.append32(directoryBytes)
        archive.append32(UInt32(bytes.count))
        archive.append16(0)
        return archive
    }

    private static let gzipHeaderBytes = 10
    private static let gzipTrailerBytes = 8
    /// Made on Unix, by version 2.0 of the format.
    private static let version: UInt16 = 3 << 8 | 20
}

extension ZipArchive.Entry {
    /// The fields that the local header and the directory share.
    fileprivate var common: [UInt8] {
        var fields: [UInt8] = []
        // Version 2.0 is needed; names are UTF-8; deflate.
        for value: UInt16 in [20, 1 << 11, 8] { fields.append16(value) }
        // The first time that the format knows: midnight, 1 January 1980.
        for value: UInt16 in [0, 1 << 5 | 1] { fields.append16(value) }
        fields.append32(checksum)
        fields.append32(UInt32(stream.count))
        fields.append32(byteCount)
        fields.append16(UInt16(name.count))
        fields.append16(0)
        return fields
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func append32(_ value: UInt32) {
        append16(UInt16(truncatingIfNeeded: value))
        append16(UInt16(truncatingIfNeeded: value >> 16))
    }

    fileprivate mutating func append(_ bytes: [UInt8]) { self += bytes }
}
