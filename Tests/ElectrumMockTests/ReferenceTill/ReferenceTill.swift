import ElectrumMock
import JSONTree
import Scenarios
import Vocabulary
import WireTesting

/// A till that does its duty, unless its habits are changed: it retries what is unknown, reverses
/// what stays unknown, confirms what it got, and repeats an advice until the answer is final.
final class ReferenceTill {
    var habits: Habits
    /// The connection that is open, and how the till writes its messages.
    var till: Till

    private let connect: () throws -> WireClient
    /// Nil on the machine's clock.
    private let sandbox: ControlledSandbox?
    private var isConnected = true
    /// The voucher that was sold last.
    private var code = ""
    private var refreshToken: String?
    /// How often each kind of message was sent.
    private var sent: [Operation: Int] = [:]
    /// The identifiers in the last answer, for the advice on it.
    private var identifiers: JSON?
    /// How long the till waits on the machine's clock before it looks at the sandbox's.
    private let patienceMs: Int32

    /// A till of a sandbox with a manual clock.
    convenience init(
        _ mock: MockServer, in sandbox: ControlledSandbox, messaging: Messaging = .dual,
        patienceMs: Int32 = 40
    ) throws {
        try self.init(steering: sandbox, messaging: messaging, patienceMs: patienceMs) {
            try WireClient(port: mock.port)
        }
        till.basePath = "/sandboxes/\(sandbox.name)/suv/v1"
    }

    /// A till with connections of its own.
    ///
    /// - Parameter sandbox: whose clock is moved where the till waits; nil for the machine's
    ///   clock, on which it does not wait.
    init(
        steering sandbox: ControlledSandbox?, messaging: Messaging, patienceMs: Int32,
        connect: @escaping () throws -> WireClient
    ) throws {
        self.connect = connect
        self.sandbox = sandbox
        self.patienceMs = patienceMs
        habits = Habits(messaging: messaging)
        till = Till(client: try connect())
    }

    // MARK: Transactions

    /// Sells one voucher; returns what became of it in the till's books.
    @discardableResult
    func sell(_ id: String) throws -> FinalState? { try carryOut(.sale, id) }

    /// Redeems the voucher that was sold last.
    @discardableResult
    func redeem(_ id: String) throws -> FinalState? {
        // Whatever the lookup says: that it was asked for is what counts.
        if habits.looksUpVouchers { try ask(.lookup, "") }
        return try carryOut(.redemption, id)
    }

    /// Refunds it.
    @discardableResult
    func refund(_ id: String) throws -> FinalState? { try carryOut(.refund, id) }

    /// Sells a voucher and goes on with it as far as it can be used.
    func sellRedeemAndRefund(_ number: Int) throws {
        let isUsable: Set<FinalState?> = [.confirmed, .provisioned]
        guard isUsable.contains(try sell(uuid(number))),
            isUsable.contains(try redeem(uuid(100 + number)))
        else { return }
        try refund(uuid(200 + number))
    }

    private func carryOut(_ leg: Leg, _ id: String) throws -> FinalState? {
        identifiers = nil
        var outcome = try ask(leg.request, id)
        if let lookup = leg.lookup, habits.looksUpUnknown, outcome == .unknown {
            let told = try ask(lookup, id)
            // A voucher's lookup says nothing of what became of the provision.
            if lookup == .lookupRedemption { outcome = told }
        }
        if let retry = leg.retry {
            for attempt in 1...(habits.retriesMax + 1)
            where outcome == .unknown && attempt <= habits.retriesMax {
                try pause(habits.retryPause)
                outcome = try ask(retry, id, attempt: attempt)
                if outcome == .declined { outcome = .retryDeclined }
            }
        }
        return try conclude(leg, id, outcome)
    }

    private func conclude(
        _ leg: Leg, _ id: String, _ outcome: Habits.Outcome
    ) throws -> FinalState? {
        var ending: FinalState? =
            switch outcome {
            case .approved: .provisioned
            case .declined: .declined
            case .retryDeclined, .unknown: nil
            }
        for advice in habits.conclusions[outcome] ?? [] {
            let isReversal = advice == .reversal
            let isFinal = try settle(isReversal ? leg.reverse : leg.confirm, id)
            ending = isFinal ? isReversal ? .reversed : .confirmed : nil
        }
        return ending
    }

    /// Sends an advice until its answer is final; false when the till gives up before.
    private func settle(_ advice: Operation, _ id: String) throws -> Bool {
        for attempt in 1...habits.advicesMax {
            if attempt > 1 { try pause(habits.advicePause) }
            if try ask(advice, id, attempt: attempt) != .unknown { return true }
        }
        return false
    }

    /// Waits on the sandbox clock.
    func pause(_ span: String?) throws {
        if let span { try sandbox?.advance(span) }
    }

    // MARK: Messages

    /// Sends a message and tells what the answer says.
    @discardableResult
    func ask(
        _ operation: Operation, _ id: String, attempt: Int = 1
    ) throws -> Habits.Outcome {
        if !isConnected { till.client = try connect() }
        isConnected = true
        var draft = Draft(operation, on: id, by: till, code: code, identifiers: identifiers)
        habits.edits[operation]?(&draft, attempt)
        if habits.usesTokens, till.token == nil { try fetchToken() }
        till.client.send(till.request(draft))
        sent[operation, default: 0] += 1
        if let response = try? answer(to: operation) {
            guard habits.usesTokens, response.status == 401, till.token != nil else {
                return outcome(of: response, to: operation)
            }
            // The token has expired: the same message goes out again with another one.
            till.token = nil
            return try ask(operation, id, attempt: attempt)
        }
        till.client.close()
        isConnected = false
        return .unknown
    }

    /// Asks for an access token until there is one, by the refresh token first.
    private func fetchToken() throws {
        let client = "&client_id=till&client_secret=hidden"
        let refresh = refreshToken.map { "grant_type=refresh_token&refresh_token=\($0)\(client)" }
        let password = "grant_type=password&username=\(till.user)&password=secret\(client)"
        for form in [refresh, password].compactMap({ $0 }) {
            let reply = try till.requestToken(form)
            guard let token = reply.json["access_token"]?.text else { continue }
            till.token = token
            refreshToken = reply.json["refresh_token"]?.text
            return
        }
    }

    /// The answer, nil when there is none that can be read. Where nothing comes, the till waits for
    /// a minute on the sandbox clock.
    private func answer(to operation: Operation) throws -> WireResponse? {
        var response = try till.client.readResponse(withinMs: patienceMs)
        if response == nil, let sandbox {
            // On a busy machine the message itself may need longer.
            let count = sent[operation] ?? 1
            _ = try sandbox.ask(
                "GET",
                "/journal/await?operation=\(operation.rawValue)&count=\(count)&timeout=1s")
            response = try till.client.readResponse(withinMs: 5)
        }
        if response == nil {
            try sandbox?.advance("60s")
            guard till.client.hasInput(withinMs: 0) else { return nil }
            response = try till.client.readResponse(withinMs: 100)
        }
        guard let response, response.status > 0 else { return nil }
        if response["Connection"] == "close" { isConnected = false }
        return response
    }

    private func outcome(
        of response: WireResponse, to operation: Operation
    ) -> Habits.Outcome {
        if let misread = habits.misreads[response.status] { return misread }
        let isJSON = response["Content-Type"]?.hasPrefix("application/json") == true
        let json = isJSON ? try? JSON(parsing: response.body) : nil
        let isDoubtful = json?["errorType"]?.text.map(habits.doubtfulErrors.contains) ?? false
        // That a redemption did not arrive is no decline: it may be on its way.
        let saysNothing = operation == .lookupRedemption && json?["errorType"] == nil
        switch response.status {
        case 200..<300 where json != nil && isComplete(json, operation):
            identifiers = json?["thirdPartyIdentifiers"]
            code = json?["voucher"]?["code"]?.text ?? code
            return .approved
        case 400..<500 where !isDoubtful && !saysNothing:
            return .declined
        default:
            return .unknown
        }
    }

    /// A provision is successful only with the voucher.
    private func isComplete(_ json: JSON?, _ operation: Operation) -> Bool {
        let isSale = operation == .provision || operation == .retry
        return !isSale || json?["voucher"]?["code"] != nil
    }
}
