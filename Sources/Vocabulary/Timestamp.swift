/// An instant of a sandbox's clock, to the millisecond.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A moment to the millisecond; what is left is dropped.
    package init(_ time: UnixTime) {
        milliseconds = time.nanoseconds / 1_000_000
    }

    /// Reads a date-time of RFC 3339, section 5.6; fractions below a millisecond are dropped.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, Self.hasSeparators(bytes),
            let year = Self.digits(bytes[0..<4]),
            let month = Self.digits(bytes[5..<7]), (1...12).contains(month),
            let day = Self.digits(bytes[8..<10]),
            (1...Self.dayCount(of: month, in: year)).contains(day),
            let hour = Self.digits(bytes[11..<13]), hour < 24,
            let minute = Self.digits(bytes[14..<16]), minute < 60,
            let second = Self.digits(bytes[17..<19]), second <= 60
        else { return nil }
        let fraction = bytes[20...].prefix { Self.isDigit($0) }
        let hasFraction = bytes[19] == UInt8(ascii: ".")
        let zone = hasFraction ? bytes[fraction.endIndex...] : bytes[19...]
        guard hasFraction != fraction.isEmpty || !hasFraction,
            let offsetMinutes = Self.offsetMinutes(zone)
        else { return nil }
        let seconds = CivilDate.unixSeconds(
            year: Int(year), month: Int(month), day: Int(day), hour: Int(hour),
            minute: Int(minute), second: Int(second))
        let thousandths = hasFraction ? Self.thousandths(fraction) : 0
        milliseconds = (seconds - offsetMinutes * 60) * 1000 + thousandths
    }

    /// Returns true if the left time is earlier.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Returns the time a span later; the greatest if it does not fit.
    package func advanced(by span: Duration) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(span.milliseconds)
        return Timestamp(milliseconds: overflow ? .max : sum)
    }

    /// Returns the span until another time; negative if that is earlier.
    package func duration(to other: Timestamp) -> Duration {
        .milliseconds(other.milliseconds) - .milliseconds(milliseconds)
    }

    /// As in `2026-01-28T10:41:29.123Z`.
    package var description: String {
        "\(date)T\(timeOfDay)Z"
    }

    /// As in `2026-01-28`.
    package var date: String {
        let (seconds, _) = milliseconds.dividedFloor(by: 1000)
        let date = CivilDate(unixSeconds: seconds)
        let (year, month, day) = (Int64(date.year), Int64(date.month), Int64(date.day))
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }

    /// As in `10:41:29.123`.
    package var timeOfDay: String {
        let (_, time) = milliseconds.dividedFloor(by: 86_400_000)
        let (hour, minute) = (time / 3_600_000, time / 60_000 % 60)
        let (second, thousandths) = (time / 1000 % 60, time % 1000)
        return "\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))"
            + ".\(thousandths.padded(to: 3))"
    }

    private static func hasSeparators(_ bytes: [UInt8]) -> Bool {
        bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
            && (bytes[10] | 0x20) == UInt8(ascii: "t")
            && bytes[13] == UInt8(ascii: ":") && bytes[16] == UInt8(ascii: ":")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard bytes.allSatisfy(isDigit) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private static func thousandths(_ fraction: ArraySlice<UInt8>) -> Int64 {
        let zeros = repeatElement(UInt8(ascii: "0"), count: 3)
        return digits((fraction + zeros).prefix(3)) ?? 0
    }

    private static func offsetMinutes(_ zone: ArraySlice<UInt8>) -> Int64? {
        let zone = Array(zone)
        if zone == [UInt8(ascii: "Z")] || zone == [UInt8(ascii: "z")] { return 0 }
        guard zone.count == 6, zone[3] == UInt8(ascii: ":"),
            zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
            let hours = digits(zone[1..<3]), hours < 24,
            let minutes = digits(zone[4..<6]), minutes < 60
        else { return nil }
        return (zone[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func dayCount(of month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    fileprivate func dividedFloor(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    fileprivate func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
