/// `Date` in the one form that may be sent, IMF-fixdate (RFC 9110 section 5.6.7).
enum HTTPDate {
    /// Appends the date of a Unix time in seconds, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func append(unixSeconds: Int64, to bytes: inout [UInt8]) {
        let date = CivilDate(unixSeconds: unixSeconds)
        bytes += weekdays[date.weekday].utf8
        bytes += ", ".utf8
        appendTwoDigits(date.day, to: &bytes)
        bytes.append(ASCII.space)
        bytes += months[date.month - 1].utf8
        bytes.append(ASCII.space)
        appendTwoDigits(date.year / 100, to: &bytes)
        appendTwoDigits(date.year % 100, to: &bytes)
        bytes.append(ASCII.space)
        appendTwoDigits(date.hour, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwoDigits(date.minute, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwoDigits(date.second, to: &bytes)
        bytes += " GMT".utf8
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func appendTwoDigits(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
