/// What a value of a scenario file may look like. The reader checks files against shapes and the
/// JSON Schema for editors is made from them, so the two cannot drift apart.
indirect enum Shape: Sendable {
    case scalar(Form)
    case list(of: Shape, atLeast: Int, atMost: Int = 1000)
    case mapping([Field])
    /// One of several, told apart by being a scalar, a list or a mapping.
    case either([Shape])
    /// The entries of `when`, in which the same may stand again.
    case conditions
    /// Whatever YAML can say.
    case anything

    /// One value, or a list of them.
    static func oneOrMore(of shape: Shape) -> Shape {
        .either([shape, .list(of: shape, atLeast: 1)])
    }

    /// Whether a value is of the right kind, whatever is in it.
    func fits(_ content: Value.Content) -> Bool {
        switch (self, content) {
        case (.scalar, .scalar), (.list, .list), (.mapping, .mapping),
            (.conditions, .mapping), (.anything, _):
            true
        case (.either(let shapes), _): shapes.contains { $0.fits(content) }
        default: false
        }
    }

    /// "a duration", "a list", "a word or a mapping".
    var noun: String {
        switch self {
        case .scalar(let form): form.noun
        case .list: "a list"
        case .mapping, .conditions: "a mapping"
        case .either(let shapes): shapes.map(\.noun).joined(separator: " or ")
        case .anything: "a value"
        }
    }
}
