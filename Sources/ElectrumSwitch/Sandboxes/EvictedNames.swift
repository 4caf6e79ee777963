/// The names of the sandboxes most recently evicted: a till that continues in one of them must not
/// find an empty one.
struct EvictedNames: Sendable {
    private static let namesMax = 10_000

    private var names: Set<String> = []
    /// The names by age; those no longer in `names` were made again.
    private var order: [String] = []

    func contains(_ name: String) -> Bool {
        names.contains(name)
    }

    mutating func insert(_ name: String) {
        guard names.insert(name).inserted else { return }
        order.append(name)
        guard order.count > 2 * Self.namesMax else { return }
        let kept = order.suffix(Self.namesMax)
        order = Array(kept)
        names.formIntersection(kept)
    }

    /// Removes a name that is used again; returns false if it was not here.
    @discardableResult
    mutating func remove(_ name: String) -> Bool {
        names.remove(name) != nil
    }
}
