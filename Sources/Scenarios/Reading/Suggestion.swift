/// Guesses what somebody meant to type.
package enum Suggestion {
    /// "did you mean `delay`?", or the words there are when none is near.
    static func hint(for word: String, among words: [String]) -> String? {
        if let near = nearest(to: word, among: words) { return "did you mean `\(near)`?" }
        return words.isEmpty ? nil : "known: " + words.joined(separator: ", ")
    }

    /// "; did you mean `delay`?", to be put behind a complaint; of several candidates the first
    /// three and the number of others. Empty when no word is near.
    package static func ending(for word: String, among words: [String]) -> String {
        let near = candidates(for: word, among: words)
        guard !near.isEmpty else { return "" }
        var choices = near.prefix(shownMax).map { "`\($0)`" }
        if near.count > shownMax { choices.append("\(near.count - shownMax) more") }
        let last = choices.removeLast()
        let others = choices.isEmpty ? "" : choices.joined(separator: ", ") + " or "
        return "; did you mean \(others)\(last)?"
    }

    /// The candidate for what was typed; nil when there is none, or more than one.
    package static func nearest(to typed: String, among words: [String]) -> String? {
        let near = candidates(for: typed, among: words)
        return near.count == 1 ? near[0] : nil
    }

    private static let shownMax = 3

    /// The longest word that is compared, in bytes of UTF-8: the work grows with its length, and
    /// no word of the language has half as many.
    private static let typedBytesMax = 128

    /// The words with the fewest slips between them, or their beginnings, and what was typed. A
    /// beginning has to fit better than a whole word, and counts only if no word fits as well.
    private static func candidates(for typed: String, among words: [String]) -> [String] {
        guard typed.utf8.count <= typedBytesMax else { return [] }
        let slipsMax = max(1, (typed.count + 2) / 3)
        let inBeginningMax = typed.count < 2 ? -1 : typed.count / 5
        var found: [(word: String, slips: Int, isWhole: Bool)] = []
        for word in words where !found.contains(where: { $0.word == word }) {
            let slips = slips(typed.lowercased(), word.lowercased())
            if slips.inBeginning < slips.inWhole, slips.inBeginning <= inBeginningMax {
                found.append((word, slips.inBeginning, false))
            } else if slips.inWhole <= slipsMax {
                found.append((word, slips.inWhole, true))
            }
        }
        let fewest = found.map(\.slips).min()
        let nearest = found.filter { $0.slips == fewest }
        let whole = nearest.filter(\.isWhole)
        return (whole.isEmpty ? nearest : whole).map(\.word)
    }

    /// Letters added, dropped, changed or swapped with their neighbour (optimal string alignment),
    /// to make the word, or any beginning of it, of what was typed.
    private static func slips(
        _ typed: String, _ word: String
    ) -> (inWhole: Int, inBeginning: Int) {
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
        return (last[to.count], last.min() ?? 0)
    }
}
