import Glibc
import Synchronization

/// The request heads of late as they were parsed, since a client repeats its head with nearly every
/// message, and others send the same: comparing one costs a tenth of parsing it.
final class KnownHeads: Sendable {
    private struct Entry {
        let bytes: [UInt8]
        let head: RequestHead

        func isPrefix(of other: UnsafeRawBufferPointer) -> Bool {
            guard other.count >= bytes.count else { return false }
            return bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, let other = other.baseAddress else {
                    return false
                }
                return memcmp(start, other, bytes.count) == 0
            }
        }
    }

    private static let entriesMax = 8
    /// The length of the longest head that is kept, in bytes.
    private static let bytesMax = 2 * 1024

    /// The head that was asked for last comes first.
    private let entries = Mutex<[Entry]>([])

    /// Returns the head with which the bytes begin, and its length.
    func head(of bytes: ArraySlice<UInt8>) -> (head: RequestHead, count: Int)? {
        bytes.withUnsafeBytes { bytes in
            entries.withLock { entries in
                guard let index = entries.firstIndex(where: { $0.isPrefix(of: bytes) }) else {
                    return nil
                }
                if index > 0 { entries.swapAt(0, index) }
                return (entries[0].head, entries[0].bytes.count)
            }
        }
    }

    /// Keeps a head.
    func note(_ head: RequestHead, from bytes: ArraySlice<UInt8>) {
        guard bytes.count <= Self.bytesMax else { return }
        let entry = Entry(bytes: Array(bytes), head: head)
        entries.withLock { entries in
            if entries.count == Self.entriesMax { entries.removeLast() }
            entries.insert(entry, at: 0)
        }
    }
}
