import HTTPMessages

/// One client's socket, and the exchange that decides what happens on it. Owned by a lane.
final class Connection {
    /// Names the connection at the lane's poller.
    let token: UInt64
    /// Where the connection stands in the lane's heap of deadlines.
    var deadlineIndex: Int?
    /// What the lane's poller was last told to wait for.
    var polledFor: Poller.Interest
    private(set) var isClosed = false

    private let socket: Socket
    private let origin: Origin
    private let handler: any RequestHandler
    private let numbers: ExchangeNumbers
    private var exchange: Exchange
    private var exchangeID: ExchangeID?
    private var responder: (any Responder)?
    /// Bytes of the current send that the network has not taken yet.
    private var unsent: ArraySlice<UInt8> = []

    init(
        _ socket: Socket, from origin: Origin, token: UInt64, numbers: ExchangeNumbers,
        limits: HTTPLimits,
        handler: any RequestHandler, at now: Instant
    ) {
        self.socket = socket
        self.origin = origin
        self.token = token
        self.handler = handler
        self.numbers = numbers
        exchange = Exchange(limits: limits, at: now)
        polledFor = [.input, .end]
    }

    var descriptor: Int32 { socket.descriptor }

    /// When `deadlinePassed` is due.
    var deadline: Instant? { exchange.deadline }

    /// What the poller should wait for now.
    var interest: Poller.Interest {
        var interest: Poller.Interest = []
        if exchange.wantsInput { interest.insert([.input, .end]) }
        if exchange.watchesForEnd { interest.insert(.end) }
        if !unsent.isEmpty { interest.insert(.output) }
        return interest
    }

    /// Something happened to the socket. `scratch` is lent for reading.
    func handle(_ event: Poller.Event, scratch: inout [UInt8], at now: Instant) {
        if event.isWritable { flush(at: now) }
        if isClosed { return }
        if event.isReadable, exchange.wantsInput {
            receive(event, scratch: &scratch, at: now)
        } else if event.inputHasEnded, exchange.watchesForEnd {
            perform(exchange.receiveEnd(at: now), at: now)
        } else if event.isGone {
            perform(exchange.lost(at: now), at: now)
        }
    }

    /// The deadline has come.
    func deadlinePassed(at now: Instant) {
        perform(exchange.deadlinePassed(at: now), at: now)
    }

    /// The handler wants to go on with an exchange that waits.
    func wake(_ id: ExchangeID, at now: Instant) {
        guard id == exchangeID else { return }
        perform(exchange.wake(), at: now)
    }

    /// The server is stopping: what has arrived is still answered.
    func stop(scratch: inout [UInt8], at now: Instant) {
        if exchange.wantsInput {
            let arrived = Poller.Event(
                token: token, isReadable: true, isWritable: false, inputHasEnded: false,
                isGone: false)
            receive(arrived, scratch: &scratch, at: now)
        }
        perform(exchange.stop(at: now), at: now)
    }

    /// The server has no more time: the connection ends whatever it is doing.
    func abandon(at now: Instant) {
        perform(exchange.lost(at: now), at: now)
    }

    /// Gives the descriptor back; the lane has forgotten the connection.
    func close() {
        socket.close()
    }

    private func receive(_ event: Poller.Event, scratch: inout [UInt8], at now: Instant) {
        switch scratch.withUnsafeMutableBytes({ socket.receive(into: $0) }) {
        case .bytes(let count):
            let areLast = event.inputHasEnded && count < scratch.count
            perform(exchange.receive(scratch[..<count], areLast: areLast, at: now), at: now)
        case .end: perform(exchange.receiveEnd(at: now), at: now)
        case .gone: perform(exchange.lost(at: now), at: now)
        case .nothing: break
        }
    }

    /// Performs actions in order; each may lead to more.
    private func perform(_ actions: [Exchange.Action], at now: Instant) {
        var pending = actions[...]
        while let action = pending.popFirst() {
            let more = perform(action, at: now)
            if !more.isEmpty { pending += more }
        }
    }

    private func perform(_ action: Exchange.Action, at now: Instant) -> [Exchange.Action] {
        switch action {
        case .answer(let request):
            let id = numbers.next(on: descriptor)
            exchangeID = id
            responder = handler.responder(for: request, from: origin, as: id, at: now)
            return respond(at: now)
        case .resume:
            return respond(at: now)
        case .send(let bytes):
            return send(bytes[...], at: now)
        case .ended(let ending):
            responder?.ended(ending, at: now)
            responder = nil
        case .refused(let refusal):
            handler.refused(refusal, at: now)
        case .finishSending:
            socket.finishSending()
        case .close:
            isClosed = true
        case .reset:
            socket.resetOnClose()
            isClosed = true
        }
        return []
    }

    private func respond(at now: Instant) -> [Exchange.Action] {
        switch responder?.respond(at: now) {
        case .deliver(let delivery):
            return exchange.deliver(delivery, at: now)
        case .wait(let instant):
            exchange.wait(until: instant)
            return []
        case nil:
            return []
        }
    }

    private func flush(at now: Instant) {
        guard !unsent.isEmpty else { return }
        perform(send(unsent, at: now), at: now)
    }

    private func send(_ bytes: ArraySlice<UInt8>, at now: Instant) -> [Exchange.Action] {
        guard let count = socket.send(bytes) else {
            unsent = []
            return exchange.lost(at: now)
        }
        unsent = bytes.dropFirst(count)
        guard unsent.isEmpty else {
            if count > 0 { exchange.progressed(at: now) }
            return []
        }
        unsent = []
        return exchange.sent(at: now)
    }
}
