import Vocabulary

/// The request heads of late as they were parsed, since a client repeats its head with nearly every
/// message, and others send the same: comparing one costs a tenth of parsing it.
struct KnownHeads {
    private struct Entry {
        let bytes: [UInt8]
        let head: RequestHead

        func isPrefix(of other: ArraySlice<UInt8>) -> Bool {
            bytes.withUnsafeBytes { bytes in
                other.withUnsafeBytes { bytes.equalCount(with: $0) == bytes.count }
            }
        }
    }

    private static let entriesMax = 8
    /// The length of the longest head that is kept, in bytes.
    private static let bytesMax = 2 * 1024

    private var entries: [Entry] = []
    /// The index of the entry that makes room for the next, once there are enough.
    private var oldest = 0

    /// Returns the head with which the bytes begin, and its length.
    func head(of bytes: ArraySlice<UInt8>) -> (head: RequestHead, count: Int)? {
        guard let index = entries.firstIndex(where: { $0.isPrefix(of: bytes) }) else { return nil }
        return (entries[index].head, entries[index].bytes.count)
    }

    /// Keeps a head.
    mutating func note(_ head: RequestHead, from bytes: ArraySlice<UInt8>) {
        guard bytes.count <= Self.bytesMax else { return }
        let entry = Entry(bytes: Array(bytes), head: head)
        guard entries.count == Self.entriesMax else { return entries.append(entry) }
        entries[oldest] = entry
        oldest = (oldest + 1) % Self.entriesMax
    }
}
