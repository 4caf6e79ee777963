/// A length of time on the sandbox clock, in nanoseconds; never negative when read from a file.
public struct Timespan: Sendable, Hashable, Comparable {
    /// The length in nanoseconds.
    public let nanoseconds: Int64

    /// No time at all.
    public static let zero = Timespan(nanoseconds: 0)

    /// A length given in nanoseconds.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A length given in seconds.
    public static func seconds(_ count: Int64) -> Timespan {
        Timespan(nanoseconds: count * 1_000_000_000)
    }

    /// A length given in milliseconds.
    public static func milliseconds(_ count: Int64) -> Timespan {
        Timespan(nanoseconds: count * 1_000_000)
    }

    /// Reads a length as scenario files write it, `250ms`; nil for anything else.
    public init?(_ text: String) {
        try? self.init(parsing: text)
    }

    /// Compares lengths.
    public static func < (left: Timespan, right: Timespan) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension Timespan {
    /// The units of a scenario file, the longest first.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
        ("s", 1_000_000_000), ("ms", 1_000_000),
    ]

    /// Longer waits are taken for a slip of the pen; also keeps sums far from overflow.
    static let longest = Timespan(nanoseconds: 36_500 * 86_400_000_000_000)

    /// Reads `250ms`, `1.5s`, `2m`, `1h` or `1095d`.
    init(parsing text: String) throws(Complaint) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        let unit = text.dropFirst(number.count)
        guard !number.hasPrefix("-") else {
            throw Complaint("a duration cannot be negative: `\(text)`")
        }
        guard !number.isEmpty, let decimal = Decimal(number) else {
            throw Complaint("`\(text)` is no duration", hint: Self.advice)
        }
        guard !unit.isEmpty else {
            throw Complaint("the duration `\(text)` has no unit", hint: Self.advice)
        }
        guard let scale = Self.units.first(where: { $0.name == unit })?.nanoseconds else {
            throw Complaint("unknown unit `\(unit)` in the duration `\(text)`", hint: Self.advice)
        }
        guard let nanoseconds = decimal.scaled(by: scale), nanoseconds <= Self.longest.nanoseconds
        else {
            throw Complaint("the duration `\(text)` is longer than 36500d")
        }
        self.init(nanoseconds: nanoseconds)
    }

    private static let advice = "durations carry a unit, e.g. 250ms (ms, s, m, h or d)"
}

extension Timespan: CustomStringConvertible {
    /// As a scenario file writes it: `250ms`, `90s`, `1095d`.
    public var description: String {
        guard nanoseconds != 0 else { return "0ms" }
        for unit in Self.units where nanoseconds % unit.nanoseconds == 0 {
            return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
        }
        return "\(Double(nanoseconds) / 1_000_000)ms"
    }
}
