/// A Swift file, line by line.
struct SourceFile {
    /// From the top of the project: `Sources/JSONTree/JSON.swift`.
    let path: String
    /// As they are.
    let lines: [String]
    /// Without comments and without what string literals say.
    let code: [String]
    /// Which lines stand inside a literal, where they cannot be broken.
    let isLiteral: [Bool]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var stripper = CodeStripper()
        var code: [String] = []
        var isLiteral: [Bool] = []
        for line in lines {
            isLiteral.append(stripper.isInText)
            code.append(stripper.strip(line))
        }
        self.code = code
        self.isLiteral = isLiteral
    }

    /// The name without directory and extension.
    var stem: String {
        String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
    }

    /// The directory below `Sources` or `Tests`.
    var target: String { String(path.split(separator: "/")[1]) }

    /// `path:line: text` of every line whose number fits, from 0.
    func places(where fits: (Int) -> Bool) -> [String] {
        lines.indices.filter(fits).map { "\(path):\($0 + 1): \(lines[$0])" }
    }

    /// The places where the code says a word that nothing else ends in.
    func places(saying word: String) -> [String] {
        places { number in
            code[number].ranges(of: word).contains { range in
                code[number][..<range.lowerBound].last?.isLetter != true
            }
        }
    }

    /// Lines that begin a declaration at the top level: neither indented nor inside a literal.
    var topLevel: [String] { code.filter { $0.first.map { !" })]".contains($0) } ?? false } }
}
