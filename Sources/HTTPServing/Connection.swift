import HTTPMessages

/// One client's socket, its TLS transport if there is one, and its exchange. Owned by a lane.
final class Connection {
    /// The connection's token at the lane's poller.
    let token: UInt64
    /// The index in the lane's deadline heap.
    var deadlineIndex: Int?
    // Small ones stand behind those that leave bytes unused: apart, each would take eight.
    private(set) var isClosed = false
    /// The interest last registered with the lane's poller; nil before the first time.
    var polledFor: Poller.Interest?

    private let socket: Socket
    /// The content codings that the client of the current request accepts.
    private var accepted: AcceptEncoding?
    private let services: LaneServices
    private var origin: RequestOrigin
    private var tls: TLSTransport?
    private var exchange: Exchange
    /// True if the exchange wants to know when everything is sent.
    private var awaitsSent = false
    /// True if the stream ends when everything is sent.
    private var finishesSending = false
    /// True while the handler resumes in a moment: until then the client is not listened to, so
    /// that one that has ended its stream is not taken for one that has left.
    private var pauses = false
    private var exchangeID: ExchangeID?
    private var responder: (any Responder)?
    private var unsent = Unsent()
    /// The bytes of the current answer that were to be sent by now.
    private var answerByteCount = 0
    /// The arrival of the current request, in nanoseconds of uptime.
    private var begunAt: Int64 = 0

    init(
        _ socket: Socket, from origin: RequestOrigin, token: UInt64, services: LaneServices,
        at now: Instant
    ) {
        self.socket = socket
        self.origin = origin
        self.token = token
        self.services = services
        tls = services.transport(at: now)
        exchange = Exchange(in: services.context, at: now)
        if origin.isOnReserve { exchange.answerOnce() }
    }

    var descriptor: Int32 { socket.descriptor }

    /// The time at which `deadlinePassed` is due.
    var deadline: Instant? { tls?.deadline ?? exchange.deadline }

    /// The events that the poller should wait for now.
    var interest: Poller.Interest {
        var interest: Poller.Interest = []
        if wantsInput { interest.insert([.input, .end]) }
        if watchesForEnd { interest.insert(.end) }
        if !unsent.isEmpty { interest.insert(.output) }
        return interest
    }

    private var wantsInput: Bool { exchange.wantsInput && !pauses }

    private var watchesForEnd: Bool { exchange.watchesForEnd && !pauses }

    /// True if the connection uses one of the reserved descriptors.
    var isOnReserve: Bool { origin.isOnReserve }

    /// Closes the descriptor; the lane has forgotten the connection.
    func close() {
        socket.close()
    }

    // MARK: Events

    /// Reads what has arrived. Output waits for `flush`.
    func read(at now: Instant) {
        guard wantsInput, receive(endHasCome: false, at: now) else { return }
        // Events tell of an end that comes with the request; here the socket has to be asked.
        if exchange.watchesForEnd, socket.hasEnded { exchange.inputEnded = true }
    }

    /// Handles an event of the socket. Output waits for `flush`.
    func handle(_ event: Poller.Event, at now: Instant) {
        if event.isWritable { flush(at: now) }
        if isClosed { return }
        if event.isReadable, wantsInput {
            receive(endHasCome: event.inputHasEnded, at: now)
        } else if event.inputHasEnded, watchesForEnd {
            perform(exchange.receiveEnd(at: now), at: now)
        } else if event.isGone {
            perform(exchange.lost(at: now), at: now)
        }
    }

    /// Handles the passing of the deadline. Output waits for `flush`.
    func deadlinePassed(at now: Instant) {
        if let handshake = tls?.deadline {
            guard handshake <= now else { return }
            let hasBegun = tls?.isShakingHands ?? false
            services.handler.failed(
                "the TLS handshake took too long", isHandshake: hasBegun, from: origin, at: now)
            perform(exchange.lost(at: now), at: now)
        } else {
            perform(exchange.deadlinePassed(at: now), at: now)
        }
    }

    /// Resumes an exchange that waits. Output waits for `flush`.
    func wake(_ id: ExchangeID, at now: Instant) {
        guard id == exchangeID else { return }
        perform(exchange.wake(), at: now)
    }

    /// Stops the connection by `end`: requests that have arrived are still answered, whatever
    /// cannot finish is dropped.
    func stop(by end: Instant, at now: Instant) {
        for _ in 0..<Self.lastReadsMax {
            guard wantsInput, receive(endHasCome: false, at: now) else { break }
        }
        flush(at: now, sendsMax: .max)
        if isClosed { return }
        if tls?.isEstablished == false { return abandon(at: now) }
        if exchange.isWaiting { conclude(by: end, at: now) }
        perform(
            exchange.stop(by: end, at: now, isMissed: responder?.isMissed ?? true), at: now)
        flush(at: now)
    }

    /// The most reads of a stopping connection: enough for the largest request that may have
    /// arrived.
    private static let lastReadsMax = 32

    private func conclude(by end: Instant, at now: Instant) {
        guard let delivery = responder?.conclude(by: end, at: now) else { return }
        perform(deliver(delivery, at: now), at: now)
    }

    /// Ends the connection to free its descriptor, unless a request has arrived by now.
    func endIfIdle(at now: Instant) {
        read(at: now)
        flush(at: now)
        if !isClosed, exchange.isSilent { abandon(at: now) }
    }

    /// Ends the connection to free its descriptor, and refuses a request whose answer is waiting.
    func endIfWaiting(at now: Instant) {
        guard exchange.isWaiting, !pauses else { return }
        perform(deliver(.whole(Refusal.makesRoom.response), at: now), at: now)
        flush(at: now)
        if !isClosed { abandon(at: now) }
    }

    /// Others need the descriptor: a client that has stopped reading its answer goes without.
    func endIfStalled(forMs ms: Int64, at now: Instant) {
        if exchange.isStalled(forMs: ms, at: now) { abandon(at: now) }
    }

    /// Ends the connection at once, whatever it is doing.
    func abandon(at now: Instant) {
        perform(exchange.abandon(), at: now)
    }

    // MARK: Input

    /// - Returns: true if anything arrived.
    @discardableResult
    private func receive(endHasCome: Bool, at now: Instant) -> Bool {
        switch services.scratch.withUnsafeMutableBytes({ socket.receive(into: $0) }) {
        case .bytes(let count):
            let areLast = endHasCome && count < services.scratch.count
            if tls == nil {
                let bytes = services.scratch[..<count]
                perform(exchange.receive(bytes, areLast: areLast, at: now), at: now)
            } else {
                receiveEncrypted(count, areLast: areLast, at: now)
            }
            return true
        case .end:
            leaveHandshake(at: now)
            perform(exchange.receiveEnd(at: now), at: now)
        case .gone:
            leaveHandshake(at: now)
            perform(exchange.lost(at: now), at: now)
        case .nothing: break
        }
        return false
    }

    private func leaveHandshake(at now: Instant) {
        guard tls?.isShakingHands == true else { return }
        services.handler.failed(
            "TLS: the client left in the middle of the handshake", isHandshake: true,
            from: origin, at: now)
    }

    /// Decrypts the first bytes of the scratch buffer and processes the plaintext.
    private func receiveEncrypted(_ count: Int, areLast: Bool, at now: Instant) {
        guard let tls else { return }
        if tls.session == nil { services.begin(tls, from: origin, at: now) }
        guard let session = tls.session, tls.fault != .hang else { return }
        if tls.fault == .reset { return reset() }
        var plain: [UInt8] = []
        let answer = services.scratch.withUnsafeBytes { scratch in
            session.receive(
                UnsafeRawBufferPointer(rebasing: scratch[..<count]), into: &plain)
        }
        unsent.append(answer)
        switch session.state {
        case .handshaking: break
        case .established:
            tls.establish()
            if origin.clientSubject == nil { origin.clientSubject = session.clientSubject }
            if plain.isEmpty, !areLast { break }
            perform(exchange.receive(plain[...], areLast: areLast, at: now), at: now)
        case .closed:
            tls.establish()
            perform(exchange.receive(plain[...], areLast: true, at: now), at: now)
        case .failed(let failure):
            fail(failure, at: now)
        }
    }

    /// Fails the TLS session. Requests decrypted together with the failure are not answered: the
    /// answer could only be sent in clear.
    private func fail(_ failure: TLSFailure, at now: Instant) {
        let isHandshake = tls?.isShakingHands ?? false
        tls = nil
        guard failure != .plainHTTP else {
            return perform(exchange.receive(.plainHTTP, at: now), at: now)
        }
        services.handler.failed(
            "TLS: \(failure)", isHandshake: isHandshake, from: origin, at: now)
        // An answer that counts as lost does not go out any more.
        if awaitsSent { dropUnsent() }
        perform(exchange.fail(at: now), at: now)
    }

    // MARK: Actions

    /// Performs actions in order. The recursion is bounded, since what follows an answer ends with
    /// bytes to send.
    private func perform(_ actions: [Exchange.Action], at now: Instant) {
        for action in actions { perform(action, at: now) }
    }

    private func perform(_ action: Exchange.Action, at now: Instant) {
        switch action {
        case .answer(let request):
            perform(begin(request, at: now), at: now)
        case .resume:
            perform(respond(at: now), at: now)
        case .send(let bytes):
            awaitsSent = true
            let encoded = tls?.encrypt(bytes) ?? bytes
            answerByteCount += encoded.count
            unsent.append(encoded)
            if case .failed? = tls?.session?.state { perform(exchange.lost(at: now), at: now) }
        case .ended(let ending):
            if ending != .delivered { responder?.cut(after: answerByteCount - unsent.count) }
            if let responder {
                services.counts.exchangeEnded(
                    after: responder.isTimed ? now.uptime - begunAt : nil)
                responder.ended(ending, at: now)
            }
            responder = nil
        case .refused(let refusal):
            origin.requestOnConnection += 1
            services.handler.refused(
                refusal, exchange.refusedRequest, from: origin, at: now)
        case .finishSending:
            finishesSending = true
            unsent.append(tls?.close() ?? [])
        case .omitCloseNotify:
            tls?.omitCloseNotify()
        case .close:
            if let tls { _ = socket.send(unsent.rest + tls.close()) }
            isClosed = true
        case .reset:
            reset()
        }
    }

    private func reset() {
        socket.resetOnClose()
        isClosed = true
    }

    private func refuse(
        _ request: HTTPRequest, _ refusal: Refusal, with response: HTTPResponse, at now: Instant
    ) -> [Exchange.Action] {
        let answer = services.handler.refused(
            refusal, with: response, request, from: origin, at: now)
        return exchange.deliver(.whole(answer), at: now)
    }

    private func begin(_ request: HTTPRequest, at now: Instant) -> [Exchange.Action] {
        origin.requestOnConnection += 1
        answerByteCount = 0
        accepted =
            request.fields["Accept-Encoding"] == nil
            ? nil : AcceptEncoding(request.fields.list("Accept-Encoding"))
        if let (refusal, response) = ContentCoder.refusal(of: accepted) {
            return refuse(request, refusal, with: response, at: now)
        }
        switch services.coder.decode(request) {
        case .refusal(let refusal, let response):
            return refuse(request, refusal, with: response, at: now)
        case .request(let request):
            let id = services.numbers.next(on: descriptor)
            exchangeID = id
            begunAt = now.uptime
            services.counts.exchangeBegan()
            responder = services.handler.responder(for: request, from: origin, as: id, at: now)
            return respond(at: now)
        }
    }

    private func respond(at now: Instant) -> [Exchange.Action] {
        pauses = false
        switch responder?.respond(at: now) {
        case .deliver(let delivery):
            return deliver(delivery, at: now)
        case .wait(let instant):
            if let end = services.stopsAt, let last = responder?.conclude(by: end, at: now) {
                return deliver(last, at: now)
            }
            exchange.wait(until: instant)
            return []
        case .pause:
            if let end = services.stopsAt { _ = responder?.conclude(by: end, at: now) }
            pauses = true
            return []
        case nil:
            return []
        }
    }

    private func deliver(_ delivery: Delivery, at now: Instant) -> [Exchange.Action] {
        let encoded = accepted.map { services.coder.encode(delivery, for: $0) }
        return exchange.deliver(encoded ?? delivery, at: now)
    }

    // MARK: Output

    /// Drops the bytes that the network has not taken.
    private func dropUnsent() {
        answerByteCount -= unsent.count
        unsent = Unsent()
    }

    /// Sends the pending output to the network, and processes what follows it: the next requests of
    /// a client that does not wait for answers. After a number of them the rest waits, as if the
    /// network took no more, until the poller has had a look at the other clients.
    func flush(at now: Instant, sendsMax: Int = Connection.sendsMax) {
        var sends = 0
        while !isClosed, hasOutput {
            guard unsent.isEmpty || (sends < sendsMax && send(at: now)) else { return }
            sends += 1
            perform(sent(at: now), at: now)
        }
    }

    /// The most answers of one client, of some 20 µs each, between two looks at the others. Each
    /// look costs as much as half an answer.
    private static let sendsMax = 16

    private var hasOutput: Bool { !unsent.isEmpty || awaitsSent || finishesSending }

    /// Sends the output; returns true if the network took all of it.
    private func send(at now: Instant) -> Bool {
        services.handler.settle()
        guard let count = socket.send(unsent.rest) else {
            dropUnsent()
            perform(exchange.lost(at: now), at: now)
            return false
        }
        unsent.removeFirst(count)
        if !unsent.isEmpty, count > 0 { exchange.progressed(at: now) }
        return unsent.isEmpty
    }

    /// Reports to the exchange that everything is sent.
    private func sent(at now: Instant) -> [Exchange.Action] {
        if finishesSending {
            finishesSending = false
            socket.finishSending()
        }
        guard awaitsSent else { return [] }
        awaitsSent = false
        return exchange.sent(at: now)
    }
}
