package import JSONTree
package import Vocabulary

/// A body in a journal: JSON, or the text of what is not JSON.
package enum RecordedBody: Sendable, Equatable {
    /// The bytes as they came; none for no body.
    case received(KeptBytes)
    /// The bytes of JSON, without white space between values.
    case encoded([UInt8])
    /// Read from a journal.
    indirect case value(JSON)

    /// No body.
    package static let none = RecordedBody.received(KeptBytes([]))

    /// The bytes as they came, kept whole.
    package static func received(_ bytes: [UInt8]) -> RecordedBody { .received(KeptBytes(bytes)) }

    /// The body as JSON; as a string if it is not JSON.
    package var json: JSON {
        switch self {
        case .received(let kept): Self.json(kept.bytes)
        case .encoded(let bytes): (try? JSON(parsing: bytes)) ?? .null
        case .value(let json): json
        }
    }

    /// The body as it came.
    package var bytes: [UInt8] {
        switch self {
        case .received(let kept): kept.bytes
        case .encoded(let bytes): bytes
        case .value(.null): []
        case .value(.string(let text)): Array(text.utf8)
        case .value(let json): json.encoded
        }
    }

    /// Keeps a received body as its difference from one that came before, if there is one like it.
    package mutating func shrink(by bases: inout KeptBases) {
        guard case .received(let bytes) = self else { return }
        self = .received(bases.kept(bytes))
    }

    private static func json(_ bytes: [UInt8]) -> JSON {
        guard !bytes.isEmpty else { return .null }
        return (try? JSON(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
    }
}
