import HTTPMessages
import Synchronization

/// The newest requests as they came, so that a record can be shown with its method, target and
/// header fields. Records do not hold them: they are kept only while somebody watches the events,
/// and a minute longer; a message that comes while nobody does costs one branch. Some are kept when
/// more come than anybody reads.
final class RequestHeads: Sendable {
    private struct Place: Hashable {
        let sandbox: String
        let incarnation: Int
        let seq: Int
    }

    private struct Kept {
        var requests: [Place: HTTPRequest] = [:]
        /// The places in order of arrival.
        var order: [Place] = []
        var byteCount = 0
    }

    /// The uptime until which requests are kept.
    private let end = Atomic<Int64>(.min)
    /// The number of requests that are still to be kept.
    private let rest = Atomic<Int>(0)
    private let kept = Mutex(Kept())

    /// The most bytes of heads that are kept; the oldest are dropped first.
    private static let bytesMax = 4 * 1024 * 1024

    /// Keeps the next requests that come before a time, until the next call.
    func keep(_ max: Int, until end: Instant) {
        rest.store(max, ordering: .relaxed)
        self.end.store(end.uptime, ordering: .relaxed)
    }

    /// Takes the request of a record.
    func take(_ request: HTTPRequest, of seq: Int, in sandbox: Sandbox, at now: Instant) {
        guard now.uptime < end.load(ordering: .relaxed),
            rest.subtract(1, ordering: .relaxed).newValue >= 0
        else { return }
        let place = Place(sandbox: sandbox.name, incarnation: sandbox.incarnation, seq: seq)
        kept.withLock { kept in
            // A body may be as long as all heads together.
            kept.requests[place] = HTTPRequest(request, body: [])
            kept.order.append(place)
            kept.byteCount += request.headByteCount
            guard kept.byteCount > Self.bytesMax else { return }
            // Half at a time: to drop one moves all others.
            let oldest = kept.order.prefix((kept.order.count + 1) / 2)
            for place in oldest {
                kept.byteCount -= kept.requests.removeValue(forKey: place)?.headByteCount ?? 0
            }
            kept.order.removeFirst(oldest.count)
        }
    }

    /// Returns the request of a record; nil if nobody watched when it came, or much came since.
    func request(of seq: Int, in sandbox: Sandbox) -> HTTPRequest? {
        let place = Place(sandbox: sandbox.name, incarnation: sandbox.incarnation, seq: seq)
        return kept.withLock { $0.requests[place] }
    }
}

extension HTTPRequest {
    /// About how many bytes a request takes besides its body.
    fileprivate var headByteCount: Int {
        fields.lines.reduce(160 + target.utf8.count) { count, line in
            count + 32 + line.name.utf8.count + line.value.utf8.count
        }
    }
}
