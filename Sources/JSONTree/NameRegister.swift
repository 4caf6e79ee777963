/// Finds a member name that an object has already.
///
/// Comparing is quickest while the object is small; beyond that names are hashed, so that a
/// hostile object costs no more than its length.
struct NameRegister {
    private static let comparedMax = 16
    private var hashed: Set<[UInt8]> = []

    mutating func isNew(_ name: String, after members: [JSONObject.Member]) -> Bool {
        if members.count <= Self.comparedMax {
            return !members.contains { $0.hasName(name) }
        }
        if hashed.isEmpty {
            hashed = Set(members.map { Array($0.name.utf8) })
        }
        return hashed.insert(Array(name.utf8)).inserted
    }
}
