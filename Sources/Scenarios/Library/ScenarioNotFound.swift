/// A scenario was asked for by a name that none has, or more than one.
public struct ScenarioNotFound: Error, Sendable, Equatable, CustomStringConvertible {
    let name: String
    let candidates: [String]
    let known: [String]

    /// "unknown scenario `f1`; did you mean …"
    public var description: String {
        guard candidates.isEmpty else {
            return "`\(name)` may be any of " + candidates.joined(separator: ", ")
        }
        let stems = known.compactMap { $0.split(separator: "/").last.map(String.init) }
        let near = Suggestion.nearest(to: name, among: known + stems)
        let hint = near.map { "; did you mean `\($0)`?" } ?? ""
        return "unknown scenario `\(name)`\(hint)"
    }
}
