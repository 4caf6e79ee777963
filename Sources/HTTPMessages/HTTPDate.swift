import Vocabulary

/// `Date` in the one form that may be sent, IMF-fixdate (RFC 9110 section 5.6.7).
enum HTTPDate {
    /// Returns the date of a Unix time in seconds, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func value(unixSeconds: Int64) -> [UInt8] {
        let date = CivilDate(unixSeconds: unixSeconds)
        var bytes = form
        for index in 0..<3 {
            bytes[index] = weekdays[3 * date.weekday + index]
            bytes[8 + index] = months[3 * (date.month - 1) + index]
        }
        write(date.day, to: &bytes, at: 5)
        write(date.year / 100, to: &bytes, at: 12)
        write(date.year % 100, to: &bytes, at: 14)
        write(date.hour, to: &bytes, at: 17)
        write(date.minute, to: &bytes, at: 20)
        write(date.second, to: &bytes, at: 23)
        return bytes
    }

    private static let form = Array("Ddd, 00 Mmm 0000 00:00:00 GMT".utf8)
    private static let weekdays = Array("SunMonTueWedThuFriSat".utf8)
    private static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)

    /// Writes a number of two digits.
    private static func write(_ number: Int, to bytes: inout [UInt8], at index: Int) {
        bytes[index] = UInt8(ascii: "0") + UInt8(number / 10)
        bytes[index + 1] = UInt8(ascii: "0") + UInt8(number % 10)
    }
}
