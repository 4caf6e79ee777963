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

    /// Returns prose with every line of more than a width broken between words, the rest of the
    /// line behind four blanks. What a reader copies stays whole: a longer word, such as a path,
    /// and what stands in backticks, unless that is longer, too.
    ///
    /// - Parameter beginning: what stands before the prose, and is not broken either.
    package func folded(to width: Int = 80, behind beginning: String = "") -> String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            let beginning = index == 0 ? beginning : ""
            guard beginning.count + line.count > width else { return beginning + line }
            let indentation = String(line.prefix { $0 == " " })
            return Self.folded(
                Self.units(of: line, atMost: width), to: width, behind: indentation + beginning)
        }.joined(separator: "\n")
    }

    private static func folded(
        _ units: [String], to width: Int, behind beginning: String
    ) -> String {
        let indentation = String(beginning.prefix { $0 == " " }) + "    "
        var lines: [String] = []
        var line = beginning
        for (index, unit) in units.enumerated() {
            let blank = index == 0 || line.last == " " ? "" : " "
            // An editor that reads `FILE:1:2: error: …` finds something behind it.
            guard index > 0, line.count + blank.count + unit.count > width else {
                line += blank + unit
                continue
            }
            lines.append(line)
            line = indentation + unit.escaped(for: .line)
        }
        return (lines + [line]).joined(separator: "\n")
    }

    /// The words of a line; those between backticks are one, if they fit into a width.
    private static func units(of line: Substring, atMost width: Int) -> [String] {
        var units: [String] = []
        var isQuoted = false
        for word in line.split(separator: " ") {
            if isQuoted, let last = units.last, last.count + 1 + word.count <= width {
                units[units.count - 1] = "\(last) \(word)"
            } else {
                units.append(String(word))
            }
            if word.count(where: { $0 == "`" }) % 2 == 1 { isQuoted.toggle() }
        }
        return units
    }

    /// Returns the text as lines of at most a width: the first behind a beginning, the others
    /// behind as many blanks.
    package func hanging(behind beginning: String, width: Int = 80) -> [String] {
        wrapped(to: max(1, width - beginning.count)).enumerated().map { index, line in
            (index == 0 ? beginning : String(repeating: " ", count: beginning.count)) + line
        }
    }
}
