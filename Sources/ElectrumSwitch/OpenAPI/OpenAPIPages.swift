import HTTPMessages
import Synchronization

/// The rendered interface documents, each made once: that takes a millisecond, thirty times as long
/// as a message.
final class OpenAPIPages: Sendable {
    private let document: OpenAPIDocument
    private let written = Mutex<[OpenAPIFormat: HTTPResponse]>([:])

    init(_ document: OpenAPIDocument) {
        self.document = document
    }

    func response(in format: OpenAPIFormat) -> HTTPResponse {
        written.withLock { written in
            if let response = written[format] { return response }
            let response = format.response(document)
            written[format] = response
            return response
        }
    }
}

/// The two formats of the interface's document.
enum OpenAPIFormat: String {
    case json = "openapi.json"
    case yaml = "openapi.yaml"

    /// The document in this format.
    func response(_ document: OpenAPIDocument) -> HTTPResponse {
        switch self {
        case .json:
            HTTPResponse(status: 200, json: document.json)
        case .yaml:
            HTTPResponse(
                status: 200, fields: ["Content-Type": "application/yaml"],
                body: Array(YAMLWriter.text(of: document.json).utf8))
        }
    }
}
