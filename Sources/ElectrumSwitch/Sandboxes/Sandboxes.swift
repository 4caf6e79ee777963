import HTTPMessages
import Journal
import Scenarios
import Synchronization
import Vocabulary

/// The sandboxes of a switch, by name. Each is made when it is first used.
final class Sandboxes: Sendable {
    /// The name of the sandbox for requests that name none.
    static let defaultName = "default"

    fileprivate struct Registry {
        var sandboxes: [String: Sandbox] = [:]
        var setup: SandboxSetup
        var evicted = EvictedNames()
        var ended: EndedSandboxes
        var madeCount = 0
        /// The numbers of sandboxes that have ended before the last of their answers, by name; the
        /// next of that name has the next number.
        var endedNumbers: [String: Int] = [:]
        var evictedCount = 0
    }

    private let registry: Mutex<Registry>
    private let max: Int
    private let waker: Waker
    private let workers: Workers
    private let log: @Sendable (String, Instant) -> Void
    private let whenMade: @Sendable (Sandbox, Instant) -> Void

    /// - Parameters:
    ///   - setup: the setup of sandboxes that are not given another.
    ///   - max: the most that are kept, the default one not counted; the one that was idle longest
    ///     makes room for another.
    ///   - endedBytesMax: the most bytes of records that are kept of sandboxes that have ended.
    ///   - whenMade: called for every new sandbox, before anybody else has it.
    init(
        setup: SandboxSetup, max: Int, endedBytesMax: Int, waker: Waker, workers: Workers,
        log: @escaping @Sendable (String, Instant) -> Void,
        whenMade: @escaping @Sendable (Sandbox, Instant) -> Void
    ) {
        registry = Mutex(Registry(setup: setup, ended: EndedSandboxes(bytesMax: endedBytesMax)))
        self.max = Swift.max(1, max)
        self.waker = waker
        self.workers = workers
        self.log = log
        self.whenMade = whenMade
    }

    /// The rule of names, for errors.
    static let nameRule = "1 to 64 letters, digits, '.', '_' and '-', but not '.' or '..'"

    /// Returns true for a valid name of a sandbox; see `nameRule`. It is a segment of addresses,
    /// and clients resolve `.` and `..` before they send one (RFC 3986 section 5.2.4).
    static func isName(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The default set-up of sandboxes.
    var setup: SandboxSetup { registry.withLock { $0.setup } }

    /// Returns the sandbox with this name, if there is one.
    func existing(_ name: String) -> Sandbox? {
        registry.withLock { $0.sandboxes[name] }
    }

    /// All sandboxes, in order of their names.
    var all: [Sandbox] {
        registry.withLock { $0.sandboxes.values.sorted { $0.name < $1.name } }
    }

    /// The number of sandboxes made, and of those evicted.
    var counts: (made: Int, evicted: Int) {
        registry.withLock { ($0.madeCount, $0.evictedCount) }
    }

    /// The records of sandboxes that have ended.
    var ended: EndedSandboxes { registry.withLock { $0.ended } }

    /// Drops the records of sandboxes that have ended.
    func forgetEnded() {
        let forgotten = registry.withLock { $0.ended.forget() }
        workers.dispose(forgotten)
    }

    /// Returns true if a sandbox of this name was evicted and has not been made again.
    func isEvicted(_ name: String) -> Bool {
        registry.withLock { $0.evicted.contains(name) }
    }

    /// Allows a name to be used again; returns false if no sandbox of that name was evicted.
    func forgetEviction(of name: String) -> Bool {
        registry.withLock { $0.evicted.remove(name) }
    }

    /// Returns the sandbox with this name, and makes it if necessary.
    ///
    /// - Parameter setup: its set-up; nil for the default.
    func sandbox(_ name: String, setup: SandboxSetup? = nil, at now: Instant) -> Sandbox {
        if let sandbox = existing(name) { return sandbox }
        return make(name, setup: setup, replacing: false, at: now)
    }

    /// Returns a sandbox for one message, which is dropped afterwards.
    func passing(_ name: String, setup: SandboxSetup, at now: Instant) -> Sandbox {
        var setup = setup
        setup.events = SandboxEvents()
        return Sandbox(name: name, incarnation: 0, setup: setup, waker: waker, at: now)
    }

    /// Makes a sandbox; an existing one of that name ends, and its waiting exchanges are cancelled.
    func reset(_ name: String, setup: SandboxSetup?, at now: Instant) -> Sandbox {
        make(name, setup: setup, replacing: true, at: now)
    }

    /// Replays the records of a journal file.
    func replay(_ records: some Sequence<JournalRecord>, library: ScenarioLibrary, at now: Instant)
    {
        var replayed: [String: Sandbox] = [:]
        var evicted = EvictedNames()
        var strange: Set<String> = []
        for record in records {
            guard let name = record.place?.sandbox else { continue }
            guard Self.isName(name) else {
                strange.insert(name)
                continue
            }
            switch record {
            case .sandbox(let beginning) where record.isBeginning:
                evicted.remove(name)
                let earlier = replayed[name]?.incarnation ?? 0
                replayed[name] = Sandbox(
                    name, incarnation: beginning.incarnation ?? earlier + 1,
                    replaying: beginning, setup: setup, library: library, waker: waker, at: now)
            case .deleted(_, let isEvicted):
                replayed[name] = nil
                if isEvicted { evicted.insert(name) }
            default:
                replayed[name]?.replayNext(record)
            }
        }
        for name in strange.sorted() {
            log("left out the sandbox \(name) of the journal: a name is \(Self.nameRule)", now)
        }
        for sandbox in replayed.values { sandbox.endReplay(at: now) }
        registry.withLock { registry in
            registry.sandboxes = replayed
            registry.evicted = evicted
        }
    }

    /// Removes a sandbox; returns false if there is none of that name.
    func remove(_ name: String, at now: Instant) -> Bool {
        let ended = registry.withLock { $0.remove(name, .deleted, at: now) }
        if let ended { finish([ended]) }
        return ended != nil
    }

    /// Changes the default set-up of new sandboxes.
    func changeSetup(_ change: (inout SandboxSetup) -> Void) {
        registry.withLock { change(&$0.setup) }
    }

    private func make(
        _ name: String, setup: SandboxSetup?, replacing: Bool, at now: Instant
    ) -> Sandbox {
        let (sandbox, ended) = registry.withLock { registry -> (Sandbox, [Sandbox.Leftovers]) in
            if !replacing, let sandbox = registry.sandboxes[name] { return (sandbox, []) }
            // The old one ends before the new one writes its first record.
            var ended: [Sandbox.Leftovers] = []
            let earlier =
                registry.sandboxes[name]?.incarnation ?? registry.endedNumbers[name] ?? 0
            if let old = registry.sandboxes.removeValue(forKey: name) {
                ended.append(registry.end(old, .reset, at: now))
            }
            while name != Self.defaultName, registry.namedCount >= max,
                let idlest = registry.idlest, let idle = registry.evict(idlest, at: now)
            {
                ended.append(idle)
                log("sandbox \(idlest) was idle longest and has made room", now)
            }
            let sandbox = Sandbox(
                name: name, incarnation: earlier + 1, setup: setup ?? registry.setup,
                waker: waker, at: now)
            whenMade(sandbox, now)
            registry.sandboxes[name] = sandbox
            registry.evicted.remove(name)
            registry.madeCount += 1
            return (sandbox, ended)
        }
        finish(ended)
        return sandbox
    }

    /// Wakes the exchanges that wait in sandboxes that have ended, and releases their large values
    /// on a worker.
    private func finish(_ ended: [Sandbox.Leftovers]) {
        for leftovers in ended {
            waker.wake(leftovers.waiting)
            workers.dispose(leftovers)
        }
    }
}

extension Sandboxes.Registry {
    private static let endedNumbersMax = 10_000

    /// The name of the sandbox that was idle longest; the default one always stays.
    fileprivate var idlest: String? {
        let candidates = sandboxes.values.filter { $0.name != Sandboxes.defaultName }
        return candidates.map { ($0.name, $0.lastUsed) }.min { $0.1 < $1.1 }?.0
    }

    /// The number of sandboxes besides the default one.
    fileprivate var namedCount: Int {
        sandboxes.count - (sandboxes[Sandboxes.defaultName] == nil ? 0 : 1)
    }

    /// Removes a sandbox to make room for another.
    fileprivate mutating func evict(_ name: String, at now: Instant) -> Sandbox.Leftovers? {
        evicted.insert(name)
        evictedCount += 1
        return remove(name, .evicted, at: now)
    }

    /// Removes a sandbox; returns its remains, nil if there is none of that name.
    fileprivate mutating func remove(
        _ name: String, _ cause: SandboxEnding, at now: Instant
    ) -> Sandbox.Leftovers? {
        guard let sandbox = sandboxes.removeValue(forKey: name) else { return nil }
        return end(sandbox, cause, at: now)
    }

    /// Ends a sandbox; what it saw is kept for the verdict.
    fileprivate mutating func end(
        _ sandbox: Sandbox, _ cause: SandboxEnding, at now: Instant
    ) -> Sandbox.Leftovers {
        let snapshot = sandbox.noteEnd(cause, at: now)
        if cause != .reset { sandbox.noteRemoval(isEviction: cause == .evicted, at: now) }
        let leftovers = sandbox.retire()
        if leftovers.journal.openCount > 0 {
            if endedNumbers.count >= Self.endedNumbersMax { endedNumbers = [:] }
            endedNumbers[sandbox.name] = sandbox.incarnation
        }
        if var snapshot {
            snapshot.journal = leftovers.journal
            ended.keep(snapshot, of: sandbox)
        }
        return leftovers
    }
}
