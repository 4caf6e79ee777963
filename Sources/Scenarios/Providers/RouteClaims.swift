/// Which profile claims which route, so that no two claim the same. A profile of a later source
/// takes routes from those before it, as its file would override theirs.
struct RouteClaims {
    private struct Route: Hashable {
        let kind: String
        let label: Label
    }

    private struct Owner {
        let id: String
        let file: String
        let layer: Int
    }

    private var owners: [Route: Owner] = [:]
    private var layer = 0

    /// Begins with the profiles of another source.
    mutating func beginLayer() {
        layer += 1
    }

    /// Claims a profile's routes; the mistakes are those that others of its source claimed before.
    mutating func add(_ routes: Value?, of id: String, in file: String) -> [Mistake] {
        var mistakes: [Mistake] = []
        for entry in routes?.entries ?? [] {
            for item in entry.value.items {
                guard let text = item.text else { continue }
                let route = Route(kind: entry.key, label: Label(text))
                if let owner = owners[route], owner.layer == layer {
                    mistakes.append(
                        Mistake(
                            at: item.place, "the \(entry.key) `\(text)` is routed twice",
                            hint: "\(owner.file) claims it, too"))
                }
                owners[route] = Owner(id: id, file: file, layer: layer)
            }
        }
        return mistakes
    }

    /// The profile without the routes that others took from it.
    func withoutLost(_ profile: ProviderProfile) -> ProviderProfile {
        func kept(_ labels: [String], _ kind: String) -> [String] {
            labels.filter { owners[Route(kind: kind, label: Label($0))]?.id == profile.id }
        }
        var profile = profile
        profile.routes.receiver = kept(profile.routes.receiver, "receiver")
        profile.routes.settlementEntity = kept(
            profile.routes.settlementEntity, "settlementEntity")
        profile.routes.product = kept(profile.routes.product, "product")
        return profile
    }
}
