import HTTPMessages
import Journal
import Synchronization

/// A request to the control API. It is answered once the server has handled everything else that
/// has reached it by now, so that the answer reflects whatever was done before. Workers do the
/// work, and no lane waits for it.
final class ControlExchange: Responder {
    private enum Step {
        case arrived
        case catchingUp
        /// A worker is busy with it.
        case working
        case awaiting(Awaited, in: Sandbox, until: Instant)
        /// A stream of events that waits for the next look; false before its head was sent.
        case watching(EventStream, hasBegun: Bool)
        /// Messages have to be processed before the clock moves.
        case blocked(ClockAdvance)
        /// Part of the answer has been sent.
        case answering(any AnswerParts)
    }

    /// The result of a worker.
    private enum Work: Sendable {
        case answer(ControlAnswer)
        case turn(ClockAdvance, ClockAdvance.Turn)
        case events([UInt8]?, EventStream, hasBegun: Bool)
        case part([UInt8], isLast: Bool, rest: any AnswerParts, isFirst: Bool)
    }

    private let id: ExchangeID
    private let waker: Waker
    private let workers: Workers
    private let begin: @Sendable (Instant) -> ControlAnswer
    private let done: Handover<Work>
    private var step = Step.arrived
    private var isStopping = false
    /// The stream whose place is to be given back.
    private var watched: EventStream?

    /// - Parameter begin: computes the first answer.
    init(
        as id: ExchangeID, waker: Waker, workers: Workers,
        begin: @escaping @Sendable (Instant) -> ControlAnswer
    ) {
        self.id = id
        self.waker = waker
        self.workers = workers
        self.begin = begin
        done = Handover()
    }

    func respond(at now: Instant) -> Answer {
        switch step {
        case .arrived where waker.catchUp(id):
            step = .catchingUp
            return .pause
        case .arrived, .catchingUp:
            return work(at: now) { [begin] in .answer(begin(now).inParts) }
        case .working:
            return done.take().map { proceed($0, at: now) } ?? .pause
        case .awaiting(let awaited, let sandbox, let deadline):
            return look(for: awaited, in: sandbox, until: deadline, at: now)
        case .watching(let stream, let hasBegun):
            return watch(stream, hasBegun: hasBegun, at: now)
        case .blocked(let advance):
            return advance.isBlocked(id) ? .wait(until: nil) : turn(advance, at: now)
        case .answering(let parts):
            return part(of: parts, isFirst: false, at: now)
        }
    }

    func conclude(by end: Instant, at now: Instant) -> Delivery? {
        isStopping = true
        switch step {
        case .awaiting: return .whole(ControlError.stopping.response)
        case .watching(_, hasBegun: false): return .whole(ControlError.stopping.response)
        case .blocked(let advance): return stop(advance, at: now)
        case .arrived, .catchingUp, .working, .watching, .answering: return nil
        }
    }

    func ended(_ ending: ExchangeEnding, at now: Instant) {
        watched?.leave()
        watched = nil
        switch step {
        case .awaiting(_, let sandbox, _): sandbox.stopWaiting(id)
        case .blocked(let advance): advance.sandbox.stopWaiting(id)
        default: break
        }
    }

    /// Tests that end the mock have seen enough of it.
    var isMissed: Bool { false }

    // MARK: Steps

    private func proceed(_ work: Work, at now: Instant) -> Answer {
        switch work {
        case .answer(.response(let response)):
            return .deliver(.whole(response.guarded))
        case .answer(.long(let make)):
            return self.work(isLong: true, at: now) {
                .answer(ControlAnswer.response(make()).inParts)
            }
        case .answer(.parts(let parts)):
            return part(of: parts, isFirst: true, at: now)
        case .answer(.awaiting(let awaited, let sandbox, let deadline)):
            return look(for: awaited, in: sandbox, until: deadline, at: now)
        case .answer(.advancing(let advance)):
            return turn(advance, at: now)
        case .answer(.watching(let stream)):
            watched = stream
            return watch(stream, hasBegun: false, at: now)
        case .events(let bytes, let stream, let hasBegun):
            return send(bytes, of: stream, hasBegun: hasBegun, at: now)
        case .turn(let advance, .unfinished) where isStopping:
            return .deliver(stop(advance, at: now))
        case .turn(let advance, .unfinished):
            return turn(advance, at: now)
        case .turn(let advance, .blocked):
            guard advance.isBlocked(id) else { return turn(advance, at: now) }
            step = .blocked(advance)
            return .wait(until: nil)
        case .turn(_, .finished(let response)):
            return .deliver(.whole(response.guarded))
        case .part([], isLast: false, let rest, let isFirst):
            return part(of: rest, isFirst: isFirst, at: now)
        case .part(let bytes, let isLast, let rest, let isFirst):
            step = .answering(rest)
            let more: [Delivery.Step] = isLast ? [] : [.askAgain]
            guard isFirst else { return .deliver(.steps([.bytes(bytes)] + more)) }
            var fields = HTTPFields.guarding(rest.contentType)
            for field in rest.fields.lines { fields.append(field.name, field.value) }
            guard !isLast else {
                return .deliver(.whole(HTTPResponse(status: 200, fields: fields, body: bytes)))
            }
            let head = Delivery.Step.head(status: 200, fields: fields, .chunked, isLast: false)
            return .deliver(.steps([head, .bytes(bytes)] + more))
        }
    }

    private func look(
        for awaited: Awaited, in sandbox: Sandbox, until deadline: Instant, at now: Instant
    ) -> Answer {
        step = .awaiting(awaited, in: sandbox, until: deadline)
        switch sandbox.look(for: awaited, as: id, isTimeUp: deadline <= now, at: now) {
        case .open(let nextLook):
            return .wait(until: min(deadline, nextLook ?? deadline))
        case .decided(let isSatisfied, let awaited):
            let records = AwaitedRecords(awaited.found, isSatisfied: isSatisfied, in: sandbox)
            return part(of: records, isFirst: true, at: now)
        }
    }

    // MARK: Events

    private func watch(_ stream: EventStream, hasBegun: Bool, at now: Instant) -> Answer {
        guard hasBegun || stream.deadline != nil else {
            step = .watching(stream, hasBegun: true)
            var fields = HTTPFields.guarding(stream.contentType)
            fields.append("Cache-Control", "no-store")
            let head = Delivery.Step.head(status: 200, fields: fields, .chunked, isLast: false)
            return .deliver(.steps([head, .bytes(stream.greeting), .askAgain]))
        }
        // The end of an answer that has begun.
        guard !isStopping else { return .deliver(.steps([])) }
        return work(at: now) {
            var stream = stream
            let bytes = stream.part(at: now)
            return .events(bytes, stream, hasBegun: hasBegun)
        }
    }

    private func send(
        _ bytes: [UInt8]?, of stream: EventStream, hasBegun: Bool, at now: Instant
    ) -> Answer {
        if let bytes, stream.deadline != nil {
            let fields = HTTPFields.guarding(stream.contentType)
            return .deliver(.whole(HTTPResponse(status: 200, fields: fields, body: bytes)))
        }
        if isStopping, hasBegun { return .deliver(.steps(bytes.map { [.bytes($0)] } ?? [])) }
        step = .watching(stream, hasBegun: hasBegun)
        if let bytes { return .deliver(.steps([.bytes(bytes), .askAgain])) }
        return .wait(until: now.advanced(by: EventHub.lookInterval))
    }

    private func turn(_ advance: ClockAdvance, at now: Instant) -> Answer {
        work(at: now) {
            var advance = advance
            let turn = advance.turn(at: now)
            return .turn(advance, turn)
        }
    }

    private func stop(_ advance: ClockAdvance, at now: Instant) -> Delivery {
        advance.stop(at: now)
        return .whole(ControlError.stopping.response)
    }

    private func part(of parts: any AnswerParts, isFirst: Bool, at now: Instant) -> Answer {
        work(at: now) {
            var rest = parts
            let (bytes, isLast) = rest.part()
            return .part(bytes, isLast: isLast, rest: rest, isFirst: isFirst)
        }
    }

    // MARK: Workers

    /// Lets a worker do a job and resumes when it is done; without a server the job runs here.
    private func work(
        isLong: Bool = false, at now: Instant, _ job: @escaping @Sendable () -> Work
    ) -> Answer {
        step = .working
        guard waker.isConnected else {
            done.put(job())
            return .wait(until: now)
        }
        let whenDone = { @Sendable [id, waker, done] in
            done.put(job())
            waker.wake([id])
        }
        if isLong { workers.runLong(whenDone) } else { workers.run(whenDone) }
        return .pause
    }
}

extension HTTPFields {
    /// Returns the fields of an answer of the control API: a browser takes it for what it is, and
    /// lets no other origin have it. A report in HTML has its own styles and nothing else.
    fileprivate static func guarding(_ contentType: String) -> HTTPFields {
        var fields: HTTPFields = ["Content-Type": contentType]
        fields.append("X-Content-Type-Options", "nosniff")
        fields.append("Referrer-Policy", "no-referrer")
        fields.append("Cross-Origin-Resource-Policy", "same-origin")
        if contentType.hasPrefix("text/html") {
            fields.append(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        }
        return fields
    }
}

extension HTTPResponse {
    /// The response with those fields.
    fileprivate var guarded: HTTPResponse {
        guard let type = fields["Content-Type"] else { return self }
        var response = self
        for line in HTTPFields.guarding(type).lines where line.name != "Content-Type" {
            response.fields.append(line.name, line.value)
        }
        return response
    }
}

/// Passes one value from one thread to another.
private final class Handover<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func put(_ new: Value) {
        value.withLock { $0 = new }
    }

    func take() -> Value? {
        value.withLock { $0.take() }
    }
}
