import HTTPMessages

/// Times as the interface writes them: RFC 3339, UTC, milliseconds (contract.md section 1.1).
enum Timestamp {
    /// `2026-01-28T10:41:29.123Z` for nanoseconds since 1970; a time before 1970 counts as 1970.
    static func text(unixNs: Int64) -> String {
        let unixNs = max(0, unixNs)
        let milliseconds = Int((unixNs / 1_000_000) % 1_000)
        let date = CivilDate(unixSeconds: unixNs / 1_000_000_000)
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
