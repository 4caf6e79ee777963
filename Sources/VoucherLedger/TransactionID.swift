package import Vocabulary

/// The UUID of a transaction: 128 bits, so that ids that differ only in case are equal (RFC 9562
/// section 4). Version and variant are not checked (contract.md section 4.6).
package struct TransactionID: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes.
    let high: UInt64
    /// The last eight bytes.
    let low: UInt64

    /// No transaction: the nil UUID (RFC 9562 section 5.9).
    package static let none = TransactionID(high: 0, low: 0)

    /// Parses hexadecimal 8-4-4-4-12 in any case; nil for anything else.
    package init?(_ text: String) {
        guard let bits = UUIDText.bits(of: text) else { return nil }
        self.init(high: bits.high, low: bits.low)
    }

    /// The UUID that somebody wrote; nil for anything else.
    package init?(_ written: KeptText) {
        guard let bits = written.uuid else { return nil }
        self.init(high: bits.high, low: bits.low)
    }

    /// The hash in an index of numbers.
    package var indexHash: Int { IndexHash.of(high, low) }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id in lower case, 8-4-4-4-12.
    package var description: String { UUIDText.text(of: (high, low)) }
}

extension Draw {
    /// A generator for one transaction.
    package init(seed: UInt64, purpose: StaticString, _ id: TransactionID, text: String = "") {
        self.init(seed: seed, purpose: purpose, numbers: (id.high, id.low), text: text)
    }
}
