import ArgumentParser
import Escaping
import JSONTree
import Scenarios

/// The form of what `check` and `scenarios` find.
enum ListFormat: String, OptionWord {
    /// For people.
    case text
    /// One document.
    case json
    /// For a job of GitHub: mistakes as annotations, lists as Markdown for the step's summary.
    case github
}

extension ScenarioLibrary.CheckResult {
    /// The result as one document.
    var json: JSON {
        let mistakes = diagnostics.list.map { mistake -> JSON in
            [
                "file": .string(mistake.file), "line": .number(JSONNumber(mistake.line)),
                "column": .number(JSONNumber(mistake.column)),
                "message": .string(mistake.message),
                "hint": mistake.hint.map(JSON.string) ?? .null,
            ]
        }
        return [
            "files": .number(JSONNumber(fileCount)), "mistakes": .array(mistakes),
            "warnings": .array((skipped + warnings).map(JSON.string)),
        ]
    }

    /// The result as commands of GitHub's workflows, a line each.
    var annotations: [String] {
        diagnostics.list.map { Self.annotation(of: $0) }
            + (skipped + warnings).map { "::warning::\(Self.data($0))" }
    }

    private static func annotation(of mistake: Diagnostic) -> String {
        let place = mistake.line > 0 ? ",line=\(mistake.line),col=\(mistake.column)" : ""
        let file = data(mistake.file).replacing(":", with: "%3A").replacing(",", with: "%2C")
        let text = mistake.message + (mistake.hint.map { "; \($0)" } ?? "")
        return "::error file=\(file)\(place)::\(data(text))"
    }

    /// A text as GitHub takes it in a command: on one line.
    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
            .escaped(for: .line, max: 4_000)
    }
}
