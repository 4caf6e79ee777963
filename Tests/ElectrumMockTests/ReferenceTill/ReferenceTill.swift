import ElectrumMock
import JSONTree
import Scenarios
import TestSupport
import Till
import Vocabulary

/// The till of the product over a connection of the tests, on a sandbox's manual clock.
final class ReferenceTill {
    /// Where messages go, below the root of the mock.
    var basePath = "/suv/v1"
    private var machine: TillMachine
    private var client: WireClient?
    private let connect: () throws -> WireClient
    /// Nil on the machine's clock, on which the till does not wait.
    private let sandbox: ControlledSandbox?
    /// The number of the last record of the journal that a message of this till has.
    private var lastSeq = 0
    /// How long the till waits for an answer on the machine's clock; with a sandbox's clock, before
    /// it asks the journal whether one will come.
    private let patienceMs: Int32

    private static let time = Timestamp(milliseconds: 1_769_596_889_123)

    /// A till of a sandbox with a manual clock.
    convenience init(
        _ mock: MockServer, in sandbox: ControlledSandbox, messaging: Messaging = .dual
    ) {
        self.init(steering: sandbox, messaging: messaging, patienceMs: 20) {
            try WireClient(port: mock.port)
        }
        basePath = "/sandboxes/\(sandbox.name)/suv/v1"
    }

    /// A till with connections of its own.
    ///
    /// - Parameters:
    ///   - sandbox: whose clock is moved where the till waits; nil for the machine's clock.
    ///   - seed: of the ids that it draws.
    init(
        steering sandbox: ControlledSandbox?, messaging: Messaging = .dual, patienceMs: Int32,
        seed: UInt64 = 1, connect: @escaping () throws -> WireClient
    ) {
        self.connect = connect
        self.sandbox = sandbox
        self.patienceMs = patienceMs
        var settings = TillSettings()
        settings.messaging = messaging
        settings.sales = 0
        settings.provider = "Voucher Issuer"
        settings.timeout = .seconds(60)
        settings.retryPause = .seconds(1)
        settings.advicePause = .seconds(5)
        settings.advicesMax = 100
        settings.seed = seed
        // Retries that are declined are to be seen.
        settings.knowsProviders = false
        machine = TillMachine(settings)
    }

    var settings: TillSettings {
        get { machine.settings }
        set { machine.settings = newValue }
    }

    /// The defects of the till.
    var defects: [TillDefect] {
        get { machine.defects }
        set { machine.defects = newValue }
    }

    /// The transactions as the till sees them.
    var accounts: [TillMachine.Account] { machine.accounts }

    // MARK: Transactions

    /// Sells one voucher; returns what became of it in the till's books, nil if it does not know.
    @discardableResult
    func sell(_ id: String) throws -> FinalState? {
        machine.begin(.provision, id: id, at: Self.time)
        try play()
        return machine.accounts.last?.state
    }

    /// Sells a voucher and goes on with it as far as it can be used.
    func sellRedeemAndRefund(_ number: Int) throws {
        machine.begin(.provision, id: uuid(number), at: Self.time)
        settings.extent = .refund
        try play()
    }

    /// Sells as many vouchers as the settings say, each as far as they say.
    func play() throws {
        while case .send(let message, let pause, let timeout) = machine.next(at: Self.time) {
            try advance(pause)
            _ = machine.receive(try exchange(message, timeout))
        }
    }

    /// Waits on the sandbox clock.
    func pause(_ span: String) throws {
        try sandbox?.advance(span)
    }

    private func advance(_ time: Duration) throws {
        if time > .zero { try pause("\(time.milliseconds)ms") }
    }

    // MARK: Messages

    private func exchange(_ message: TillMessage, _ timeout: Duration) throws -> TillReply {
        let client = try self.client ?? connect()
        self.client = client
        client.send(message.bytes(host: "localhost", base: basePath))
        let reply = try reply(to: message.operation, on: client, timeout)
        try awaitEnd(of: message.operation)
        return reply
    }

    private func reply(
        to operation: Operation, on client: WireClient, _ timeout: Duration
    ) throws -> TillReply {
        do {
            if let response = try answer(to: operation, on: client, timeout) {
                // Nothing follows on a connection that does not speak HTTP.
                if response.status == 0 || response["Connection"] == "close" { hangUp() }
                return response.reply
            }
            hangUp()
            return .none(.silent)
        } catch {
            hangUp()
            return .none(Self.loss("\(error)"))
        }
    }

    /// The reason that `WireClient` gives for an answer that did not come, or not to its end.
    private static func loss(_ failure: String) -> TillOutcome {
        if failure.contains("the end after") {
            return failure.hasSuffix("the end after 0 bytes") ? .closed : .spoilt
        }
        return failure.contains("reset") ? .reset : .closed
    }

    private func hangUp() {
        client?.close()
        client = nil
    }

    /// The answer, nil when there is none. Where the scenario holds it back, the till waits for its
    /// time-out on the sandbox clock.
    private func answer(
        to operation: Operation, on client: WireClient, _ timeout: Duration
    ) throws -> WireResponse? {
        if let response = try client.readResponse(withinMs: patienceMs) { return response }
        guard let sandbox else { return nil }
        // A busy machine may need longer, for the message itself as well.
        let query = "operation=\(operation.rawValue)&since=\(lastSeq)&timeout=20s"
        let found = try sandbox.ask("GET", "/journal/await?\(query)").json["records"]?.items
        guard let record = found?.last else { return nil }
        if record.isHeldBack {
            try advance(timeout)
            guard try newest(operation, in: sandbox)?.hasEnded == true else {
                // It may have begun.
                return client.hasInput(withinMs: 0) ? try client.readResponse(withinMs: 100) : nil
            }
        }
        return try client.readResponse(withinMs: 20_000)
    }

    /// Waits until the journal has the end of the last exchange, be it that the mock has noticed
    /// that the till is gone: the clock must not move before that.
    private func awaitEnd(of operation: Operation) throws {
        guard let sandbox else { return }
        let limit = ContinuousClock.now + .seconds(20)
        while let record = try newest(operation, in: sandbox) {
            guard !record.hasEnded else {
                lastSeq = record["seq"]?.integer.map(Int.init) ?? lastSeq
                return
            }
            guard ContinuousClock.now < limit else {
                throw NeverHappened(description: "the exchange of the \(operation) ends")
            }
        }
    }

    /// The record of the last message; nil for one that the mock did not take for a message.
    private func newest(_ operation: Operation, in sandbox: ControlledSandbox) throws -> JSON? {
        try sandbox.records("?operation=\(operation.rawValue)&since=\(lastSeq)").last
    }
}

extension JSON {
    /// True if a record's exchange is over.
    fileprivate var hasEnded: Bool { self["finishedAt"]?.text != nil }

    /// True if the fault of a record takes time: "delay 2s", "lost reply by silence for 90s".
    fileprivate var isHeldBack: Bool {
        self["fault"]?.text?.contains(/\d(ms|s|m|h)\b/) == true
    }
}

extension WireResponse {
    fileprivate var reply: TillReply {
        guard status > 0 else { return .none(.spoilt) }
        let isJSON = self["Content-Type"]?.hasPrefix("application/json") == true
        return .answer(status: status, isJSON: isJSON, body: body)
    }
}

extension TillMachine.Account {
    /// The end as scenarios name it; nil where the till does not know.
    var state: FinalState? { FinalState(rawValue: end.rawValue) }
}
