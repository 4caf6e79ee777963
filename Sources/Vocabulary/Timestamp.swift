/// An instant of a sandbox's clock, to the millisecond.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
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
        let minutes = (Self.days(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes
        let thousandths = hasFraction ? Self.thousandths(fraction) : 0
        milliseconds = (minutes * 60 + second) * 1000 + thousandths
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; nil for what no clock of a mock shows: a time before
    /// 1970 or after 2262-04-11.
    package var unixNs: Int64? {
        let (ns, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow || ns < 0 ? nil : ns
    }

    /// Returns true if the left time is earlier.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Returns the time advanced by a number of milliseconds.
    package func advanced(by milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        return Timestamp(milliseconds: overflow ? .max : sum)
    }

    /// As in `2026-01-28T10:41:29.123Z`.
    package var description: String {
        "\(date)T\(timeOfDay)Z"
    }

    /// As in `2026-01-28`.
    package var date: String {
        let (days, _) = milliseconds.dividedFloor(by: 86_400_000)
        let (year, month, day) = Self.civil(days)
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

    // Both ways count from 1 March, so that the leap day is a year's last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = marchYear.dividedFloor(by: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).dividedFloor(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
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
