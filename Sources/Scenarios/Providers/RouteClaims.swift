/// A register of the routes that profiles claim, so that no two claim the same. A profile of a
/// later source takes over routes of earlier sources, as its file overrides theirs.
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

    /// Begins the profiles of the next source.
    mutating func beginLayer() {
        layer += 1
    }

    /// Claims a profile's routes, and notes those that others of its source claimed before.
    mutating func add(
        _ routes: Value?, of id: String, in file: String, _ reading: inout Reading
    ) {
        for entry in routes?.entries ?? [] {
            for item in entry.value.items {
                guard let text = item.text else { continue }
                let route = Route(kind: entry.key, label: Label(text))
                if let owner = owners[route], owner.layer == layer {
                    reading.note(
                        "the \(entry.key) `\(text)` is routed twice",
                        hint: "\(owner.file) claims it, too", at: item.place)
                }
                owners[route] = Owner(id: id, file: file, layer: layer)
            }
        }
    }

    /// Returns the profile without the routes that later sources took over.
    func withoutLost(_ profile: ProviderProfile) -> ProviderProfile {
        var profile = profile
        for path in [\ProviderProfile.Routes.receiver, \.settlementEntity, \.product] {
            let kind = ProviderProfile.Routes.keys.name(of: path)
            profile.routes[keyPath: path].removeAll {
                owners[Route(kind: kind, label: Label($0))]?.id != profile.id
            }
        }
        return profile
    }
}
