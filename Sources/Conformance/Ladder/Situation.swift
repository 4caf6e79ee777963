import Journal
import Vocabulary

/// The state of a transaction as its three parties see it, with the money that is at stake.
package enum Situation: Sendable, Hashable, CaseIterable {
    /// The till waits for an answer.
    case underWay
    /// The provider has done what was asked for, and the till cannot know.
    case doneUnheard
    /// The provider has done it, and the till takes it for declined.
    case doneThoughtDeclined
    /// The till has reversed, and the provider is never told of reversals.
    case reversalKept
    /// The till has reversed, and the provider has not heard yet.
    case reversalUndelivered
    /// The till has reversed, and the provider has refused to hear of it.
    case reversalRefused
    /// The till takes it for reversed, the switch does not.
    case reversedAtTillOnly
    /// The till keeps what the switch or the provider has reversed.
    case confirmedButReversed
    /// The till has confirmed what was never done.
    case confirmedButNotDone
    /// The till has confirmed, and the provider has not heard yet.
    case confirmationUndelivered
    /// The till has confirmed, and the provider has refused to hear of it.
    case confirmationRefused
    /// The switch has the advice, the till has no answer to it.
    case adviceUnanswered
    /// The till's advice has not got through.
    case adviceUnheard
    /// The till has its voucher and has not finalised it.
    case notFinalised
    /// The request never arrived.
    case unheard
    /// The till cannot know that nothing was done.
    case unknown
    /// The switch refused the message for its form or its sender.
    case refused
    case declined, reversed, sold, soldUntold, nothing

    /// The degree of agreement.
    package enum Kind: String, Sendable, CaseIterable {
        /// All three agree, as far as they ever will.
        case agree
        /// An answer is to come.
        case open
        /// Somebody still has to do something.
        case unsettled
        /// Unless somebody does something, money is lost.
        case risk

        /// A sign of one column.
        package var sign: String {
            switch self {
            case .agree: "✓"
            case .open: "…"
            case .unsettled: "!"
            case .risk: "✕"
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .declined, .reversed, .sold, .soldUntold, .nothing: .agree
        case .underWay: .open
        case .reversalUndelivered, .confirmationUndelivered, .confirmationRefused,
            .adviceUnanswered,
            .adviceUnheard,
            .notFinalised, .unheard, .unknown, .refused:
            .unsettled
        case .doneUnheard, .doneThoughtDeclined, .reversalKept, .reversalRefused,
            .reversedAtTillOnly,
            .confirmedButReversed, .confirmedButNotDone:
            .risk
        }
    }

    /// True if money is at risk by what the provider does with reversals, whatever the till does.
    package var isProvidersDoing: Bool { self == .reversalKept || self == .reversalRefused }

    /// Reads the situation from a finished walk.
    init(_ walk: BeliefWalk, _ messages: [MessageRecord], in sandbox: SandboxRecord) {
        let beliefs = walk.beliefs
        let isDone = beliefs.provider.holds
        let isReversed = beliefs.switch == .reversed || beliefs.provider == .reversed
        if walk.isOpen {
            self = .underWay
            return
        }
        switch beliefs.till {
        case .none:
            self = .nothing
        case .waiting, .unknown:
            self = Self.unknown(walk, isReversed: isReversed)
        case .declined where isDone:
            self = .doneThoughtDeclined
        case .declined:
            let isRefused = messages.allSatisfy { $0.isRefused || !$0.operation.isTransactional }
            self = isRefused ? .refused : .declined
        case .reversed:
            self = Self.reversed(walk)
        case .confirmed where isReversed:
            self = .confirmedButReversed
        case .confirmed where !isDone:
            self = .confirmedButNotDone
        case .confirmed:
            self =
                beliefs.provider == .confirmed
                ? .sold
                : walk.keptConfirmation
                    ? .soldUntold
                    : walk.hasRefusedAdvice ? .confirmationRefused : .confirmationUndelivered
        case .voucher, .approved:
            self = Self.received(walk, isReversed: isReversed, in: sandbox)
        }
    }

    private static func unknown(_ walk: BeliefWalk, isReversed: Bool) -> Situation {
        let beliefs = walk.beliefs
        if walk.keptReversal, beliefs.provider.holds { return .reversalKept }
        if isReversed { return .adviceUnanswered }
        if beliefs.provider.holds { return .doneUnheard }
        return beliefs.switch == .none ? .unheard : .unknown
    }

    private static func reversed(_ walk: BeliefWalk) -> Situation {
        let beliefs = walk.beliefs
        guard beliefs.provider.holds else { return .reversed }
        if walk.keptReversal { return .reversalKept }
        if beliefs.provider == .confirmed || beliefs.switch.holds { return .reversedAtTillOnly }
        return walk.hasRefusedAdvice ? .reversalRefused : .reversalUndelivered
    }

    private static func received(
        _ walk: BeliefWalk, isReversed: Bool, in sandbox: SandboxRecord
    ) -> Situation {
        switch walk.lastAdvice {
        case .reversal where isReversed: .adviceUnanswered
        case .confirmation where walk.beliefs.switch == .confirmed: .adviceUnanswered
        case .confirmation, .reversal: .adviceUnheard
        case .request, .retry, .lookup, .call, .delivery, .connection, nil:
            isReversed
                ? .confirmedButReversed
                : walk.beliefs.till == .voucher && sandbox.messaging == .dual
                    ? .notFinalised : .sold
        }
    }
}
