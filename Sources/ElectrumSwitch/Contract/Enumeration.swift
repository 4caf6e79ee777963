/// A closed list of words.
struct Enumeration: Sendable {
    /// As in Electrum's specification; nil where the list has no name of its own there.
    let name: String?
    let values: [String]

    init(_ values: [String], named name: String? = nil) {
        self.name = name
        self.values = values
    }
}
