/// An id as somebody wrote it. Nearly all are UUIDs in lower case, of which 16 bytes are kept.
package struct WrittenID: Sendable, Equatable {
    private enum Form: Equatable {
        case canonical(high: UInt64, low: UInt64)
        case other(String)
    }

    private let form: Form

    /// An id of any spelling, a UUID or not.
    package init(_ text: String) {
        if let bits = UUIDText.bits(of: text), !text.hasCapitals {
            form = .canonical(high: bits.high, low: bits.low)
        } else {
            form = .other(text)
        }
    }

    /// The id as it was written.
    package var text: String {
        switch form {
        case .canonical(let high, let low): UUIDText.text(of: (high, low))
        case .other(let text): text
        }
    }

    /// The text where it is kept as such; nil for a UUID in lower case.
    package var keptText: String? {
        switch form {
        case .canonical: nil
        case .other(let text): text
        }
    }

    /// The 128 bits of a UUID; nil for anything else.
    package var uuid: (high: UInt64, low: UInt64)? {
        switch form {
        case .canonical(let high, let low): (high, low)
        case .other(let text): UUIDText.bits(of: text)
        }
    }
}
