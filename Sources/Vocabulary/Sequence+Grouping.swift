extension Sequence {
    /// Returns the elements with equal keys together, in the order of the first of each.
    package func grouped(by key: (Element) -> String) -> [[Element]] {
        var places: [String: Int] = [:]
        var groups: [[Element]] = []
        for element in self {
            let key = key(element)
            if let place = places[key] {
                groups[place].append(element)
            } else {
                places[key] = groups.count
                groups.append([element])
            }
        }
        return groups
    }
}

extension Sequence where Element: Hashable {
    /// The elements in order of their first appearance, each once.
    package var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
