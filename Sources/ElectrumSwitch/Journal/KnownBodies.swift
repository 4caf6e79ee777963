import JSONTree
import Synchronization

/// Bodies of late, by which others are read and masked: tills send the same message again and
/// again, with other ids, times and amounts, and each is in two lines of a journal. To parse one
/// and to search it for secrets takes 90,000 instructions, to compare it a tenth of that.
final class KnownBodies: Sendable {
    private struct Entry {
        let text: JSONText
        /// Nil where nobody has asked for it masked.
        let form: MaskedForm?
    }

    /// Those of all journals and logs.
    static let shared = KnownBodies()

    /// The largest body that is kept, in bytes, and in values and names.
    static let bytesMax = 8 * 1024
    private static let countMax = 1024
    /// Two bodies are kept for each class of lengths, the latest first.
    private static let classCount = 64
    private static let bytesPerClass = 32

    private let entries = Mutex(
        [(first: Entry?, second: Entry?)](repeating: (nil, nil), count: classCount))

    /// Returns a body as a text; nil if it is none.
    func text(of bytes: [UInt8]) -> JSONText? {
        for entry in candidates(for: bytes) {
            if let variation = JSONVariation(bytes, of: entry.text) { return variation.text }
        }
        guard let text = try? JSONText(parsing: bytes) else { return nil }
        keep(Entry(text: text, form: nil))
        return text
    }

    /// Returns a body with every secret in it replaced; nil if it is not an object.
    func masked(_ bytes: [UInt8], by masking: Masking) -> [UInt8]? {
        var writer = JSONWriter(capacity: bytes.count + 64)
        for entry in candidates(for: bytes) {
            guard let form = entry.form, let body = JSONVariation(bytes, of: entry.text),
                form.write(body, by: masking, to: &writer)
            else { continue }
            return writer.bytes
        }
        guard let text = try? JSONText(parsing: bytes), text.kind(of: text.root) == .object else {
            return nil
        }
        let form = MaskedForm(of: text, by: masking)
        keep(Entry(text: text, form: form))
        form.write(to: &writer)
        return writer.bytes
    }

    /// The number of bodies that are kept.
    var keptCount: Int {
        entries.withLock { pairs in
            pairs.reduce(0) { $0 + ($1.first == nil ? 0 : 1) + ($1.second == nil ? 0 : 1) }
        }
    }

    private func candidates(for bytes: [UInt8]) -> [Entry] {
        let pair = entries.withLock { $0[Self.index(ofLength: bytes.count)] }
        return [pair.first, pair.second].compactMap(\.self)
    }

    private func keep(_ entry: Entry) {
        let length = entry.text.bytes.count
        guard length <= Self.bytesMax, entry.text.count <= Self.countMax else { return }
        let index = Self.index(ofLength: length)
        entries.withLock { $0[index] = (entry, $0[index].first) }
    }

    private static func index(ofLength length: Int) -> Int {
        length / bytesPerClass % classCount
    }
}
