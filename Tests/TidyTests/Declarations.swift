/// A file's top-level declarations, and the lengths of its functions, read from its layout.
extension SourceFile {
    /// The names of types, protocols and global aliases that others can see.
    var typeNames: [String] {
        topLevel.compactMap { line in
            guard !line.hasPrefix("private "), !line.hasPrefix("fileprivate ") else { return nil }
            return Self.name(in: line, behind: Self.typeKeywords)
        }
    }

    /// The names of the types that are extended.
    var extendedNames: [String] {
        topLevel.compactMap { Self.name(in: $0, behind: ["extension"]) }
    }

    /// Functions and initialisers: where each begins, and how many lines it has.
    var functions: [(line: Int, length: Int)] {
        code.indices.compactMap { start in
            let words = code[start].split(separator: " ")
            guard words.contains(where: { $0 == "func" || $0.hasPrefix("init(") }),
                !words.contains(where: { $0.contains(".init(") })
            else { return nil }
            let indentation = code[start].prefix { $0 == " " }
            let end = code[start...].firstIndex { line in
                line == indentation + "}" || (line.hasPrefix(indentation + "}") && line.count > 1)
            }
            return end.map { (start + 1, $0 - start + 1) }
        }
    }

    private static let typeKeywords = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    /// The name behind the first of the keywords.
    private static func name(in line: String, behind keywords: [String]) -> String? {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        guard let index = words.firstIndex(where: { keywords.contains(String($0)) }),
            index + 1 < words.count
        else { return nil }
        return String(words[index + 1])
    }
}
