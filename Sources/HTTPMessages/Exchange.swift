/// The HTTP/1.1 side of one connection as a value: bytes and instants go in, actions come out (RFC
/// 9112). It has no socket and no clock, so every time-out and every broken client can be tested
/// without either.
///
/// The owner performs the actions in order and reports back: `deliver` or `wait` after `.answer`
/// and `.resume`, `sent` after `.send` once the network has taken every byte. After each call it
/// reads `deadline` and `wantsInput`.
package struct Exchange: ~Copyable {
    private var parser: RequestParser
    // Small ones stand behind those that leave bytes unused: apart, each would take eight.
    /// True if the client's stream has ended; also where the end came with a request.
    package var inputEnded = false
    private var answersOnce = false
    private var isStopping = false
    /// True if nobody waits any longer for a client that takes nothing.
    private var isHurried = false
    private var sentContinue = false
    /// The complete requests behind the one being answered.
    private var requests: [HTTPRequest] = []
    /// None or one, since hardly any connection has any.
    private var refusals: [Refusal] = []
    private var underway = Script.Underway.none
    private var phase = Phase.reading
    /// The framing of the request being answered.
    private var question: AnswerFraming?

    /// The time after which a server that stops gives up on a client that reads nothing, if no
    /// answer is lost.
    private static let hurryMs: Int64 = 200

    /// The time at which `deadlinePassed` has to be called; nil for never.
    package private(set) var deadline: Instant?

    /// A connection accepted at `now`.
    package init(in context: ExchangeContext, at now: Instant) {
        parser = RequestParser(in: context)
        deadline = now.advanced(byMs: context.limits.idleTimeoutMs)
    }

    /// True if `receive` accepts more bytes; false is back-pressure towards the client.
    package var wantsInput: Bool {
        switch phase {
        case .closed: false
        case .draining: true
        default: refusal == nil && hasRoom && !inputEnded
        }
    }

    private var limits: HTTPLimits { parser.limits }

    /// The refusal of input that could not be parsed; sent after the answers to earlier requests.
    private var refusal: Refusal? { refusals.first }

    private var hasRoom: Bool {
        requests.count + (question == nil ? 0 : 1) < limits.pipelinedMax
    }

    /// True if the end of the client's stream matters now: a client that ends it while its answer
    /// is held back has left.
    package var watchesForEnd: Bool {
        !inputEnded && (phase == .waiting || phase == .pausing)
    }

    /// The last refused request, as far as it could be read; nil without a target.
    package var refusedRequest: HTTPRequest? { parser.unreadable }

    /// True if no complete request is waiting for an answer.
    package var isSilent: Bool { phase == .reading }

    /// True if no byte of an unanswered request has arrived.
    package var isIdle: Bool { phase == .reading && parser.isEmpty }

    /// True while the handler waits, or is being asked.
    package var isWaiting: Bool { phase == .waiting }

    // MARK: Input

    /// Takes bytes that arrived; `areLast` if the end of the stream came with them.
    package mutating func receive(
        _ bytes: ArraySlice<UInt8>, areLast: Bool = false, at now: Instant
    ) -> [Action] {
        inputEnded = inputEnded || areLast
        switch phase {
        case .closed:
            return []
        case .draining(let drained):
            phase = .draining(bytes: drained + bytes.count)
            return inputEnded || drained + bytes.count > limits.drainBytesMax ? close() : []
        default:
            let wasEmpty = parser.isEmpty
            parser.append(bytes)
            parse()
            parser.keepRest()
            if phase == .reading, wasEmpty, !parser.isEmpty {
                deadline = now.advanced(byMs: limits.requestTimeoutMs)
            }
            if phase == .reading { return next(at: now) }
            return areLast ? receiveEnd(at: now) : []
        }
    }

    /// Takes the end of the client's stream. A request that arrived completely is still answered; a
    /// client that ends its stream while its answer is held back has left.
    package mutating func receiveEnd(at now: Instant) -> [Action] {
        inputEnded = true
        switch phase {
        case .reading:
            return parser.isEmpty ? close() : refuse(.cutShort, at: now)
        case .waiting, .pausing:
            return lost(at: now)
        case .draining:
            return close()
        case .sending, .closed:
            return []
        }
    }

    /// Answers input that is not meant for this server with a refusal.
    package mutating func receive(_ refusal: Refusal, at now: Instant) -> [Action] {
        phase == .reading ? refuse(refusal, at: now) : []
    }

    /// Fails the stream: nothing more can be sent, and input is discarded until the client has seen
    /// it.
    package mutating func fail(at now: Instant) -> [Action] {
        switch phase {
        case .draining, .closed: return []
        default: return (isAnswering ? [.ended(.clientLeft)] : []) + drain(at: now)
        }
    }

    /// Ends the exchange, since the connection was reset or broke while sending.
    package mutating func lost(at now: Instant) -> [Action] {
        (isAnswering ? [.ended(.clientLeft)] : []) + close()
    }

    private var isAnswering: Bool {
        switch phase {
        case .waiting, .pausing, .sending(.answer), .sending(.step): true
        default: false
        }
    }

    // MARK: Answers

    /// Waits until the handler is to be asked again; nil: until it wakes the exchange.
    package mutating func wait(until instant: Instant?) {
        if phase == .waiting { deadline = instant }
    }

    /// Resumes a waiting exchange before its time.
    package mutating func wake() -> [Action] {
        phase == .waiting ? [.resume] : []
    }

    /// Takes the handler's answer to the request of the last `.answer` or `.resume`.
    package mutating func deliver(_ delivery: Delivery, at now: Instant) -> [Action] {
        guard phase == .waiting, let question else { return [] }
        switch delivery {
        case .whole(let response):
            // An answer that has begun cannot begin again.
            guard case .none = underway else { return end(isCut: false, at: now) }
            let bytes = encoder(of: question, at: now).encode(response)
            return send(bytes, .answer(thenFinish: !persists), at: now)
        case .steps(let steps):
            var script = Script(steps)
            if case .steps(let begun) = underway {
                script = begun
                script.resume(with: steps)
            }
            if script.isLast(question) { answersOnce = true }
            underway = .steps(script)
            return proceed(at: now)
        }
    }

    /// Takes note that the network took some bytes of the last `.send`: the client is slow, not
    /// stalled.
    package mutating func progressed(at now: Instant) {
        guard case .sending = phase else { return }
        deadline = now.advanced(byMs: sendTimeoutMs)
    }

    private var sendTimeoutMs: Int64 {
        isHurried ? min(Self.hurryMs, limits.sendTimeoutMs) : limits.sendTimeoutMs
    }

    /// Returns true if the client has taken nothing of an answer for so long.
    package func isStalled(forMs ms: Int64, at now: Instant) -> Bool {
        guard case .sending = phase, let deadline else { return false }
        return deadline <= now.advanced(byMs: max(0, sendTimeoutMs - ms))
    }

    /// Takes note that the network took every byte of the last `.send`.
    package mutating func sent(at now: Instant) -> [Action] {
        guard case .sending(let what) = phase else { return [] }
        switch what {
        case .answer(let thenFinish):
            return answered(thenFinish: thenFinish, at: now)
        case .step:
            return proceed(at: now)
        case .interim:
            phase = .reading
            deadline = now.advanced(byMs: limits.requestTimeoutMs)
            return next(at: now)
        case .refusal:
            return finish(at: now)
        }
    }

    // MARK: Time

    /// Handles the passing of the deadline.
    package mutating func deadlinePassed(at now: Instant) -> [Action] {
        guard let deadline, deadline <= now else { return [] }
        self.deadline = nil
        switch phase {
        case .reading:
            return parser.isEmpty
                ? close()
                : refuse(
                    Refusal(
                        408, "the request did not arrive within \(limits.requestTimeoutMs) ms"),
                    at: now)
        case .waiting: return [.resume]
        case .pausing: return proceed(at: now)
        case .sending: return lost(at: now)
        case .draining: return close()
        case .closed: return []
        }
    }

    /// The server is stopping, and ends at `end`: the current answer is the last. What cannot be
    /// finished by then ends now; whether an answer that is held back can, its handler knows.
    ///
    /// - Parameter isMissed: whether somebody would miss the current answer; one that nobody would
    ///   ends soon after its client has stopped reading it.
    package mutating func stop(
        by end: Instant, at now: Instant, isMissed: Bool = true
    ) -> [Action] {
        answerOnce()
        isStopping = true
        isHurried = !isMissed
        switch phase {
        case .reading, .sending(.interim): return close()
        case .pausing, .sending(.step):
            if case .steps(let script) = underway, script.restNs > end.uptime - now.uptime {
                return abandon()
            }
            if isHurried, phase != .pausing { hurry(at: now) }
        case .sending(.refusal), .draining:
            isHurried = true
            hurry(at: now)
        case .sending: if isHurried { hurry(at: now) }
        case .waiting, .closed: break
        }
        return []
    }

    private mutating func hurry(at now: Instant) {
        let soon = now.advanced(byMs: Self.hurryMs)
        deadline = deadline.map { min($0, soon) } ?? soon
    }

    /// Ends the connection at once, whatever it is doing.
    package mutating func abandon() -> [Action] {
        (isAnswering ? [.ended(.stopped)] : []) + close()
    }

    /// Makes the next answer the last.
    package mutating func answerOnce() {
        answersOnce = true
    }

    // MARK: Steps

    private var persists: Bool {
        question.map { $0.persists && !answersOnce } ?? false
    }

    private func encoder(of question: AnswerFraming, at now: Instant) -> ResponseEncoder {
        question.encoder(persists: persists, date: parser.context.date(at: now))
    }

    /// Parses requests from the input, as many as may wait.
    private mutating func parse() {
        while refusal == nil, hasRoom {
            do throws(Refusal) {
                guard let request = try parser.next() else { return }
                requests.append(request)
                sentContinue = false
            } catch {
                refusals = [error]
            }
        }
    }

    /// Advances to the next request, or to the answer that an incomplete one needs.
    private mutating func next(at now: Instant) -> [Action] {
        if !requests.isEmpty {
            let request = requests.removeFirst()
            // Emptied, an array would keep its buffer for as long as the client is silent.
            if requests.isEmpty { requests = [] }
            question = AnswerFraming(request)
            phase = .waiting
            deadline = nil
            return [.answer(request)]
        }
        if let refusal { return refuse(refusal, at: now) }
        if inputEnded { return parser.isEmpty ? close() : refuse(.cutShort, at: now) }
        if parser.awaitsContinue, !sentContinue {
            sentContinue = true
            return send(ResponseEncoder.continueLine, .interim, at: now)
        }
        return []
    }

    private mutating func answered(thenFinish: Bool, at now: Instant) -> [Action] {
        question = nil
        underway = .none
        if thenFinish || answersOnce { return [.ended(.delivered)] + finish(at: now) }
        phase = .reading
        parse()
        let isWaiting = requests.isEmpty && parser.isEmpty
        deadline = now.advanced(byMs: isWaiting ? limits.idleTimeoutMs : limits.requestTimeoutMs)
        return [.ended(.delivered)] + next(at: now)
    }

    private mutating func refuse(_ refusal: Refusal, at now: Instant) -> [Action] {
        refusals = [refusal]
        let encoder = ResponseEncoder(
            date: parser.context.date(at: now), connection: "close", omitsBody: false)
        return [.refused(refusal)] + send(encoder.encode(refusal.response), .refusal, at: now)
    }

    private mutating func send(_ bytes: [UInt8], _ what: Sending, at now: Instant) -> [Action] {
        phase = .sending(what)
        deadline = now.advanced(byMs: sendTimeoutMs)
        return [.send(bytes)]
    }

    /// Does the next of an answer's steps.
    private mutating func proceed(at now: Instant) -> [Action] {
        guard let question, case .steps(var script) = underway else { return [] }
        underway = .none
        let turn = script.next(question, encoder(of: question, at: now))
        underway = .steps(script)
        switch turn {
        case .send(let bytes): return send(bytes, .step, at: now)
        case .pause(let ns):
            phase = .pausing
            deadline = now.advanced(byNs: ns)
            return []
        case .askAgain:
            phase = .waiting
            deadline = nil
            return [.resume]
        case .close(let isCut): return end(isCut: isCut, at: now)
        case .reset:
            _ = close()
            return [.ended(.delivered), .reset]
        case .finished: return answered(thenFinish: !persists, at: now)
        }
    }

    /// The answer ends with its connection.
    private mutating func end(isCut: Bool, at now: Instant) -> [Action] {
        question = nil
        underway = .none
        return [.ended(.delivered)] + (isCut ? [.omitCloseNotify] : []) + finish(at: now)
    }

    /// Ends the connection so that the answer arrives: closing with unread input would send a
    /// reset, and the client could lose the answer (RFC 9112 section 9.6).
    private mutating func finish(at now: Instant) -> [Action] {
        let isAllRead = requests.isEmpty && refusal == nil && parser.isEmpty
        return inputEnded || isAllRead ? close() : drain(at: now)
    }

    private mutating func drain(at now: Instant) -> [Action] {
        question = nil
        underway = .none
        requests = []
        phase = .draining(bytes: 0)
        deadline = now.advanced(byMs: limits.drainTimeoutMs)
        if isStopping { hurry(at: now) }
        return [.finishSending]
    }

    private mutating func close() -> [Action] {
        guard phase != .closed else { return [] }
        phase = .closed
        deadline = nil
        question = nil
        underway = .none
        requests = []
        return [.close]
    }
}
