/// A decimal number as written, digits and at most one point, kept exact.
struct Decimal {
    private let digits: UInt64
    private let divisor: UInt64

    init?(_ text: Substring) {
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
    func scaled(by factor: Int64) -> Int64? {
        let product = digits.multipliedFullWidth(by: UInt64(factor))
        guard product.high < divisor else { return nil }
        return Int64(exactly: divisor.dividingFullWidth(product).quotient)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
