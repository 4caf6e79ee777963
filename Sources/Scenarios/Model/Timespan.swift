import Vocabulary

/// A length of time on the sandbox clock, in nanoseconds; never negative when read from a file.
package struct Timespan: Sendable, Hashable, Comparable {
    /// The length in nanoseconds.
    package let nanoseconds: Int64

    /// No time at all.
    package static let zero = Timespan(nanoseconds: 0)

    /// A length given in nanoseconds.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A length given in seconds.
    package static func seconds(_ count: Int64) -> Timespan {
        Timespan(nanoseconds: count * 1_000_000_000)
    }

    /// A length given in milliseconds.
    package static func milliseconds(_ count: Int64) -> Timespan {
        Timespan(nanoseconds: count * 1_000_000)
    }

    /// Reads a length as scenario files write it, `250ms`; nil for anything else.
    package init?(_ text: String) {
        try? self.init(parsing: text)
    }

    /// Compares lengths.
    package static func < (left: Timespan, right: Timespan) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension Timespan {
    /// The longest that a file can say.
    static let longest = Timespan(nanoseconds: WrittenDuration.longestNs)

    /// Parses `250ms`, `1.5s`, `2m`, `1h` or `1095d`.
    init(parsing text: String) throws(Complaint) {
        do throws(WrittenDuration.Fault) {
            self.init(nanoseconds: try WrittenDuration(text).nanoseconds)
        } catch {
            switch error {
            case .isNegative: throw Complaint("a duration cannot be negative: `\(text)`")
            case .isNoNumber:
                throw Complaint("`\(text)` is not a valid duration", hint: Self.advice)
            case .hasNoUnit:
                throw Complaint("the duration `\(text)` has no unit", hint: Self.advice)
            case .hasUnknownUnit(let unit):
                throw Complaint(
                    "unknown unit `\(unit)` in the duration `\(text)`", hint: Self.advice)
            case .isTooLong: throw Complaint("the duration `\(text)` is longer than 36500d")
            }
        }
    }

    private static let advice = "durations carry a unit, e.g. 250ms (ms, s, m, h or d)"
}

extension Timespan: CustomStringConvertible {
    /// As a scenario file writes it: `250ms`, `90s`, `1095d`.
    package var description: String {
        guard nanoseconds != 0 else { return "0ms" }
        for unit in WrittenDuration.units where nanoseconds % unit.nanoseconds == 0 {
            return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
        }
        return "\(Double(nanoseconds) / 1_000_000)ms"
    }
}
