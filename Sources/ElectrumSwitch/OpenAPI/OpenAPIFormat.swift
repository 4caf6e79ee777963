import HTTPMessages

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
