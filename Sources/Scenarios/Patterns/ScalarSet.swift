/// A set of Unicode scalars, as the classes of a pattern are.
struct ScalarSet: Sendable, Equatable {
    /// In order, neither overlapping nor touching.
    private var ranges: [ClosedRange<UInt32>] = []
    /// A bitmap of the first 128 scalars, for speed.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    private static let last = UInt32(0x10_FFFF)

    /// `\d`: the digits of ASCII.
    static let digits = ScalarSet([0x30...0x39])
    /// `\w`: letters and digits of ASCII, and the underscore.
    static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// `\s`: the white space of ASCII.
    static let spaces = ScalarSet([0x09...0x0D, 0x20...0x20])
    /// `.`: everything but the ends of lines (ECMA-262).
    static let anyButLineEnds = ScalarSet([
        0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029,
    ]).inverted

    init(_ scalar: Unicode.Scalar) {
        self.init([scalar.value...scalar.value])
    }

    init(_ ranges: [ClosedRange<UInt32>]) {
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 else {
                self.ranges.append(range)
                continue
            }
            let end = max(last.upperBound, range.upperBound)
            self.ranges[self.ranges.count - 1] = last.lowerBound...end
        }
        for value in UInt32(0)..<128 where isInRanges(value) {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
    }

    /// All scalars that are in one of the sets.
    static func union(_ sets: [ScalarSet]) -> ScalarSet {
        ScalarSet(sets.flatMap(\.ranges))
    }

    /// All scalars that are not in the set.
    var inverted: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { gaps.append(next...Self.last) }
        return ScalarSet(gaps)
    }

    /// The set with both cases of each ASCII letter.
    var ignoringCase: ScalarSet {
        let letters = (UInt32(0x41)...0x5A).filter { isInRanges($0) || isInRanges($0 + 0x20) }
        return ScalarSet(ranges + letters.flatMap { [$0...$0, ($0 + 0x20)...($0 + 0x20)] })
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<64: low >> UInt64(scalar.value) & 1 == 1
        case ..<128: high >> UInt64(scalar.value - 64) & 1 == 1
        default: isInRanges(scalar.value)
        }
    }

    private func isInRanges(_ value: UInt32) -> Bool {
        var (from, to) = (0, ranges.count)
        while from < to {
            let middle = (from + to) / 2
            if ranges[middle].upperBound < value { from = middle + 1 } else { to = middle }
        }
        return from < ranges.count && ranges[from].lowerBound <= value
    }
}
