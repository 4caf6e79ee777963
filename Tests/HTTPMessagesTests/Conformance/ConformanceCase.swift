import HTTPMessages
import Testing

/// Bytes that a client sends, and what the standard lets a server make of them.
///
/// `bytes` is written as Latin-1, so that a table can hold any byte: `\u{E9}` is the byte E9.
struct ConformanceCase: Sendable {
    /// The subject of the case in a few words; unique.
    let id: String
    /// Where the standard speaks of it, such as `9112 §5.1`.
    let section: String
    let bytes: [UInt8]
    let limits: HTTPLimits
    let expected: Expected

    enum Expected: Sendable, Equatable {
        /// These requests, and nothing left over.
        case requests([SeenRequest])
        /// These requests, and the beginning of one more.
        case incomplete([SeenRequest])
        /// These requests, then a refusal with this status that says these words.
        case refusal(status: Int, words: String, after: [SeenRequest])
    }

    private init(
        _ id: String, _ section: String, _ bytes: String, _ limits: HTTPLimits,
        _ expected: Expected
    ) {
        self.id = id
        self.section = section
        self.bytes = latin1(bytes)
        self.limits = limits
        self.expected = expected
    }

    /// The bytes are these requests.
    static func reads(
        _ id: String, _ section: String, _ bytes: String, limits: HTTPLimits = HTTPLimits(),
        _ requests: SeenRequest...
    ) -> ConformanceCase {
        ConformanceCase(id, section, bytes, limits, .requests(requests))
    }

    /// The bytes are these requests and the beginning of one more.
    static func waits(
        _ id: String, _ section: String, _ bytes: String, after requests: SeenRequest...
    ) -> ConformanceCase {
        ConformanceCase(id, section, bytes, HTTPLimits(), .incomplete(requests))
    }

    /// After these requests the bytes are refused, with a reason that holds `words`.
    static func refuses(
        _ id: String, _ section: String, _ bytes: String, limits: HTTPLimits = HTTPLimits(),
        after requests: SeenRequest..., status: Int, _ words: String
    ) -> ConformanceCase {
        ConformanceCase(
            id, section, bytes, limits, .refusal(status: status, words: words, after: requests))
    }
}

extension ConformanceCase: CustomTestStringConvertible {
    var testDescription: String { "\(id) (RFC \(section))" }
}

/// The bytes of a text whose characters all stand in Latin-1.
func latin1(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8($0.value) }
}
