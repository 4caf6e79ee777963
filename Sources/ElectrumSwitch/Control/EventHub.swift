import HTTPMessages
import JSONTree
import Journal
import Synchronization
import Vocabulary

/// Numbered events of all sandboxes, for the streams of the control API. While a stream is open,
/// the journals are read a few times a second; otherwise nothing is done. A message of a till never
/// does anything for it.
final class EventHub: Sendable {
    /// An event, ready to be sent.
    struct Event: Sendable {
        let number: Int
        let kind: String
        let sandbox: String
        let data: [UInt8]

        /// About how many bytes it takes, kept or sent.
        var byteCount: Int { data.count + 96 }
    }

    /// The place in a sandbox up to which events were made.
    fileprivate struct Cursor {
        /// The number of the sandbox among those of its name.
        let incarnation: Int
        var changes = 0
        /// The number of the next record.
        var next = 1
        /// The records that were told while they were open.
        var open: Set<Int> = []
    }

    private struct State {
        /// The newest events, for those who come again.
        var ring: [Event] = []
        var ringBytes = 0
        var count = 0
        var cursors: [String: Cursor] = [:]
        /// The names of the sandboxes that each watcher watches; nil for all.
        var watchers: [Set<String>?] = []
        /// The time of the last look; nil before the first.
        var lookedAt: Instant?
    }

    private let sandboxes: Sandboxes
    private let heads: RequestHeads
    let verdicts: Verdicts
    let epoch: String
    private let state = Mutex(State())

    /// The most bytes of events that are kept for those who come again.
    static let ringBytesMax = 1024 * 1024
    /// The most watchers.
    static let watchersMax = 8
    /// The time between two looks.
    static let lookInterval = Duration.milliseconds(50)
    /// After so long without a watcher nothing is kept for those who come again.
    private static let keepTime = Duration.seconds(60)
    /// The most records of a sandbox that one event tells; of more it only says so.
    fileprivate static let recordsMax = 64

    /// - Parameter epoch: a text that no other start of the mock has.
    init(of sandboxes: Sandboxes, epoch: String, _ verdicts: Verdicts) {
        self.sandboxes = sandboxes
        self.verdicts = verdicts
        heads = sandboxes.setup.events.heads
        self.epoch = epoch
    }

    // MARK: Watchers

    /// Returns false if there are as many watchers as there may be.
    ///
    /// - Parameter names: the sandboxes that it watches; nil for all.
    func join(watching names: Set<String>?) -> Bool {
        state.withLock { state in
            guard state.watchers.count < Self.watchersMax else { return false }
            state.watchers.append(names)
            return true
        }
    }

    func leave(watching names: Set<String>?) {
        state.withLock { state in
            if let index = state.watchers.firstIndex(of: names) { state.watchers.remove(at: index) }
        }
    }

    var isWatched: Bool { state.withLock { !$0.watchers.isEmpty } }

    /// The bytes of the events that are kept.
    var keptBytes: Int { state.withLock { $0.ringBytes } }

    /// The id of an event.
    func id(of number: Int) -> String { "\(epoch)-\(number)" }

    /// Returns the number in an id of this start of the mock; nil for any other.
    func number(in id: String) -> Int? {
        guard id.hasPrefix(epoch + "-") else { return nil }
        return Int(id.dropFirst(epoch.utf8.count + 1))
    }

    /// The number of the newest event, after a look.
    func newest(at now: Instant) -> Int {
        state.withLock { state in
            look(&state, at: now)
            return state.count
        }
    }

    /// Returns the events after one, after a look; nil if they are not kept any more.
    func events(after number: Int, at now: Instant) -> [Event]? {
        state.withLock { state in
            look(&state, at: now)
            guard number <= state.count, state.count - number <= state.ring.count else {
                return nil
            }
            return Array(state.ring.suffix(state.count - number))
        }
    }

    // MARK: Looks

    private func look(_ state: inout State, at now: Instant) {
        let isFirst = state.lookedAt.map { $0.duration(to: now) > Self.keepTime } ?? true
        if let last = state.lookedAt {
            guard last.duration(to: now) >= Self.lookInterval else { return }
            if isFirst {
                state.ring = []
                state.ringBytes = 0
                state.cursors = [:]
                state.count += 1
            }
        }
        state.lookedAt = now
        heads.keep(Self.recordsMax, until: now.advanced(by: Self.keepTime))
        let all = sandboxes.all
        for sandbox in all { look(at: sandbox, &state, isFirst: isFirst, at: now) }
        judge(all, state, at: now)
        guard state.cursors.count > all.count else { return }
        let names = Set(all.map(\.name))
        for name in state.cursors.keys.filter({ !names.contains($0) }) {
            state.cursors[name] = nil
            publish("sandbox", name, ["change": "gone"], &state)
        }
    }

    private func look(
        at sandbox: Sandbox, _ state: inout State, isFirst: Bool, at now: Instant
    ) {
        let known = state.cursors[sandbox.name]
        let cursor = known.flatMap { $0.incarnation == sandbox.incarnation ? $0 : nil }
        if cursor == nil, !isFirst {
            tell(known == nil ? "made" : "reset", of: sandbox, &state, at: now)
        }
        let news = sandbox.peek { sandboxState in
            News(
                of: sandboxState.core.journal,
                after: cursor ?? Cursor(incarnation: sandbox.incarnation),
                skips: cursor == nil && isFirst)
        }
        state.cursors[sandbox.name] = news.cursor
        if news.areTooMany {
            return publish("reset", sandbox.name, ["sandboxes": [.string(sandbox.name)]], &state)
        }
        guard !news.records.isEmpty else { return }
        if cursor != nil, news.haveScenario { tell("scenario", of: sandbox, &state, at: now) }
        if news.haveClock {
            publish("clock", sandbox.name, ["now": .string(sandbox.glimpse(at: now).now)], &state)
        }
        var data = Array("{\"records\":[".utf8)
        for (index, record) in news.records.enumerated() {
            if index > 0 { data.append(UInt8(ascii: ",")) }
            data += record.summary
        }
        add("records", sandbox.name, data + Array("]}".utf8), &state)
    }

    private func judge(_ all: [Sandbox], _ state: State, at now: Instant) {
        let watched = all.filter { sandbox in
            state.watchers.contains { $0?.contains(sandbox.name) ?? true }
        }
        let states = watched.map { ($0, state.cursors[$0.name]?.changes ?? 0) }
        verdicts.renew(states, at: now) { self.tell($1, on: $0) }
    }

    /// Tells a verdict to those who watch, or come again.
    func tell(_ verdict: JSONObject, on sandbox: String) {
        var verdict = verdict
        let queued = sandboxes.existing(sandbox)?.queuedCount
        verdict["queue"] = queued.map { .number(JSONNumber($0)) }
        state.withLock { state in
            guard state.lookedAt != nil else { return }
            publish("verdict", sandbox, verdict, &state)
        }
    }

    /// Tells that a sandbox is another than before, with its line of the list.
    private func tell(
        _ change: String, of sandbox: Sandbox, _ state: inout State, at now: Instant
    ) {
        var row = row(of: sandbox, isListed: true, below: "", at: now)
        // The address depends on who asks.
        row["url"] = nil
        row["change"] = .string(change)
        publish("sandbox", sandbox.name, row, &state)
    }

    /// Returns a line of the list of sandboxes. It does not wait for a verdict that takes long.
    func row(
        of sandbox: Sandbox, isListed: Bool, below base: String, at now: Instant
    ) -> JSONObject {
        let snapshot = sandbox.glimpse(at: now)
        var row = sandbox.listed(below: base, at: now).members ?? JSONObject()
        let verdict = verdicts.verdict(
            on: snapshot, of: sandbox, shortMax: isListed ? Self.listedMax : Self.aloneMax, at: now,
            whenMade: { self.tell($1, on: $0) })
        let facts = sandbox.rowFacts(snapshot.journal)
        for member in facts.members + verdict.members { row[member.name] = member.value }
        return row
    }

    /// The most records that are judged at once for a line of a list, and for a line alone.
    private static let (listedMax, aloneMax) = (32, 256)

    private func publish(
        _ kind: String, _ sandbox: String, _ more: JSONObject, _ state: inout State
    ) {
        var data = JSONObject([("sandbox", .string(sandbox))])
        for member in more.members { data.append(member.name, member.value) }
        add(kind, sandbox, JSON.object(data).encoded, &state)
    }

    private func add(_ kind: String, _ sandbox: String, _ data: [UInt8], _ state: inout State) {
        state.count += 1
        let event = Event(number: state.count, kind: kind, sandbox: sandbox, data: data)
        state.ring.append(event)
        state.ringBytes += event.byteCount
        guard state.ringBytes > Self.ringBytesMax else { return }
        // Half of them at a time: to drop one moves all others.
        let oldest = state.ring.prefix((state.ring.count + 1) / 2)
        state.ringBytes -= oldest.reduce(0) { $0 + $1.byteCount }
        state.ring.removeFirst(oldest.count)
    }
}

/// The changes of a journal since its last reading.
private struct News {
    var cursor: EventHub.Cursor
    /// The changed records, then the new ones.
    var records: [JournalRecord] = []
    /// True if there are more than an event tells.
    var areTooMany = false

    /// Reads a journal where it stands: had it been copied, the next message would have to copy
    /// what it changes.
    ///
    /// - Parameter skips: true to take all of it for told.
    init(of journal: borrowing SandboxJournal, after cursor: EventHub.Cursor, skips: Bool) {
        self.cursor = cursor
        guard skips || cursor.changes != journal.changeCount else { return }
        self.cursor.changes = journal.changeCount
        self.cursor.next = journal.nextSeq
        self.cursor.open = []
        guard !skips else { return }
        let newCount = journal.nextSeq - cursor.next
        areTooMany = newCount + cursor.open.count > EventHub.recordsMax
        guard !areTooMany else { return }
        let new = journal.records(from: cursor.next, max: EventHub.recordsMax)
        var changed: [JournalRecord] = []
        for seq in cursor.open.sorted() {
            guard let record = journal[seq] else { continue }
            if record.isOpen { self.cursor.open.insert(seq) } else { changed.append(record) }
        }
        self.cursor.open.formUnion(new.filter(\.isOpen).map(\.seq))
        records = changed + new
    }

    var haveClock: Bool {
        records.contains { if case .clock = $0 { true } else { false } }
    }

    var haveScenario: Bool {
        records.contains { if case .sandbox = $0 { true } else { false } }
    }
}
