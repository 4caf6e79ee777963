/// A key of a mapping. A name that ends in `*` stands for every name that begins like it.
struct Field: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool
    let doc: String

    init(_ name: String, _ shape: Shape, isRequired: Bool = false, _ doc: String) {
        self.name = name
        self.shape = shape
        self.isRequired = isRequired
        self.doc = doc
    }

    /// What the names this field stands for begin with; nil when it stands for itself alone.
    var prefix: String? {
        name.hasSuffix("*") ? String(name.dropLast()) : nil
    }

    func matches(_ key: String) -> Bool {
        guard let prefix else { return key == name }
        return key.hasPrefix(prefix) && key.count > prefix.count
    }
}
