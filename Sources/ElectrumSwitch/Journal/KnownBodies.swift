import JSONTree
import Journal
import Synchronization

/// Bodies of late, by which others are read and masked: tills send the same message again and
/// again, with other ids, times and amounts. To parse one and to search it for secrets takes 90,000
/// instructions, a quarter of that by one like it.
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

    /// A masked request of a message that has not ended.
    private struct OpenRequest {
        let request: RecordedBody
        let masking: Masking
        let masked: RecordedBody
    }

    /// By the last digits of the number: of two messages with one place the later has it.
    private let openRequests = Mutex([OpenRequest?](repeating: nil, count: 16))

    /// Returns the request of a record, masked. Until the message ends it is kept: a journal
    /// outside memory has a line when a message arrives, and another when it ends.
    func maskedRequest(of record: RecordedMessage, by masking: Masking) -> RecordedBody {
        let request = record.request
        guard request.byteCount <= Self.bytesMax else { return masked(request, by: masking) }
        let known = openRequests.withLock { $0[record.seq % $0.count] }
        let isKnown = known.map { $0.masking == masking && $0.request == request } ?? false
        let masked = (isKnown ? known?.masked : nil) ?? masked(request, by: masking)
        let open = OpenRequest(request: request, masking: masking, masked: masked)
        openRequests.withLock { $0[record.seq % $0.count] = record.isOpen ? open : nil }
        return masked
    }

    /// Returns a body with every secret in it replaced. Only an object can be masked; anything else
    /// is replaced by its length.
    func masked(_ body: RecordedBody, by masking: Masking) -> RecordedBody {
        let bytes = body.bytes
        guard !bytes.isEmpty else { return .none }
        return masked(bytes, by: masking).map(RecordedBody.encoded)
            ?? .value(.string("\(bytes.count) bytes that are not a JSON object"))
    }

    /// Returns a body by one like it; nil if it is not JSON.
    func body(_ bytes: [UInt8]) -> JSONVariation? {
        for entry in candidates(for: bytes) {
            if let variation = JSONVariation(bytes, of: entry.text) { return variation }
        }
        guard let text = try? JSONText(parsing: bytes) else { return nil }
        keep(Entry(text: text, form: nil))
        return JSONVariation(text)
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
