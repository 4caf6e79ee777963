/// A set of characters: any of ASCII, and all or none beyond.
struct CharacterClass: Sendable, Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var holdsOthers = false

    static let digit = CharacterClass("0"..."9")

    /// The class `.`: every character but a line terminator (ECMA-262).
    static let any: CharacterClass = {
        var all = CharacterClass("\0"..."\u{7F}")
        all.low &= ~(1 << 0x0A | 1 << 0x0D)
        all.holdsOthers = true
        return all
    }()

    init() {}

    /// - Precondition: the range is of ASCII.
    init(_ range: ClosedRange<Unicode.Scalar>) {
        for value in range.lowerBound.value...range.upperBound.value {
            if value < 64 {
                low |= 1 << UInt64(value)
            } else {
                high |= 1 << UInt64(value - 64)
            }
        }
    }

    mutating func formUnion(_ other: CharacterClass) {
        low |= other.low
        high |= other.high
        holdsOthers = holdsOthers || other.holdsOthers
    }

    func isDisjoint(with other: CharacterClass) -> Bool {
        low & other.low == 0 && high & other.high == 0 && !(holdsOthers && other.holdsOthers)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<64: low >> UInt64(scalar.value) & 1 == 1
        case 64..<128: high >> UInt64(scalar.value - 64) & 1 == 1
        case 0x2028, 0x2029: false
        default: holdsOthers
        }
    }
}
