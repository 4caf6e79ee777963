import JSONTree

/// A closed list of words.
struct Enumeration: Sendable {
    /// The name in Electrum's specification; nil if the list has none.
    let name: String?
    let values: [String]
    private let words: [JSONName]

    init(_ values: [String], named name: String? = nil) {
        self.name = name
        self.values = values
        words = values.map(JSONName.init)
    }

    /// Returns true if a string of a message is one of the words.
    func contains(_ place: JSONText.Place, of message: JSONText) -> Bool {
        message.index(ofStringAt: place, in: words) != nil
    }
}
