/// A moment of one sandbox: how long it has existed, on its own clock.
package struct SandboxTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since the sandbox began; never negative.
    package let nanoseconds: Int64

    /// The moment at which a sandbox begins.
    package static let begin = SandboxTime(nanoseconds: 0)
    /// Later than everything.
    package static let never = SandboxTime(nanoseconds: .max)

    /// A moment in nanoseconds since the sandbox began.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Orders by time.
    package static func < (left: SandboxTime, right: SandboxTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

/// A moment for people: a time on a calendar. A file has it to the millisecond, memory to the
/// nanosecond.
package struct UnixTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package let nanoseconds: Int64

    /// The beginning of 1970.
    package static let epoch = UnixTime(nanoseconds: 0)
    /// Later than everything: a sum that does not fit.
    package static let never = UnixTime(nanoseconds: .max)

    /// A moment in nanoseconds since 1970-01-01T00:00:00Z.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A time of a file; nil for what no clock of a mock shows, before 1970 or after 2262-04-11.
    package init?(_ timestamp: Timestamp) {
        let (ns, overflow) = timestamp.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow, ns >= 0 else { return nil }
        self.init(nanoseconds: ns)
    }

    /// Orders by time.
    package static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// `2026-01-28T10:41:29.123Z`, as the interface writes times (contract.md section 1.1); a time
    /// before 1970 counts as 1970.
    package var text: String {
        let nanoseconds = max(0, nanoseconds)
        let milliseconds = Int((nanoseconds / 1_000_000) % 1_000)
        let date = CivilDate(unixSeconds: nanoseconds / 1_000_000_000)
        return String(unsafeUninitializedCapacity: 24) { buffer in
            var position = 0
            func put(_ number: Int, digits: Int, then separator: UInt8) {
                var rest = number
                for index in (0..<digits).reversed() {
                    buffer[position + index] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                buffer[position + digits] = separator
                position += digits + 1
            }
            put(date.year, digits: 4, then: UInt8(ascii: "-"))
            put(date.month, digits: 2, then: UInt8(ascii: "-"))
            put(date.day, digits: 2, then: UInt8(ascii: "T"))
            put(date.hour, digits: 2, then: UInt8(ascii: ":"))
            put(date.minute, digits: 2, then: UInt8(ascii: ":"))
            put(date.second, digits: 2, then: UInt8(ascii: "."))
            put(milliseconds, digits: 3, then: UInt8(ascii: "Z"))
            return position
        }
    }
}
