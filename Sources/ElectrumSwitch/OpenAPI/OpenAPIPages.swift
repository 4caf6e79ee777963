import HTTPMessages
import Synchronization

/// The interface as it is asked for, written down once in each format: that takes a millisecond,
/// thirty times what a message does.
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
