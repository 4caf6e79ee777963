/// The names of sandboxes that made room for others, the latest ones: a till that goes on in one of
/// them must not find an empty one.
struct EvictedNames: Sendable {
    private static let namesMax = 10_000

    private var names: Set<String> = []
    /// By age; what is not in `names` any more was taken back.
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

    /// The name stands for a sandbox again; false when it was not here.
    @discardableResult
    mutating func remove(_ name: String) -> Bool {
        names.remove(name) != nil
    }
}
