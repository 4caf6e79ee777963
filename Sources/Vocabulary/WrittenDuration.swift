/// Durations as people write them: a decimal number and a unit, `250ms`, `1.5s`, `2m`, `1h` or
/// `1095d`.
package enum WrittenDuration {
    /// Why a text is not a valid duration.
    package enum Fault: Error {
        case isNegative
        case isNoNumber
        case hasNoUnit
        case hasUnknownUnit(String)
        case isTooLong
    }

    /// The units, the longest first.
    fileprivate static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
        ("s", 1_000_000_000), ("ms", 1_000_000),
    ]

    /// The longest duration; a longer one is taken as a mistake. It also keeps sums far from
    /// overflow.
    package static let longest = Duration.seconds(36_500 * 86_400)
}

extension Duration {
    /// Reads a duration as it is written; never negative.
    package init(written text: String) throws(WrittenDuration.Fault) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        let unit = text.dropFirst(number.count)
        guard !number.hasPrefix("-") else { throw .isNegative }
        guard !number.isEmpty, let decimal = Decimal(number) else { throw .isNoNumber }
        guard !unit.isEmpty else { throw .hasNoUnit }
        guard let scale = WrittenDuration.units.first(where: { $0.name == unit })?.nanoseconds
        else { throw .hasUnknownUnit(String(unit)) }
        guard let nanoseconds = decimal.scaled(by: scale),
            .nanoseconds(nanoseconds) <= WrittenDuration.longest
        else { throw .isTooLong }
        self = .nanoseconds(nanoseconds)
    }

    /// As it is written, in the longest unit that divides it: `250ms`, `90s`, `1095d`.
    package var written: String {
        let nanoseconds = nanoseconds
        guard nanoseconds != 0 else { return "0ms" }
        for unit in WrittenDuration.units where nanoseconds % unit.nanoseconds == 0 {
            return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
        }
        return "\(Double(nanoseconds) / 1_000_000)ms"
    }
}

/// A decimal number as written, digits and at most one point, kept exact.
package struct Decimal {
    private let digits: UInt64
    private let divisor: UInt64

    package init?(_ text: Substring) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 18,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }),
            let digits = UInt64(parts.joined())
        else { return nil }
        self.digits = digits
        let places = parts.count == 2 ? parts[1].utf8.count : 0
        divisor = (0..<places).reduce(1) { power, _ in power * 10 }
    }

    /// The number times `factor`, rounded down; nil when it does not fit.
    package func scaled(by factor: Int64) -> Int64? {
        let product = digits.multipliedFullWidth(by: UInt64(factor))
        guard product.high < divisor else { return nil }
        return Int64(exactly: divisor.dividingFullWidth(product).quotient)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
