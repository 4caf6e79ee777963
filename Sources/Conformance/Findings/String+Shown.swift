extension String {
    /// A text of the till as findings show it: bounded, and without possible card numbers (13 to 19
    /// digits that pass Luhn's check).
    var shown: String {
        let head = unicodeScalars.prefix(Self.shownMax)
        let text = head.endIndex == unicodeScalars.endIndex ? self : "\(String(head))…"
        var result = ""
        var digits = ""
        for scalar in text.unicodeScalars {
            if ("0"..."9").contains(scalar) {
                digits.unicodeScalars.append(scalar)
            } else {
                result += digits.mayBeCardNumber ? "…" : digits
                digits = ""
                result.unicodeScalars.append(scalar)
            }
        }
        return result + (digits.mayBeCardNumber ? "…" : digits)
    }

    private static let shownMax = 160

    private var mayBeCardNumber: Bool {
        guard (13...19).contains(utf8.count) else { return false }
        let sum = utf8.reversed().enumerated().reduce(0) { sum, digit in
            let value = Int(digit.element) - Int(UInt8(ascii: "0"))
            guard digit.offset % 2 == 1 else { return sum + value }
            return sum + (value > 4 ? 2 * value - 9 : 2 * value)
        }
        return sum % 10 == 0
    }
}
