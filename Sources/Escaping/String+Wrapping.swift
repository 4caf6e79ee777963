extension String {
    /// Returns the text as lines of at most a width, broken between words; a longer word is broken
    /// where the line ends.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            var rest = word[...]
            if !line.isEmpty {
                guard line.count + 1 + rest.count > width else {
                    line += " " + rest
                    continue
                }
                lines.append(line)
                line = ""
            }
            while rest.count > width {
                lines.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            line = String(rest)
        }
        // Where a line begins, a word of the till may mean something to who reads the output.
        return (lines + [line]).map { $0.escaped(for: .line) }
    }

    /// Returns the text as lines of at most a width: the first behind a beginning, the others
    /// behind as many blanks.
    package func hanging(behind beginning: String, width: Int = 80) -> [String] {
        wrapped(to: max(1, width - beginning.count)).enumerated().map { index, line in
            (index == 0 ? beginning : String(repeating: " ", count: beginning.count)) + line
        }
    }
}
