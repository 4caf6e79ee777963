import HTTPMessages
import JSONTree

/// An error of the control API, with a hint.
struct ControlError: Error {
    let status: Int
    let message: String
    let hint: String

    /// The longest message of an error, in characters; it may quote input of any length.
    private static let messageCharactersMax = 400

    init(_ status: Int, _ message: String, hint: String) {
        self.status = status
        let isLong = message.utf8.count > Self.messageCharactersMax
        self.message = isLong ? message.prefix(Self.messageCharactersMax) + " …" : message
        self.hint = hint
    }

    var response: HTTPResponse {
        HTTPResponse(
            status: status,
            json: [
                "errorType": .string(errorType),
                "errorMessage": .string(message), "detailMessage": ["hint": .string(hint)],
            ])
    }

    private var errorType: String {
        switch status {
        case 401: "AUTHENTICATION_ERROR"
        case 404, 410: "UNABLE_TO_LOCATE_RECORD"
        case 503: "GENERAL_ERROR"
        default: "FORMAT_ERROR"
        }
    }

    static func noPath(_ path: String) -> ControlError {
        ControlError(404, "There is nothing at \(path).", hint: "Known: \(ControlRoute.summary).")
    }

    static let stopping = ControlError(
        503, "The mock is stopping.", hint: "Start it again, and ask again.")

    static func evicted(_ name: String) -> ControlError {
        ControlError(
            410, "The sandbox \(name) was idle longest and has made room for another.",
            hint: "PUT /_mock/sandboxes/\(name) makes it anew; --sandboxes-max N keeps more.")
    }

    static func noSandbox(_ name: String) -> ControlError {
        ControlError(
            404, "There is no sandbox \(name).",
            hint: "PUT /_mock/sandboxes/\(name) makes it, and so does its first message.")
    }
}
