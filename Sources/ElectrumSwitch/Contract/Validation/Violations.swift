/// The violations of a message, in the order in which the switch checks (contract.md 4.6).
///
/// Bounded, so that a hostile message cannot cause an answer much larger than itself.
struct Violations {
    enum Stage: Int, CaseIterable {
        case unknownFields, values, uuids, identifiers
    }

    private let max: Int
    /// By stage, once there is one.
    private var kept: [[String]] = []
    private var count = 0

    init(max: Int) {
        self.max = max
    }

    /// Counts a violation; calls for its text only while there is room.
    mutating func add(at stage: Stage, _ text: () -> String) {
        count += 1
        if kept.isEmpty { kept = Array(repeating: [], count: Stage.allCases.count) }
        guard kept[stage.rawValue].count < max else { return }
        kept[stage.rawValue].append(text())
    }

    /// The first `max` violations, and a line that counts the others.
    var messages: [String] {
        guard count > 0 else { return [] }
        let shown = kept.joined().prefix(max)
        return count > shown.count ? shown + ["and \(count - shown.count) more"] : Array(shown)
    }
}
