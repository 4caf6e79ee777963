/// What becomes of one member of an object that is otherwise copied as it was written.
public struct JSONChange: Sendable {
    enum Kind: Sendable {
        case removal
        case value(JSON)
        case items([JSON])
    }

    let name: String
    let kind: Kind

    /// The member is left out.
    public static func remove(_ name: String) -> JSONChange {
        JSONChange(name: name, kind: .removal)
    }

    /// The member gets another value, in its place; one that is not there is added at the end.
    public static func set(_ name: String, _ value: JSON) -> JSONChange {
        JSONChange(name: name, kind: .value(value))
    }

    /// The member, an array, gets more elements; one that is not there is added at the end.
    public static func extend(_ name: String, by items: [JSON]) -> JSONChange {
        JSONChange(name: name, kind: .items(items))
    }
}
