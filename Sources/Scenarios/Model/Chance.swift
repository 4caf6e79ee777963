import Vocabulary

/// A probability, in parts per thousand million.
struct Chance: Sendable, Equatable {
    private static let whole: Int64 = 1_000_000_000
    private let parts: Int64

    /// Parses `10%`; above 0% and up to 100%.
    init(parsing text: String) throws(Complaint) {
        guard text.hasSuffix("%") else {
            throw Complaint("`\(text)` is not a valid percentage", hint: "a chance is written 10%")
        }
        guard let parts = Decimal(text.dropLast())?.scaled(by: Self.whole / 100) else {
            throw Complaint("`\(text)` is not a valid percentage", hint: "a chance is written 10%")
        }
        guard parts > 0 else { throw Complaint("a chance of \(text) never happens") }
        guard parts <= Self.whole else {
            throw Complaint("a chance cannot be more than 100%, but is \(text)")
        }
        self.parts = parts
    }

    /// True if it always happens.
    var isCertain: Bool { parts == Self.whole }

    /// Returns true if it happens, given 64 random bits.
    func includes(_ bits: UInt64) -> Bool {
        bits.multipliedFullWidth(by: UInt64(Self.whole)).high < UInt64(parts)
    }
}

extension Chance: CustomStringConvertible {
    /// As a scenario file writes it: `10%`, `0.5%`.
    var description: String {
        let percent = Self.whole / 100
        return parts % percent == 0
            ? "\(parts / percent)%" : "\(Double(parts) / Double(percent))%"
    }
}
