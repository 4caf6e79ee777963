import Vocabulary

extension Garbling {
    /// The kind that a record's `fault` names, as in `garbled bad-chunk`; nil for another fault.
    /// Journals of earlier versions have no member `garbled`.
    init?(fault: String?) {
        let words = fault?.split { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? []
        guard words.contains("garbled"),
            let kind = words.lazy.compactMap({ Garbling(rawValue: String($0)) }).first
        else { return nil }
        self = kind
    }
}
