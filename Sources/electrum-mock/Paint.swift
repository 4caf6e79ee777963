import ArgumentParser
import Glibc
import Vocabulary

/// The value of the option `--color`, which every command with output for people has.
enum ColorChoice: String, OptionWord {
    case auto, always, never

    static let help = ArgumentHelp(
        "Write colours; auto does so on a terminal unless NO_COLOR is set.", valueName: "when")

    /// The choice of this process. Read before the command line is parsed, since mistakes in it are
    /// shown in colours, too.
    static let chosen = EnvironmentOptions.early("color").flatMap(ColorChoice.init) ?? .auto

    /// Returns true if a stream is to have colours.
    static func paints(_ descriptor: Int32) -> Bool {
        switch chosen {
        case .always: true
        case .never: false
        case .auto:
            // https://no-color.org: any value that is not empty.
            isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
                && getenv("TERM").map { String(cString: $0) } != "dumb"
        }
    }
}

/// Colours for the signs and words by which a reader finds the answer.
enum Paint {
    private static let signs = [
        ("✕", "31"), ("✗", "31"), ("✓", "32"), ("◆", "36"), ("↺", "33"),
    ]
    private static let verdicts = [("pass", "32"), ("fail", "31"), ("inconclusive", "33")]
    private static let words = [(": error: ", "31"), (": warning: ", "33")]

    /// Returns a text with its signs, verdicts and kinds of mistakes in colours.
    static func painted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = String(line)
            for (sign, color) in signs where line.contains(sign) {
                line = line.replacing(sign, with: colored(sign, color))
            }
            for (verdict, color) in verdicts where line.hasSuffix(": \(verdict)") {
                line = line.dropLast(verdict.count) + colored(verdict, color)
            }
            for (word, color) in words {
                guard let range = line.firstRange(of: word) else { continue }
                line.replaceSubrange(range, with: colored(word, color))
            }
            if line.hasPrefix("hint: ") { line = colored("hint:", "36") + line.dropFirst(5) }
            return line
        }.joined(separator: "\n")
    }

    private static func colored(_ text: String, _ color: String) -> String {
        "\u{1B}[\(color)m\(text)\u{1B}[0m"
    }
}
