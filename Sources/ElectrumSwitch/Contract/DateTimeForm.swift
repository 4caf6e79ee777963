/// The form of a date-time: RFC 3339, section 5.6.
struct DateTimeForm {
    /// - Parameter text: UTF-8.
    static func fits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var form = DateTimeForm(text: text)
        return form.takeDate() && form.take("Tt") && form.takeTime() && form.takeOffset()
            && form.position == text.count
    }

    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0

    private init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    private mutating func takeDate() -> Bool {
        guard let year = takeNumber(digits: 4), take("-"), let month = takeNumber(digits: 2),
            take("-"), let day = takeNumber(digits: 2)
        else { return false }
        return 1...12 ~= month && 1...Self.days(in: month, of: year) ~= day
    }

    private mutating func takeTime() -> Bool {
        guard let hour = takeNumber(digits: 2), take(":"), let minute = takeNumber(digits: 2),
            take(":"), let second = takeNumber(digits: 2), hour < 24, minute < 60
        else { return false }
        // 60 is a leap second.
        return second <= 60 && (!take(".") || takeFraction())
    }

    private mutating func takeFraction() -> Bool {
        guard takeNumber(digits: 1) != nil else { return false }
        while takeNumber(digits: 1) != nil {}
        return true
    }

    private mutating func takeOffset() -> Bool {
        if take("Zz") { return true }
        guard take("+-"), let hour = takeNumber(digits: 2), take(":"),
            let minute = takeNumber(digits: 2)
        else { return false }
        return hour < 24 && minute < 60
    }

    /// Consumes one byte if it is one of these.
    private mutating func take(_ bytes: StaticString) -> Bool {
        guard position < text.count, bytes.withUTF8Buffer({ $0.contains(text[position]) }) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func takeNumber(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard position < text.count,
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[position]
            else { return nil }
            number = number * 10 + Int(text[position] - UInt8(ascii: "0"))
            position += 1
        }
        return number
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
