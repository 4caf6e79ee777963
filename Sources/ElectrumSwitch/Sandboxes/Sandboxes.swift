import HTTPMessages
import JSONTree
import Scenarios
import Synchronization

/// The sandboxes of a switch, by name. One is made when it is first used.
final class Sandboxes: Sendable {
    /// The most sandboxes that are kept; the one that was idle longest makes room for another.
    static let sandboxesMax = 1_000

    /// The sandbox of requests that name none.
    static let defaultName = "default"

    fileprivate struct Registry {
        var sandboxes: [String: Sandbox] = [:]
        var setup: Sandbox.Setup
    }

    private let registry: Mutex<Registry>
    private let waker: Waker
    private let workers: Workers
    private let log: @Sendable (String) -> Void
    private let whenMade: @Sendable (Sandbox, Instant) -> Void

    /// - Parameters:
    ///   - setup: what a sandbox is made of unless it is told otherwise.
    ///   - whenMade: called for every new sandbox, before anybody else has it.
    init(
        setup: Sandbox.Setup, waker: Waker, workers: Workers,
        log: @escaping @Sendable (String) -> Void,
        whenMade: @escaping @Sendable (Sandbox, Instant) -> Void
    ) {
        registry = Mutex(Registry(setup: setup))
        self.waker = waker
        self.workers = workers
        self.log = log
        self.whenMade = whenMade
    }

    /// Whether a text can name a sandbox: 1…64 letters, digits, `.`, `_` and `-`.
    static func isName(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
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

    /// What a sandbox is made of unless it is told otherwise.
    var setup: Sandbox.Setup { registry.withLock { $0.setup } }

    /// The sandbox with this name, if there is one.
    func existing(_ name: String) -> Sandbox? {
        registry.withLock { $0.sandboxes[name] }
    }

    /// Every sandbox, in order of their names.
    var all: [Sandbox] {
        registry.withLock { $0.sandboxes.values.sorted { $0.name < $1.name } }
    }

    /// The sandbox with this name, made now if it has to be.
    func sandbox(_ name: String, at now: Instant) -> Sandbox {
        if let sandbox = existing(name) { return sandbox }
        return make(name, setup: nil, replacing: false, at: now)
    }

    /// Makes a sandbox; one of that name ends, and whatever waits in it is cancelled.
    func reset(_ name: String, setup: Sandbox.Setup?, at now: Instant) -> Sandbox {
        make(name, setup: setup, replacing: true, at: now)
    }

    /// Lives through the records of a journal file again.
    func replay(_ lines: some Sequence<JSON>, library: ScenarioLibrary, at now: Instant) {
        var relived: [String: Sandbox] = [:]
        for line in lines {
            guard let record = JournalRecord(line), let name = line["sandbox"]?.text else {
                continue
            }
            if record.isBeginning {
                relived[name] = Sandbox(
                    name, reliving: record, setup: setup, library: library, waker: waker, at: now)
            } else if record.note?["kind"] == "deleted" {
                relived[name] = nil
            } else {
                relived[name]?.relive(record)
            }
        }
        for sandbox in relived.values { sandbox.endReplay(at: now) }
        registry.withLock { $0.sandboxes = relived }
    }

    /// Ends a sandbox; false when there is none of that name.
    func remove(_ name: String, at now: Instant) -> Bool {
        let ended = registry.withLock { $0.remove(name, at: now) }
        if let ended { finish([ended]) }
        return ended != nil
    }

    /// New sandboxes are made of something else from now on.
    func changeSetup(_ change: (inout Sandbox.Setup) -> Void) {
        registry.withLock { change(&$0.setup) }
    }

    private func make(
        _ name: String, setup: Sandbox.Setup?, replacing: Bool, at now: Instant
    ) -> Sandbox {
        let (sandbox, ended) = registry.withLock { registry -> (Sandbox, [Sandbox.Remains]) in
            if !replacing, let sandbox = registry.sandboxes[name] { return (sandbox, []) }
            // The old one ends before the new one writes its first record.
            var ended: [Sandbox.Remains] = []
            if let old = registry.sandboxes.removeValue(forKey: name) { ended.append(old.retire()) }
            if registry.sandboxes.count >= Self.sandboxesMax, let idlest = registry.idlest,
                let idle = registry.remove(idlest, at: now)
            {
                ended.append(idle)
                log("sandbox \(idlest) was idle longest and has made room")
            }
            let sandbox = Sandbox(
                name: name, setup: setup ?? registry.setup, waker: waker, at: now)
            whenMade(sandbox, now)
            registry.sandboxes[name] = sandbox
            return (sandbox, ended)
        }
        finish(ended)
        return sandbox
    }

    /// Tells those who wait in sandboxes that have ended; what was in these takes its time to be
    /// let go.
    private func finish(_ ended: [Sandbox.Remains]) {
        for remains in ended {
            waker.wake(remains.waiting)
            workers.dispose(remains)
        }
    }
}

extension Sandboxes.Registry {
    /// The name of the sandbox that was idle longest; the default one always stays.
    fileprivate var idlest: String? {
        let candidates = sandboxes.values.filter { $0.name != Sandboxes.defaultName }
        return candidates.map { ($0.name, $0.lastUsed) }.min { $0.1 < $1.1 }?.0
    }

    /// Ends a sandbox for good; returns what is left of it, nil when there is none of that name.
    fileprivate mutating func remove(_ name: String, at now: Instant) -> Sandbox.Remains? {
        guard let sandbox = sandboxes.removeValue(forKey: name) else { return nil }
        sandbox.note("deleted", at: now)
        return sandbox.retire()
    }
}
