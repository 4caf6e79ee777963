/// A word of an enumeration, with its meaning for editors.
struct Word: Sendable {
    let name: String
    let doc: String

    init(_ name: String, _ doc: String = "") {
        self.name = name
        self.doc = doc
    }
}
