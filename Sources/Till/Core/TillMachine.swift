import JSONTree
package import Vocabulary

/// A till as a state machine without clock, socket or chance: it returns the next message with its
/// time, and takes the answer.
///
/// Do what `next` returns; pass the answer to `receive`; repeat until `next` returns `finished`.
package struct TillMachine: Sendable {
    /// A step that a till asks for.
    package enum Step: Sendable {
        /// Wait for the pause, send the message, and wait for its answer until the time-out.
        case send(TillMessage, pause: Duration, timeout: Duration)
        case finished
    }

    /// The till's reading of an answer.
    package struct Decision: Sendable {
        package let message: TillMessage
        /// As the till reads it.
        package let outcome: TillOutcome
        /// Nil without an answer.
        package let status: Int?
        package let errorType: String?
        package let voucherCode: String?
        package let move: TillMove
        package let pause: Duration
    }

    /// A transaction that is over, as the till sees it.
    package struct Account: Sendable {
        package let kind: TransactionKind
        package let sale: Int
        package let id: String
        package let end: TillEnd
        package let messages: Int
        package let voucherCode: String?
        package let trail: [TrailEntry]
    }

    /// The most requests for a token before a transaction is left open.
    static let tokenRequestsMax = 20

    package var settings: TillSettings
    package private(set) var accounts: [Account] = []
    package var defects: [TillDefect]
    var open: OpenTransaction?
    var earlier: [TrailEntry] = []
    var draw: Draw
    private var sale = 0
    private var upcoming: (move: TillMove, pause: Duration)?
    private var pending: TillMessage?
    private var tokens = TokenHolder()
    /// The ids of the sales so far.
    var saleIDs: [String] = []
    /// The id of the last advice on the transaction before.
    var adviceBefore: String?
    /// The most times that one message is sent again because its token was refused.
    private static let refusalsMax = 5

    /// - Parameter defects: what the till does wrong; none for one that keeps every duty.
    package init(_ settings: TillSettings, defects: [TillDefect] = []) {
        self.settings = settings
        self.defects = defects
        draw = Draw(seed: settings.seed, purpose: "till")
    }

    // MARK: Steps

    /// Returns the next step.
    ///
    /// - Parameter time: for the messages that are written now.
    package mutating func next(at time: Timestamp) -> Step {
        if open == nil { begin(at: time) }
        guard let open else { return .finished }
        if settings.authentication == .oauth2, tokens.access == nil {
            guard tokens.requests < Self.tokenRequestsMax else {
                tokens.requests = 0
                finish(.end(.open), at: time)
                return next(at: time)
            }
            return tokenRequest(for: open)
        }
        let (move, pause) = upcoming ?? choose(open)
        upcoming = nil
        guard let operation = open.operation(of: move) else {
            finish(move, at: time)
            // Another one that begins in its place comes after the same pause.
            if self.open != nil { upcoming = (.request, pause) }
            return next(at: time)
        }
        let situation = open.situation(before: move, settings, earlier: earlier)
        let message = write(operation, situation, at: time)
        pending = message
        return .send(message, pause: pause, timeout: timeout(in: situation))
    }

    /// Takes what came for the message of the last step. Returns what the till makes of it; nil
    /// for a token and a message that is sent again with a new one.
    package mutating func receive(_ reply: TillReply) -> Decision? {
        guard let message = pending else { return nil }
        pending = nil
        let read = ReadReply(reply, to: message.operation)
        if message.operation == .token {
            tokens.receive(read)
            return nil
        }
        if isRenewing(message, read) {
            tokens.access = nil
            repeatPending(message)
            return nil
        }
        return conclude(message, read)
    }

    /// True if the message goes out again with another token.
    private mutating func isRenewing(_ message: TillMessage, _ read: ReadReply) -> Bool {
        guard settings.authentication == .oauth2, read.outcome == .unauthorised,
            var open, open.refusals < Self.refusalsMax
        else { return false }
        let outcome = interpretation(of: read.outcome, for: message, open)
        open.trail.append(TrailEntry(message.operation, message.attempt, outcome))
        let situation = open.situation(before: .end(.open), settings, earlier: earlier)
        let isMistaken = mistakes(in: situation).contains {
            if case .moves = $0 { true } else { false }
        }
        self.open?.refusals += 1
        return outcome == .unauthorised && !isMistaken
    }

    private mutating func conclude(_ message: TillMessage, _ read: ReadReply) -> Decision? {
        guard var open else { return nil }
        let outcome = interpretation(of: read.outcome, for: message, open)
        open.refusals = 0
        record(message, outcome, read, in: &open)
        self.open = open
        let (move, pause) = choose(open)
        upcoming = (move, pause)
        return Decision(
            message: message, outcome: outcome, status: read.status, errorType: read.errorType,
            voucherCode: read.json?["voucher"]?["code"]?.text, move: move, pause: pause)
    }

    private func record(
        _ message: TillMessage, _ outcome: TillOutcome, _ read: ReadReply,
        in open: inout OpenTransaction
    ) {
        guard message.operation.role != .lookup else {
            // The lookup of a voucher says nothing of what became of its provision.
            let isTelling = message.operation == .lookupRedemption && !outcome.isUnknown
            open.toldByLookup = isTelling ? outcome : nil
            return
        }
        open.toldByLookup = nil
        open.trail.append(TrailEntry(message.operation, message.attempt, outcome))
        guard outcome == .approved, !message.operation.isAdvice else { return }
        open.identifiers = read.json?["thirdPartyIdentifiers"] ?? open.identifiers
        open.receivedCode = read.json?["voucher"]?["code"]?.text ?? open.receivedCode
    }

    // MARK: Decisions

    /// Returns the till's reading of an outcome.
    private func interpretation(
        of outcome: TillOutcome, for message: TillMessage, _ open: OpenTransaction
    ) -> TillOutcome {
        guard message.operation.role != .lookup else { return outcome }
        var open = open
        open.trail.append(TrailEntry(message.operation, message.attempt, outcome))
        let situation = open.situation(before: .end(.open), settings, earlier: earlier)
        for case .reads(let other) in mistakes(in: situation) { return other }
        return outcome
    }

    /// The next move, and how long to wait before it.
    private func choose(_ open: OpenTransaction) -> (TillMove, Duration) {
        var move = open.rightMove(settings)
        var situation = open.situation(before: move, settings, earlier: earlier)
        for case .moves(let other) in mistakes(in: situation) where open.mayMake(other) {
            move = other
            break
        }
        situation = open.situation(before: move, settings, earlier: earlier)
        for case .pauses(let pause) in mistakes(in: situation) { return (move, pause) }
        return (move, rightPause(before: move, open))
    }

    /// A till waits before it repeats something.
    private func rightPause(before move: TillMove, _ open: OpenTransaction) -> Duration {
        switch move {
        case .retry: settings.retryPause
        case .confirm where open.trail.last?.operation.role == .confirmation: settings.advicePause
        case .reverse where open.trail.last?.operation.role == .reversal: settings.advicePause
        case .request where !open.trail.isEmpty: settings.retryPause
        case .anew: settings.retryPause
        case .request, .lookup, .confirm, .reverse, .end: .zero
        }
    }

    private func timeout(in situation: TillSituation) -> Duration {
        for case .waits(let percent) in mistakes(in: situation) {
            return settings.timeout * percent / 100
        }
        return settings.timeout
    }

    func mistakes(in situation: TillSituation) -> [TillMistake] {
        defects.flatMap(\.parts).filter { $0.applies(in: situation) }.map(\.mistake)
    }

    // MARK: Transactions

    /// Begins a transaction beside those of the settings; none may be open.
    ///
    /// - Parameters:
    ///   - id: nil for one that the till draws.
    ///   - code: the voucher to redeem or to refund.
    package mutating func begin(
        _ kind: TransactionKind, id: String? = nil, code: String? = nil, at time: Timestamp
    ) {
        precondition(open == nil, "a transaction is open")
        if kind == .provision { sale += 1 }
        open = transaction(kind, id: id, code: code, at: time)
    }

    /// Begins the next transaction, if any is left.
    private mutating func begin(at time: Timestamp) {
        if let last = accounts.last, let kind = following(last) {
            open = transaction(kind, code: last.voucherCode, at: time)
        } else if sale < settings.sales {
            begin(.provision, at: time)
        }
    }

    /// The kind of transaction that a voucher goes on to; nil at the end.
    private func following(_ last: Account) -> TransactionKind? {
        guard last.voucherCode != nil, last.end == .confirmed || last.end == .provisioned else {
            return nil
        }
        switch last.kind {
        case .provision: return settings.extent == .sale ? nil : .redemption
        case .redemption: return settings.extent == .refund ? .refund : nil
        case .refund: return nil
        }
    }

    private mutating func transaction(
        _ kind: TransactionKind, id: String? = nil, code: String?, at time: Timestamp
    ) -> OpenTransaction {
        let id = id ?? identity(kind, sale)
        var open = OpenTransaction(
            kind: kind, sale: sale, id: id, stranger: newID(), code: code)
        open.request = settings.request(
            id: id, identifier: draw.digits(12), code: code, time: time)
        if kind == .provision { saleIDs.append(id) }
        return open
    }

    /// Closes the transaction in the till's books.
    private mutating func finish(_ move: TillMove, at time: Timestamp) {
        guard let open else { return }
        let end: TillEnd = if case .end(let end) = move { end } else { .declined }
        accounts.append(
            Account(
                kind: open.kind, sale: open.sale, id: open.id, end: end,
                messages: open.sent.values.reduce(0, +),
                voucherCode: open.receivedCode ?? open.code, trail: open.trail))
        earlier += open.trail
        let advice = open.advices.min { $0.key.rawValue < $1.key.rawValue }?.value
        adviceBefore = advice?["id"]?.text ?? adviceBefore
        self.open = nil
        guard case .anew(let isSame) = move else { return }
        var other = transaction(open.kind, code: open.code, at: time)
        if isSame {
            other.request["thirdPartyIdentifiers"] = open.request["thirdPartyIdentifiers"]
        }
        self.open = other
    }

    // MARK: Tokens

    private mutating func tokenRequest(for open: OpenTransaction) -> Step {
        tokens.requests += 1
        let message = TillMessage(
            operation: .token, sale: open.sale, attempt: tokens.requests, path: "/oauth/token",
            form: tokens.form(settings), user: settings.user)
        pending = message
        return .send(
            message, pause: tokens.requests > 1 ? settings.retryPause : .zero,
            timeout: settings.timeout)
    }

    /// The message goes out again with another token, as the same attempt.
    private mutating func repeatPending(_ message: TillMessage) {
        open?.sent[message.operation] = message.attempt - 1
        guard let open else { return }
        let move = open.move(of: message.operation)
        upcoming = (move, .zero)
    }

    /// The Authorization field for a message.
    func authorization(_ user: String) -> String {
        tokens.access.map { "Bearer \($0)" }
            ?? "Basic \(Base64.encode("\(user):\(settings.password)".utf8))"
    }
}
