import Journal
import Vocabulary

/// A provision, redemption or refund, and every message of the till about it, in order of arrival.
final class TillTransaction: Sendable {
    let key: TillTransactionKey
    /// The id in the till's first spelling.
    let spelling: String
    /// Every message, including lookups and those sent to a wrong operation.
    let messages: [MessageRecord]
    /// The request and its retries. It begins with a retry if the provision never arrived.
    let attempts: [Attempt]
    let confirmations: [MessageRecord]
    let reversals: [MessageRecord]
    /// True if its request, and messages after that, may be among those that are not known.
    let mayLackMessages: Bool
    /// The id of the provider's profile; nil if the journal does not name it.
    let provider: String?
    /// False if the provider's profile declines every retry.
    let providerRetries: Bool

    init(
        _ key: TillTransactionKey, spelling: String, _ messages: [MessageRecord],
        in sandbox: SandboxRecord, hasAllAnswers: Bool, lacksBeginning: Bool
    ) {
        self.key = key
        self.spelling = spelling
        self.messages = messages
        mayLackMessages =
            lacksBeginning && !messages.contains { $0.operation.role == .request }
        let sound = Self.withoutCorrected(messages)
        let request = sound.first { $0.operation.role == .request }
        let relevant = sound.filter { message in
            message.operation.role == .retry || message.operation.isAdvice
                || message.operation == .lookupRedemption
                || (message.operation.role == .request
                    && (request.map { message.hasSameContent(as: $0, but: ["id"]) } ?? false))
        }
        let attempts = Self.attempts(among: relevant, hasAllAnswers: hasAllAnswers)
        self.attempts = Self.settled(attempts, by: relevant.filter { $0.operation.role == .lookup })
        confirmations = relevant.filter { $0.operation.role == .confirmation }
        reversals = relevant.filter { $0.operation.role == .reversal }
        let provider = relevant.lazy.compactMap(\.provider).first
        self.provider = provider
        providerRetries = provider.map { !(sandbox.profiles[$0]?.declinesRetries ?? false) } ?? true
    }

    var id: String { key.id }

    var kind: TransactionKind { key.kind }

    /// Nil if neither the request nor a retry arrived.
    var last: Attempt? { attempts.last }

    /// Every attempt but the provision; a provision sent to the wrong operation counts as a retry.
    var retries: [Attempt] {
        attempts.first?.message.operation.role == .request
            ? Array(attempts.dropFirst()) : attempts
    }

    /// The confirmations and reversals, in order of arrival.
    var advices: [MessageRecord] {
        (confirmations + reversals).sorted { $0.seq < $1.seq }
    }

    /// A hard decline of the request itself. One refused for its sender never was one.
    var beganDeclined: Bool {
        attempts.first.map {
            $0.message.operation.role == .request && $0.outcome == .declined
                && !$0.message.isUnauthenticated
        } ?? false
    }

    /// True if the request itself got a hard decline that ended the transaction: no later retry
    /// opened it again.
    var isDeclinedAtOnce: Bool {
        beganDeclined
            && !attempts.contains {
                $0.outcome == .approved
                    || ($0.outcome == .unknown && $0.message.operation.role == .retry)
            }
    }

    /// Returns true if a provision may be said to end like this. A decline that was reversed
    /// nevertheless counts as both.
    func ends(in ending: FinalState) -> Bool {
        self.ending == ending
            || (ending == .declined && isDeclinedAtOnce && self.ending == .reversed)
    }

    /// The ending of a provision; nil while it is open. A reversal that found nothing to reverse
    /// (404) is an ending.
    var ending: FinalState? {
        let isReversed = reversals.contains {
            $0.answer.isSuccess || $0.answer.status == 404
                || $0.state == .reversed
        }
        if isReversed { return .reversed }
        let isConfirmed = confirmations.contains {
            $0.answer.isSuccess || $0.state == .confirmed
        }
        if isConfirmed { return .confirmed }
        if isDeclinedAtOnce { return .declined }
        return last?.outcome == .approved ? .provisioned : nil
    }

    /// Returns true if there was an advice of that role that was not refused for its sender.
    func hasAdvice(_ role: Operation.Role) -> Bool {
        advices.contains { $0.operation.role == role && !$0.isUnauthenticated }
    }

    func isReversed(after attempt: Attempt) -> Bool {
        reversals.contains { $0.seq > attempt.message.seq && !$0.isUnauthenticated }
    }

    /// Returns the messages after a message that the switch refused for their sender, as in ", and
    /// its confirmation was refused (401 AUTHENTICATION_ERROR)"; empty for none.
    func refusals(after message: MessageRecord) -> String {
        let refused = advices.filter { $0.seq > message.seq && $0.isUnauthenticated }
        return refused.map { ", and its \($0.operation.noun) was refused (\($0.answerText))" }
            .joined()
    }

    func finding(
        _ text: String, _ evidence: [MessageRecord], comparing comparison: Comparison? = nil,
        remark: String = ""
    ) -> Finding {
        Finding(spelling, text, evidence, comparing: comparison, remark: remark)
    }

    /// Returns the messages without those that were refused for form or sender and sent anew.
    private static func withoutCorrected(_ messages: [MessageRecord]) -> [MessageRecord] {
        var lasts: [Operation: Int] = [:]
        for message in messages { lasts[message.operation] = message.seq }
        return messages.filter { !$0.isRefused || $0.seq == lasts[$0.operation] }
    }

    private static func attempts(among messages: [MessageRecord], hasAllAnswers: Bool) -> [Attempt]
    {
        var attempts: [Attempt] = []
        for (index, message) in messages.enumerated()
        where message.operation.role == .request || message.operation.role == .retry {
            let next = index + 1 < messages.count ? messages[index + 1] : nil
            // "Already done" does not say how the first attempt was answered, and a refusal of the
            // sender does not say that it was declined.
            let isRefusedRepeat =
                message.operation.role == .request
                && message.errorType.map(repeatErrors.contains) ?? false
            let tellsNothing =
                !attempts.isEmpty && (isRefusedRepeat || message.isUnauthenticated)
            let outcome =
                tellsNothing
                ? KnownOutcome.unknown
                : KnownOutcome(of: message, next: next, hasAllAnswers: hasAllAnswers)
            attempts.append(Attempt(message: message, outcome: outcome))
        }
        return attempts
    }

    private static let repeatErrors: Set<String> = [
        "DUPLICATE_RECORD", "VOUCHER_ALREADY_REDEEMED", "VOUCHER_ALREADY_REFUNDED",
    ]

    /// Returns the attempts, with the unknown outcomes that lookups have revealed.
    private static func settled(_ attempts: [Attempt], by lookups: [MessageRecord]) -> [Attempt] {
        attempts.map { attempt in
            let later = lookups.filter { $0.seq > attempt.message.seq }
            guard attempt.outcome == .unknown,
                let outcome = later.lazy.compactMap(KnownOutcome.init(toldBy:)).last
            else { return attempt }
            return Attempt(message: attempt.message, outcome: outcome)
        }
    }
}

/// Names a transaction: two clients may use one id (contract.md, section 5.7), and a client may
/// once the switch has forgotten it.
struct TillTransactionKey: Hashable {
    let kind: TransactionKind
    let client: String?
    let id: String
    /// The number of resets of the client before the transaction.
    var resetCount = 0
}

/// A request or a retry, with its outcome.
struct Attempt {
    let message: MessageRecord
    let outcome: KnownOutcome
}
