/// A pattern as a machine that is in several states at once (Thompson's construction, simulated as
/// by Pike). Each character of a text visits each state at most once, so there is no backtracking.
struct Automaton: Sendable {
    /// The most states, and so the most work for a character.
    static let statesMax = 1000

    private enum State: Sendable {
        /// Consumes a character of the set, by its index, and advances to the next state.
        case scalars(Int)
        /// Continues in both the next state and the given one.
        case split(Int)
        case jump(Int)
        case start
        case end
        case accept
    }

    private var states: [State] = []
    private var sets: [ScalarSet] = []

    /// - Throws: when the pattern takes too many states.
    init(_ pattern: Pattern.Node) throws(Complaint) {
        try compile(pattern)
        try append(.accept)
    }

    /// Returns true if the machine takes the whole of a text; false when that takes more than is
    /// left.
    func accepts(_ text: String.UnicodeScalarView, _ budget: inout MatchBudget) -> Bool {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: states.count * 4) { scratch in
            var (now, next) = Self.activeStates(in: scratch)
            var rest = text.makeIterator()
            var scalar = rest.next()
            enter(0, &now, isAtStart: true, isAtEnd: scalar == nil)
            while let current = scalar {
                scalar = rest.next()
                budget.take(now.count)
                guard !budget.isSpent else { return false }
                next.removeAll()
                for index in 0..<now.count {
                    let state = now.list[index]
                    guard case .scalars(let set) = states[state], sets[set].contains(current)
                    else { continue }
                    enter(state + 1, &next, isAtStart: false, isAtEnd: scalar == nil)
                }
                guard next.count > 0 else { return false }
                swap(&now, &next)
            }
            return now.contains(states.count - 1)
        }
    }

    /// The most steps that a text of that length can take: as if each character were in every set,
    /// and each place a beginning and an end. Counted up to the bound.
    func stepsMax(length: Int, bound: Int) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: states.count * 4) { scratch in
            var (now, next) = Self.activeStates(in: scratch)
            enter(0, &now, isAtStart: true, isAtEnd: true)
            var steps = 0
            for _ in 0..<length where steps <= bound && now.count > 0 {
                steps += now.count
                next.removeAll()
                for index in 0..<now.count {
                    let state = now.list[index]
                    guard case .scalars = states[state] else { continue }
                    enter(state + 1, &next, isAtStart: true, isAtEnd: true)
                }
                swap(&now, &next)
            }
            return steps
        }
    }

    private static func activeStates(
        in scratch: UnsafeMutableBufferPointer<Int>
    ) -> (now: ActiveStates, next: ActiveStates) {
        scratch.initialize(repeating: 0)
        let count = scratch.count / 4
        func part(_ index: Int) -> UnsafeMutableBufferPointer<Int> {
            .init(rebasing: scratch[(index * count)..<((index + 1) * count)])
        }
        return (
            ActiveStates(list: part(0), places: part(1)),
            ActiveStates(list: part(2), places: part(3))
        )
    }

    /// Enters a state and all that follow it without a character. Entered states are queued in the
    /// list itself, so no stack grows.
    private func enter(
        _ state: Int, _ active: inout ActiveStates, isAtStart: Bool, isAtEnd: Bool
    ) {
        var turn = active.count
        active.insert(state)
        while turn < active.count {
            let state = active.list[turn]
            turn += 1
            switch states[state] {
            case .scalars, .accept: break
            case .split(let other):
                active.insert(state + 1)
                active.insert(other)
            case .jump(let target): active.insert(target)
            case .start: if isAtStart { active.insert(state + 1) }
            case .end: if isAtEnd { active.insert(state + 1) }
            }
        }
    }
}

/// The states that a machine is in: a sparse set (Briggs and Torczon).
private struct ActiveStates {
    let list: UnsafeMutableBufferPointer<Int>
    /// The position of each state in the list, valid only if it is there.
    let places: UnsafeMutableBufferPointer<Int>
    var count = 0

    func contains(_ state: Int) -> Bool {
        places[state] < count && list[places[state]] == state
    }

    mutating func insert(_ state: Int) {
        guard !contains(state) else { return }
        list[count] = state
        places[state] = count
        count += 1
    }

    mutating func removeAll() { count = 0 }
}

extension Automaton {
    private mutating func compile(_ node: Pattern.Node) throws(Complaint) {
        switch node {
        case .scalars(let set):
            try append(.scalars(sets.count))
            sets.append(set)
        case .sequence(let nodes):
            for node in nodes { try compile(node) }
        case .choice(let nodes): try compile(choice: nodes)
        case .repetition(let node, let min, let max): try compile(node, min, max)
        case .start: try append(.start)
        case .end: try append(.end)
        }
    }

    private mutating func compile(choice nodes: [Pattern.Node]) throws(Complaint) {
        var jumps: [Int] = []
        for node in nodes.dropLast() {
            let split = try append(.split(0))
            try compile(node)
            jumps.append(try append(.jump(0)))
            states[split] = .split(states.count)
        }
        if let last = nodes.last { try compile(last) }
        for jump in jumps { states[jump] = .jump(states.count) }
    }

    private mutating func compile(
        _ node: Pattern.Node, _ min: Int, _ max: Int?
    ) throws(Complaint) {
        for _ in 0..<min {
            let count = states.count
            try compile(node)
            // However often, nothing remains nothing; the count is not worked off.
            if states.count == count { return }
        }
        guard let max else {
            let split = try append(.split(0))
            try compile(node)
            try append(.jump(split))
            states[split] = .split(states.count)
            return
        }
        var splits: [Int] = []
        for _ in min..<max {
            splits.append(try append(.split(0)))
            try compile(node)
        }
        for split in splits { states[split] = .split(states.count) }
    }

    @discardableResult
    private mutating func append(_ state: State) throws(Complaint) -> Int {
        guard states.count < Self.statesMax else {
            throw Complaint(
                "a regular expression that takes more than \(Self.statesMax) states",
                hint: "a repetition like {1,500} takes a state for each turn")
        }
        states.append(state)
        return states.count - 1
    }
}
