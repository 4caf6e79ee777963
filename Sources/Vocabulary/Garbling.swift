/// A way in which a scenario's `garbled` makes an answer unreadable. Scenario files, their schema
/// and help, the journal and the judge have it from here; `FaultDelivery` puts it on the wire.
package enum Garbling: String, Sendable, CaseIterable {
    case truncated
    case malformedJSON = "malformed-json"
    case wrongLength = "wrong-length"
    case badChunk = "bad-chunk"
    case notHTTP = "not-http"
    case empty
    case html502 = "html-502"
    case wrongContentType = "wrong-content-type"

    /// The part of an answer that a till can read.
    package enum Legibility: Sendable, Equatable {
        /// Neither a status nor a body.
        case nothing
        /// The status. The rest is so spoilt that a till may take it for no answer; it is tolerable
        /// if a tolerant till could read the body all the same.
        case status(isTolerable: Bool)
        /// Another answer, of this status, in place of the switch's.
        case page(status: Int)
    }

    /// One row of the table.
    private struct Row {
        /// For editors and help.
        let meaning: String
        let legibility: Legibility
        var isCut = false
        var endsConnection = false
    }

    private var row: Row {
        switch self {
        case .truncated:
            Row(
                meaning: "The right head, the body cut at `at`, then the end.",
                legibility: .status(isTolerable: false), isCut: true, endsConnection: true)
        case .malformedJSON:
            Row(
                meaning: "Framed rightly, the JSON cut short.",
                legibility: .status(isTolerable: false), isCut: true)
        case .wrongLength:
            Row(
                meaning: "Content-Length larger than the body, then the end.",
                legibility: .status(isTolerable: true), endsConnection: true)
        case .badChunk:
            Row(
                meaning: "Chunked, with an invalid size line.",
                legibility: .status(isTolerable: true), endsConnection: true)
        case .notHTTP:
            Row(
                meaning: "Bytes that are not HTTP.", legibility: .nothing, endsConnection: true)
        case .empty:
            Row(
                meaning: "The right status and no body.",
                legibility: .status(isTolerable: false))
        case .html502:
            Row(
                meaning:
                    "A gateway's 502 page; nothing is processed unless said otherwise.",
                legibility: .page(status: 502))
        case .wrongContentType:
            Row(
                meaning: "The right body as text/plain.",
                legibility: .status(isTolerable: true))
        }
    }

    /// A sentence for editors and help.
    package var meaning: String { row.meaning }

    /// The part of the answer that a till can read.
    package var legibility: Legibility { row.legibility }

    /// True if it takes a position to cut at.
    package var isCut: Bool { row.isCut }

    /// True if the connection ends behind it.
    package var endsConnection: Bool { row.endsConnection }

    /// True if it is the answer of the switch that is garbled, and not one in its place.
    package var isOfSwitch: Bool {
        if case .page = legibility { false } else { true }
    }

    /// True if a till sees something of the answer that is garbled.
    package var showsAnswer: Bool {
        if case .status = legibility { true } else { false }
    }
}
