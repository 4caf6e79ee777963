/// A pattern for product ids: `*` is any text, `?` any one character, letters of either case.
struct Glob: Sendable, Equatable {
    private let pattern: [UInt8]

    init(_ text: String) {
        pattern = Array(text.lowercased().utf8)
    }

    /// Returns true if the whole of a text, already in lower case, matches.
    func matches(_ text: [UInt8]) -> Bool {
        var position = 0
        var next = 0
        var afterStar: (position: Int, next: Int)?
        while position < text.count {
            if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
                next += 1
                afterStar = (position, next)
            } else if next < pattern.count,
                pattern[next] == text[position] || pattern[next] == UInt8(ascii: "?")
            {
                position += 1
                next += 1
            } else if let star = afterStar {
                position = star.position + 1
                next = star.next
                afterStar = (position, next)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
