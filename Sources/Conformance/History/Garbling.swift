/// The ways in which a scenario's `garbled` spoils an answer, as a record's `fault` names them.
enum Garbling: String {
    case truncated, empty
    case malformedJSON = "malformed-json"
    case wrongLength = "wrong-length"
    case badChunk = "bad-chunk"
    case notHTTP = "not-http"
    case html502 = "html-502"
    case wrongContentType = "wrong-content-type"

    /// As in `garbled bad-chunk`; nil if the fault is another.
    init?(fault: String?) {
        let words = fault?.split { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? []
        guard words.contains("garbled"),
            let kind = words.lazy.compactMap({ Garbling(rawValue: String($0)) }).first
        else { return nil }
        self = kind
    }
}
