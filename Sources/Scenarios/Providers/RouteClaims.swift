/// Which file claims which route, so that no two providers claim the same.
struct RouteClaims {
    private struct Route: Hashable {
        let kind: String
        let label: Label
    }

    private var owners: [Route: String] = [:]

    /// Claims a profile's routes; the mistakes are those that others claimed before.
    mutating func add(_ routes: Value?, of file: String) -> [Mistake] {
        var mistakes: [Mistake] = []
        for entry in routes?.entries ?? [] {
            for item in entry.value.items {
                guard let text = item.text else { continue }
                let route = Route(kind: entry.key, label: Label(text))
                if let owner = owners[route] {
                    mistakes.append(
                        Mistake(
                            at: item.place, "the \(entry.key) `\(text)` is routed twice",
                            hint: "\(owner) claims it, too"))
                }
                owners[route] = file
            }
        }
        return mistakes
    }
}
