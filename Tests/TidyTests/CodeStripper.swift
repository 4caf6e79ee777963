/// Takes comments and the insides of string literals out of Swift, a line at a time.
///
/// It knows as much Swift as this project writes: no comments with `/*`, and no literal inside
/// the interpolation of another.
struct CodeStripper {
    /// True if a literal of several lines is open.
    private(set) var isInText = false

    /// The line's code; a literal is left as two quotes.
    mutating func strip(_ line: String) -> String {
        if isInText {
            guard let end = line.range(ofFirst: "\"\"\"") else { return "" }
            isInText = false
            return strip(String(line[end.upperBound...]))
        }
        var code = ""
        var rest = line[...]
        while let character = rest.first {
            if rest.hasPrefix("//") { break }
            if rest.hasPrefix("\"\"\"") {
                isInText = true
                return code + "\"\""
            }
            if character == "\"" {
                rest = Self.behindLiteral(rest.dropFirst())
                code += "\"\""
            } else {
                code.append(character)
                rest = rest.dropFirst()
            }
        }
        return code
    }

    private static func behindLiteral(_ text: Substring) -> Substring {
        var rest = text
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\" { rest = rest.dropFirst() }
        }
        return rest
    }
}

extension String {
    fileprivate func range(ofFirst text: String) -> Range<String.Index>? {
        ranges(of: text).first
    }
}
