import JSONTree
import TestSupport
import Testing

/// The appearance of one answer to a till.
enum Symptom: Sendable {
    /// The switch's own answer.
    case answer
    /// The same, in pieces.
    case pieces(bytes: Int, everyMs: Int)
    /// The same, said to be plain text.
    case plainText
    /// The right head with nothing behind it, rightly framed.
    case noContent
    /// Rightly framed, but only so many bytes of the answer's content.
    case cutJSON(at: @Sendable (_ count: Int) -> Int)
    /// The same, and the end.
    case cutJSONAndEnd(at: @Sendable (_ count: Int) -> Int)
    /// An ErrorDetail of this status that ends before it should.
    case cutError(Int)
    /// An ErrorDetail with this status and type.
    case errorDetail(Int, String)
    /// Something else, rightly framed.
    case page(Int, _ contentType: String, beginning: String)
    /// The right head, so many bytes of the content it promises, and the end.
    case cutBody(at: @Sendable (_ count: Int) -> Int)
    /// The answer with a Content-Length that promises more, and the end.
    case missingBytes
    /// Chunked, with a size that is none, and the end.
    case badChunk
    /// No HTTP, and the end.
    case noHTTP
    /// The switch's own answer, as if the connection went on, and the end.
    case answerAndEnd
    /// The end without a byte.
    case close
    /// A reset without a byte.
    case reset

    /// True if more can be asked over the connection.
    var keepsConnection: Bool {
        switch self {
        case .answer, .pieces, .plainText, .noContent, .cutJSON, .errorDetail, .page: true
        case .cutBody, .cutError, .cutJSONAndEnd, .missingBytes, .badChunk, .noHTTP, .answerAndEnd,
            .close, .reset:
            false
        }
    }

    /// The status that the till sees; nil for none. `usual` is that of the answer itself.
    func status(usual: Int) -> Int? {
        switch self {
        case .errorDetail(let status, _), .page(let status, _, _), .cutError(let status): status
        case .noHTTP, .close, .reset: nil
        default: usual
        }
    }

    /// Expects what came over the wire to be so. `whole` is the content of the answer itself, and
    /// `usual` its status.
    func expect(_ seen: Sighting, whole: [UInt8], usual: Int) {
        #expect(seen.status == status(usual: usual))
        #expect(seen.wasReset == isReset)
        switch self {
        case .answer:
            #expect(seen.isJSON)
            #expect(seen.body == whole)
        case .answerAndEnd:
            #expect(seen.isJSON)
            #expect(seen["Connection"] == nil)
            #expect(seen.body == whole)
        case .pieces(let bytes, let everyMs):
            #expect(seen.body == whole)
            #expect(seen.duration >= .milliseconds(whole.count / bytes * everyMs))
        case .plainText:
            #expect(seen["Content-Type"] == "text/plain")
            #expect(seen.body == whole)
        case .noContent:
            #expect(seen["Content-Length"] == "0")
            #expect(seen.isJSON)
        case .cutError:
            let promised = seen["Content-Length"].flatMap { Int($0) } ?? 0
            #expect(seen.isJSON && seen.json == nil)
            #expect(seen.body.count == promised / 2)
        case .cutJSON(let cut), .cutJSONAndEnd(let cut):
            #expect(seen.isJSON)
            #expect(seen.body == Array(whole.prefix(cut(whole.count))))
        case .errorDetail(_, let type):
            #expect(seen.isJSON)
            #expect(seen.json?["errorType"]?.text == type)
        case .page(_, let contentType, let beginning):
            #expect(seen["Content-Type"] == contentType)
            #expect(seen.body.starts(with: beginning.utf8))
        case .cutBody(let cut):
            #expect(seen["Content-Length"] == "\(whole.count)")
            #expect(seen["Connection"] == "close")
            #expect(seen.body == Array(whole.prefix(cut(whole.count))))
        case .missingBytes:
            #expect(seen["Content-Length"] == "\(whole.count + 64)")
            #expect(seen.body == whole)
        case .badChunk:
            #expect(seen["Transfer-Encoding"] == "chunked")
            #expect(seen["Content-Length"] == nil)
            #expect(seen.body.starts(with: "oops\r\n".utf8))
        case .noHTTP:
            #expect(seen.bytes == Array("NOT HTTP AT ALL\r\n\r\n".utf8))
        case .close, .reset:
            #expect(seen.bytes.isEmpty)
        }
    }

    private var isReset: Bool {
        if case .reset = self { true } else { false }
    }
}
