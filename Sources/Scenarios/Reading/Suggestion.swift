/// Guesses what somebody meant to type.
package enum Suggestion {
    /// "did you mean `delay`?", or the words there are when none is near.
    static func hint(for word: String, among words: [String]) -> String? {
        if let near = nearest(to: word, among: words) { return "did you mean `\(near)`?" }
        return words.isEmpty ? nil : "known: " + words.joined(separator: ", ")
    }

    /// "; did you mean `delay`?", to be put behind a complaint; empty when no word is near.
    package static func ending(for word: String, among words: [String]) -> String {
        nearest(to: word, among: words).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// The longest word that is compared, in bytes of UTF-8: the work grows with its length, and
    /// no word of the language has half as many.
    private static let typedBytesMax = 128

    /// The word with the fewest slips between it and what was typed; nil when none is near, or
    /// several are equally so.
    package static func nearest(to typed: String, among words: [String]) -> String? {
        guard typed.utf8.count <= typedBytesMax else { return nil }
        let slipsMax = max(1, (typed.count + 2) / 3)
        let near = words.map { (word: $0, slips: slips(typed.lowercased(), $0.lowercased())) }
            .filter { $0.slips <= slipsMax }
        let fewest = near.map(\.slips).min()
        let nearest = near.filter { $0.slips == fewest }
        return nearest.count == 1 ? nearest[0].word : nil
    }

    /// Letters added, dropped, changed or swapped with their neighbour (optimal string alignment).
    private static func slips(_ typed: String, _ word: String) -> Int {
        let from = Array(typed)
        let to = Array(word)
        var beforeLast: [Int] = []
        var last = Array(0...to.count)
        for row in from.indices {
            var current = [row + 1]
            for column in to.indices {
                let change = last[column] + (from[row] == to[column] ? 0 : 1)
                var best = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, from[row] == to[column - 1], from[row - 1] == to[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[to.count]
    }
}
