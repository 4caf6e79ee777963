import HTTPMessages
import JSONTree

/// The progress of one watcher: server-sent events (HTML standard, section 9.2) until it leaves, or
/// JSON once. It takes no more than its connection takes, so that one that does not read costs
/// nothing but its place.
struct EventStream: Sendable {
    private let hub: EventHub
    /// The names of the sandboxes that it watches; nil for all.
    private let only: Set<String>?
    /// The number of the event that was told last.
    private var last: Int
    private var hasToReset: Bool
    /// The end of a wait for JSON; nil for a stream.
    let deadline: Instant?
    private var saidAt: Instant

    /// The most bytes that may wait for a watcher: one that is further behind begins anew.
    static let waitingBytesMax = 256 * 1024
    /// The time after which something is said, so that nobody takes the line for dead.
    private static let silence = Duration.seconds(15)

    /// - Parameter after: the id of the event that was seen last; nil to begin now.
    init(
        _ hub: EventHub, only: Set<String>?, after id: String?, until deadline: Instant?,
        at now: Instant
    ) {
        self.hub = hub
        self.only = only
        self.deadline = deadline
        saidAt = now
        let newest = hub.newest(at: now)
        let known = id.flatMap(hub.number)
        last = known.map { min($0, newest) } ?? newest
        hasToReset = id != nil && known == nil
    }

    var contentType: String { deadline == nil ? "text/event-stream" : "application/json" }

    /// Returns what is to be sent first.
    var greeting: [UInt8] {
        deadline == nil ? Array("retry: 1000\n: \(hub.id(of: last))\n\n".utf8) : []
    }

    /// Returns the events since the last call, as they are sent; nil for none.
    mutating func part(at now: Instant) -> [UInt8]? {
        let wanted = takeEvents(at: now)
        if deadline != nil {
            return json(of: wanted, isTimeUp: deadline.map { $0 <= now } ?? false)
        }
        guard !wanted.isEmpty else {
            guard saidAt.duration(to: now) >= Self.silence else { return nil }
            saidAt = now
            return Array(": still here\n\n".utf8)
        }
        saidAt = now
        return wanted.flatMap { event in
            Array("id: \(hub.id(of: event.number))\nevent: \(event.kind)\ndata: ".utf8)
                + event.data + Array("\n\n".utf8)
        }
    }

    /// Returns the events of the watched sandboxes since the last call; a reset in their place if
    /// they are not kept any more, or too many.
    private mutating func takeEvents(at now: Instant) -> [EventHub.Event] {
        let found = hub.events(after: last, at: now)
        let wanted = found?.filter { only?.contains($0.sandbox) ?? true }
        let byteCount = wanted?.reduce(0) { $0 + $1.byteCount } ?? .max
        guard hasToReset || byteCount > Self.waitingBytesMax else {
            last = found?.last?.number ?? last
            return wanted ?? []
        }
        last = hub.newest(at: now)
        hasToReset = false
        let names = JSON.object(["sandboxes": .array((only ?? []).sorted().map(JSON.string))])
        return [EventHub.Event(number: last, kind: "reset", sandbox: "", data: names.encoded)]
    }

    private func json(of events: [EventHub.Event], isTimeUp: Bool) -> [UInt8]? {
        guard !events.isEmpty || isTimeUp else { return nil }
        var bytes = Array("{\"id\":\"\(hub.id(of: last))\",\"events\":[".utf8)
        for (index, event) in events.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += Array(
                "{\"id\":\"\(hub.id(of: event.number))\",\"event\":\"\(event.kind)\",\"data\":".utf8
            )
            bytes += event.data + [UInt8(ascii: "}")]
        }
        return bytes + Array("]}".utf8)
    }

    /// Gives its place to another watcher.
    func leave() { hub.leave(watching: only) }
}

extension ControlAPI {
    func events(
        _ query: Query, for request: HTTPRequest, at now: Instant
    ) throws(ControlError) -> ControlAnswer {
        let names = query["sandbox"].map { Set($0.split(separator: ",").map(String.init)) }
        let wait = query["wait"] == nil ? nil : min(try query.duration("wait"), Self.waitMax)
        let type = wait == nil ? "text/event-stream" : "application/json"
        guard request.method != "HEAD" else {
            return .response(HTTPResponse(status: 200, fields: ["Content-Type": type]))
        }
        guard hub.join(watching: names) else {
            throw ControlError(
                503, "\(EventHub.watchersMax) streams of events are open.",
                hint: "Close one; the tabs of one browser share one.")
        }
        return .watching(
            EventStream(
                hub, only: names, after: request.fields["Last-Event-ID"] ?? query["after"],
                until: wait.map { now.advanced(by: $0) }, at: now))
    }

    private static let waitMax = Duration.seconds(60)
}
