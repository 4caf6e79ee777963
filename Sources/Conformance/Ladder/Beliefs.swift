import Journal
import Vocabulary

/// One party's knowledge of a transaction.
package enum Belief: String, Sendable, CaseIterable {
    /// It has asked for nothing, or was never asked.
    case none
    /// It has asked and waits for the first answer.
    case waiting
    /// It has asked and does not know the outcome.
    case unknown
    /// It knows of a voucher.
    case voucher
    /// It knows of an approved redemption or refund.
    case approved
    case confirmed, reversed, declined

    /// True if something of value exists in its eyes.
    var holds: Bool { self == .voucher || self == .approved || self == .confirmed }

    /// A sign of one column.
    package var sign: String {
        switch self {
        case .none: "·"
        case .waiting: "|"
        case .unknown: "?"
        case .voucher, .approved: "◆"
        case .confirmed: "✓"
        case .reversed: "↺"
        case .declined: "✕"
        }
    }

    /// A word or two, as in "does not know".
    ///
    /// - Parameter party: 0 for the till, 1 for the switch, 2 for the provider.
    package func text(of party: Int) -> String {
        switch self {
        case .none: ["asked nothing", "never heard", "did nothing"][party]
        case .waiting: "is waiting"
        case .unknown: "does not know"
        case .voucher: ["has the voucher", "provisioned", "issued"][party]
        case .approved: "approved"
        case .confirmed: "confirmed"
        case .reversed: "reversed"
        case .declined: "declined"
        }
    }
}

/// The beliefs of the three parties at one moment.
package struct Beliefs: Sendable, Hashable {
    package var till = Belief.none
    package var `switch` = Belief.none
    package var provider = Belief.none

    /// From left to right.
    package var all: [Belief] { [till, `switch`, provider] }
}

/// The steps by which beliefs change: each message is asked, acted upon and answered, and another
/// message may come between.
struct BeliefWalk {
    enum Step: Int {
        /// The message leaves its sender, and is acted upon at once.
        case ask
        /// The message leaves its sender; the switch acts later.
        case askOnly
        /// The switch acts after another message came.
        case act
        case answer
    }

    private(set) var beliefs = Beliefs()
    /// True while an answer is to come.
    private(set) var isOpen = false
    /// The advice of the till that was sent last.
    private(set) var lastAdvice: Operation.Role?
    /// True if a reversal that was acknowledged was kept from the provider.
    private(set) var keptReversal = false
    /// True if a confirmation that was acknowledged was kept from the provider.
    private(set) var keptConfirmation = false
    /// True if the provider has refused to take an advice.
    private(set) var hasRefusedAdvice = false

    private let sandbox: SandboxRecord
    private let hasAllAnswers: Bool

    init(_ sandbox: SandboxRecord, hasAllAnswers: Bool) {
        self.sandbox = sandbox
        self.hasAllAnswers = hasAllAnswers
    }

    /// Walks through all steps of a transaction in order of time.
    ///
    /// - Parameter messages: the messages and deliveries of one transaction, by arrival.
    /// - Parameter visit: called after each step with the beliefs before it.
    mutating func walk(
        _ messages: [MessageRecord],
        _ visit: (_ step: Step, _ message: MessageRecord, _ before: Beliefs, Beliefs) -> Void
    ) {
        for (step, index) in Self.steps(messages) {
            let message = messages[index]
            let before = beliefs
            switch step {
            case .ask:
                ask(message)
                act(message)
            case .askOnly: ask(message)
            case .act: act(message)
            case .answer: answer(message, next: Self.next(after: index, in: messages))
            }
            visit(step, message, before, beliefs)
        }
    }

    /// Returns the steps in order of time; of one time, in order of arrival.
    private static func steps(_ messages: [MessageRecord]) -> [(Step, Int)] {
        var times: [(at: Timestamp, step: Step, index: Int)] = []
        times.reserveCapacity(2 * messages.count)
        for (index, message) in messages.enumerated() {
            let next = index + 1 < messages.count ? messages[index + 1].at : nil
            let acted = message.processedAt ?? message.at
            let isLate = next.map { $0 < acted } ?? false
            times.append((message.at, isLate ? .askOnly : .ask, index))
            if isLate { times.append((acted, .act, index)) }
            times.append((message.finishedAt ?? .latest, .answer, index))
        }
        let isInOrder = zip(times, times.dropFirst()).allSatisfy { $0.at <= $1.at }
        guard !isInOrder else { return times.map { ($0.step, $0.index) } }
        return times.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map { ($0.element.step, $0.element.index) }
    }

    /// The till's next message of the transaction.
    private static func next(after index: Int, in messages: [MessageRecord]) -> MessageRecord? {
        messages[(index + 1)...].first { $0.operation.isMessage && $0.operation != .lookup }
    }

    // MARK: The steps of one message

    private mutating func ask(_ message: MessageRecord) {
        switch message.operation.role {
        case .request, .retry:
            if beliefs.till == .none { beliefs.till = .waiting }
        case .confirmation, .reversal:
            lastAdvice = message.operation.role
        case .lookup, .call, .delivery, .connection: break
        }
    }

    private mutating func act(_ message: MessageRecord) {
        guard !message.isLostRequest else { return }
        let role = message.operation.role
        if role == .delivery {
            guard message.processed else { return }
            beliefs.provider = message.operation == .deliverConfirm ? .confirmed : .reversed
            return
        }
        guard !message.isRefused else { return }
        if role != .lookup, let state = message.state.flatMap(Belief.init(of:)) {
            beliefs.switch = state
        }
        switch role {
        case .request, .retry:
            if message.providerHasDone, !beliefs.provider.holds {
                beliefs.provider = message.operation.kind == .provision ? .voucher : .approved
            } else if message.upstream == .declines, beliefs.provider == .none {
                beliefs.provider = .declined
            }
        case .confirmation where message.isKeptFromProvider(in: sandbox): keptConfirmation = true
        case .reversal where message.isKeptFromProvider(in: sandbox): keptReversal = true
        case .confirmation, .reversal, .lookup, .call, .delivery, .connection: break
        }
    }

    private mutating func answer(_ message: MessageRecord, next: MessageRecord?) {
        if message.answer == .pending, message.operation.isMessage, !hasAllAnswers {
            isOpen = true
            return
        }
        switch message.operation.role {
        case .request, .retry: hear(message, next: next)
        case .confirmation where message.answer.isSuccess: beliefs.till = .confirmed
        case .delivery where message.answer.status.map { (400..<500).contains($0) } ?? false:
            hasRefusedAdvice = true
        case .reversal where message.answer.isSuccess || message.answer.status == 404:
            beliefs.till = .reversed
        case .lookup where beliefs.till == .unknown && message.operation == .lookupRedemption:
            switch KnownOutcome(toldBy: message) {
            case .approved: beliefs.till = .approved
            case .declined: beliefs.till = .declined
            case .pending, .unknown, nil: break
            }
        case .confirmation, .reversal, .lookup, .call, .delivery, .connection: break
        }
    }

    /// The till takes in the answer to a request or a retry.
    private mutating func hear(_ message: MessageRecord, next: MessageRecord?) {
        let isUndecided = beliefs.till == .waiting || beliefs.till == .unknown
        let isSale = message.operation.kind == .provision
        switch KnownOutcome(of: message, next: next, hasAllAnswers: hasAllAnswers) {
        case .approved:
            if beliefs.till != .confirmed { beliefs.till = isSale ? .voucher : .approved }
        case .declined where message.operation.role == .request || message.isMalformed:
            if beliefs.till == .waiting { beliefs.till = .declined }
        case .declined, .unknown:
            if isUndecided { beliefs.till = .unknown }
        case .pending: break
        }
    }
}

extension Belief {
    /// The switch's belief in the journal's words; nil for none.
    fileprivate init?(of state: TransactionState) {
        switch state {
        case .none: return nil
        case .unknown: self = .unknown
        case .provisioned: self = .voucher
        case .redeemed, .refunded: self = .approved
        case .confirmed: self = .confirmed
        case .reversed: self = .reversed
        case .declined: self = .declined
        }
    }
}

extension MessageRecord {
    /// True if the scenario let it be lost before anybody read it.
    var isLostRequest: Bool { fault?.lost == .request }

    /// True if the provider has issued a voucher, or approved what was asked for.
    var providerHasDone: Bool { upstream == .issues || upstream == .fails && processed }

    /// True for an advice that the switch has taken and does not pass on to the provider.
    func isKeptFromProvider(in sandbox: SandboxRecord) -> Bool {
        guard operation.isAdvice, !isRefused, !isLostRequest, answer.isSuccess,
            let profile = provider.flatMap({ sandbox.profiles[$0] })
        else { return false }
        return operation.role == .confirmation
            ? profile.keepsConfirmations : profile.keepsReversals
    }
}
