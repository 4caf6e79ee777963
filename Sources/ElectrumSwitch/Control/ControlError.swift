import HTTPMessages
import JSONTree
import Scenarios

/// An error of the control API, with a hint.
struct ControlError: Error {
    let status: Int
    let message: String
    let hint: String
    /// The mistakes in the text of a scenario.
    private var diagnostics: [Diagnostic] = []

    /// The longest message of an error, in characters; it may quote input of any length.
    private static let messageCharactersMax = 400

    init(_ status: Int, _ message: String, hint: String) {
        self.status = status
        let isLong = message.utf8.count > Self.messageCharactersMax
        self.message = isLong ? message.prefix(Self.messageCharactersMax) + " …" : message
        self.hint = hint
    }

    /// The most mistakes reported for the text of a scenario.
    private static let diagnosticsMax = 100

    /// The text of a scenario has mistakes.
    init(_ diagnostics: Diagnostics) {
        let count = diagnostics.list.count
        self.init(
            400, count == 1 ? "The scenario has a mistake." : "The scenario has \(count) mistakes.",
            hint: "detailMessage.text shows them as electrum-mock check does.")
        self.diagnostics = Array(diagnostics.list.prefix(Self.diagnosticsMax))
    }

    var response: HTTPResponse {
        var detail = JSONObject([("hint", .string(hint))])
        if !diagnostics.isEmpty {
            detail.append("diagnostics", .array(diagnostics.map(\.json)))
            detail.append("text", .string(Diagnostics(list: diagnostics).description))
        }
        return HTTPResponse(
            status: status,
            json: [
                "errorType": .string(errorType),
                "errorMessage": .string(message), "detailMessage": .object(detail),
            ])
    }

    /// The same as text for clients that prefer it: helpers in languages without a JSON reader.
    func response(to request: HTTPRequest) -> HTTPResponse {
        guard request.fields["Accept"]?.hasPrefix("text/plain") == true else { return response }
        let shown = Diagnostics(list: diagnostics).description
        return HTTPResponse(
            status: status, text: "\(message)\n\(diagnostics.isEmpty ? hint : shown)\n")
    }

    private var errorType: String {
        switch status {
        case 401: "AUTHENTICATION_ERROR"
        case 404, 410: "UNABLE_TO_LOCATE_RECORD"
        case 409, 503: "GENERAL_ERROR"
        default: "FORMAT_ERROR"
        }
    }

    static func noPath(_ path: String) -> ControlError {
        ControlError(404, "There is nothing at \(path).", hint: "Known: \(ControlRoute.summary).")
    }

    static let notStoppable = ControlError(
        409, "This mock ends with what started it.",
        hint: "A request stops electrum-mock serve, not run, and no mock within a program.")

    static let stopping = ControlError(
        503, "The mock is stopping.", hint: "Start it again, and ask again.")

    static func evicted(_ name: String) -> ControlError {
        ControlError(
            410, "The sandbox \(name) was idle longest and has made room for another.",
            hint: "PUT /_mock/sandboxes/\(name) makes it anew; --sandboxes-max N keeps more.")
    }

    static func noName(_ name: String) -> ControlError {
        ControlError(
            400, "\(name.isEmpty ? "An empty text" : name) cannot name a sandbox.",
            hint: "A name is \(Sandboxes.nameRule).")
    }

    /// - Parameter known: the sandboxes that there are.
    static func noSandbox(_ name: String, known: [String]) -> ControlError {
        ControlError(
            404, "There is no sandbox \(name)\(Suggestion.ending(for: name, among: known)).",
            hint: "PUT /_mock/sandboxes/\(name) makes it, and so does its first message.")
    }
}

extension Diagnostic {
    /// The mistake with its place, from 1, and the word that a hint like "did you mean `retry`?"
    /// suggests in its place.
    var json: JSON {
        let (line, column) = (max(1, line), max(1, column))
        let word = sourceLine.unicodeScalars.dropFirst(column - 1)
            .prefix { $0.properties.isAlphabetic || "0123456789_-.%".unicodeScalars.contains($0) }
        let suggests = hint?.hasPrefix("did you mean `") == true
        let replacement = suggests ? hint?.split(separator: "`").dropFirst().first : nil
        return [
            "line": .number(JSONNumber(line)), "column": .number(JSONNumber(column)),
            "endColumn": .number(JSONNumber(column + max(1, word.count))),
            "message": .string(message), "sourceLine": .string(sourceLine),
            "excerpt": .string(self.line > 0 ? excerpt() : ""),
            "hint": hint.map(JSON.string) ?? .null,
            "replacement": replacement.map { .string(String($0)) } ?? .null,
        ]
    }
}
