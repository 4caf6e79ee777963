/// No plan of certification has the requested name.
package struct PlanNotFound: Error, Equatable, CustomStringConvertible {
    let name: String
    let known: [Substring]

    package var description: String {
        Complaint(unknown: "plan", name, among: known.map(String.init)).description
    }
}

/// No scenario, or more than one, has the requested name.
public struct ScenarioNotFound: Error, Sendable, Equatable, CustomStringConvertible {
    /// The requested name, or its beginning.
    let name: String
    let candidates: [String]
    let known: [String]

    private static let nameCharactersMax = 128

    init(name: String, candidates: [String], known: [String]) {
        let isLong = name.utf8.count > Self.nameCharactersMax
        self.name = isLong ? name.prefix(Self.nameCharactersMax) + "…" : name
        self.candidates = candidates
        self.known = known
    }

    /// "unknown scenario `f1`; did you mean …"
    public var description: String {
        guard candidates.isEmpty else {
            return "`\(name)` may be any of " + candidates.joined(separator: ", ")
        }
        let stems = known.compactMap { $0.split(separator: "/").last.map(String.init) }
        return "unknown scenario `\(name)`" + Suggestion.ending(for: name, among: known + stems)
    }
}
