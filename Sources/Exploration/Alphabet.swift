/// The kinds of faults that are tried at a place: all, or few, one of each flavour and those that
/// the till was seen to take otherwise.
struct Alphabet: Sendable {
    let setting: Setting
    /// True if the till waits so long that silences are left for the end.
    let isSlow: Bool
    /// Kinds that the till takes otherwise than the first of their flavour.
    private(set) var additions: [Schedule.Lane: Set<FaultKind>] = [:]

    /// The few kinds of each lane, for its first message and for later ones.
    private var fewLists: [Schedule.Lane: [[FaultKind]]] = [:]

    init(_ setting: Setting, isSlow: Bool) {
        self.setting = setting
        self.isSlow = isSlow
        listFew()
    }

    private mutating func listFew() {
        for lane in Schedule.Lane.allCases {
            fewLists[lane] = [0, 1].map { chooseFew(on: lane, at: $0) }
        }
    }

    /// Returns all kinds for a message, the simplest first.
    func all(on lane: Schedule.Lane, at index: Int) -> [FaultKind] {
        let kinds = FaultKind.allCases.filter {
            $0 != .normal && $0.applies(to: lane, at: index, in: setting)
        }
        guard isSlow else { return kinds }
        return kinds.filter { !$0.isSilent } + kinds.filter(\.isSilent)
    }

    /// Returns few of them.
    func few(on lane: Schedule.Lane, at index: Int) -> [FaultKind] {
        fewLists[lane]?[index == 0 ? 0 : 1] ?? []
    }

    private func chooseFew(on lane: Schedule.Lane, at index: Int) -> [FaultKind] {
        let additions = additions[lane] ?? []
        var flavours: Set<FaultKind.Flavour> = []
        return all(on: lane, at: index).filter { kind in
            guard let flavour = kind.flavour else { return false }
            return flavours.insert(flavour).inserted || additions.contains(kind)
        }
    }

    /// Returns true if a kind is among the few.
    func isFew(_ fault: MetFault) -> Bool {
        few(on: fault.lane, at: .max).contains(fault.kind)
    }

    /// Returns the first kind of a flavour.
    func representative(of kind: FaultKind, on lane: Schedule.Lane) -> FaultKind? {
        all(on: lane, at: 0).first { $0.flavour == kind.flavour }
    }

    /// Adds to the few what the till takes otherwise; returns true if there was any.
    mutating func grow(by knowledge: Knowledge) -> Bool {
        var hasGrown = false
        for lane in Set(knowledge.plainNodes.compactMap { knowledge.nodes[$0]?.lane }) {
            for kind in all(on: lane, at: 0) where additions[lane]?.contains(kind) != true {
                guard let first = representative(of: kind, on: lane), first != kind,
                    knowledge.takes(kind, otherwiseThan: first, on: lane)
                else { continue }
                additions[lane, default: []].insert(kind)
                hasGrown = true
            }
        }
        if hasGrown { listFew() }
        return hasGrown
    }
}
