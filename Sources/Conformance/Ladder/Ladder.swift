import Journal
package import Vocabulary

/// The messages of one transaction between till, switch and provider, with the beliefs of the three
/// over time. Every form of the report, and the console, draws these rungs.
package struct Ladder: Sendable, Equatable {
    /// The name of the till, the switch and the provider.
    package let parties: [String]
    package private(set) var rungs: [Rung]
    /// The number of messages that are left out.
    package private(set) var omitted = 0
    /// The beliefs at the end.
    package let beliefs: Beliefs
    package let situation: Situation
    package let opinion: Opinion

    /// - Parameters:
    ///   - messages: the messages and deliveries of the transaction, by arrival.
    ///   - hasAllAnswers: true if an answer that is pending will not come.
    init(
        _ messages: [MessageRecord], _ kind: TransactionKind, in sandbox: SandboxRecord,
        hasAllAnswers: Bool
    ) {
        var walk = BeliefWalk(sandbox, hasAllAnswers: hasAllAnswers)
        var maker = RungMaker(messages, in: sandbox)
        walk.walk(messages) { maker.add($0, $1, $2, $3) }
        let situation = Situation(walk, messages, in: sandbox)
        let provider = sandbox.providerName(of: messages)
        parties = [
            messages.lazy.compactMap(\.terminal).first ?? "till", "switch", provider,
        ]
        rungs = maker.rungs
        beliefs = walk.beliefs
        self.situation = situation
        opinion = Opinion(
            situation, of: kind, at: provider,
            messages.lazy.compactMap(\.requestedAmount).first)
    }

    // More would hide what is to be seen; the journal has the rest.
    private static let messagesMax = 20

    /// Returns the ladder with the evidence and, as far as there is room, the earliest of the other
    /// messages.
    func shortened(to evidence: Set<Int>) -> Ladder {
        let numbers = Set(rungs.compactMap(\.seq))
        guard numbers.count > Self.messagesMax else { return self }
        let essential = numbers.intersection(evidence).sorted().prefix(Self.messagesMax)
        let others = numbers.subtracting(evidence).sorted()
            .prefix(Self.messagesMax - essential.count)
        let kept = Set(essential).union(others)
        var ladder = self
        ladder.rungs = []
        for rung in rungs {
            // A gap between others says nothing.
            if let seq = rung.seq, !kept.contains(seq) {
                if ladder.rungs.last?.kind == .gap { ladder.rungs.removeLast() }
                continue
            }
            if rung.kind == .gap, ladder.rungs.last?.kind == .gap { continue }
            ladder.rungs.append(rung)
        }
        ladder.omitted = numbers.count - kept.count
        return ladder
    }
}

/// A step down the ladder: a message, its answer, or time without either.
package struct Rung: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case ask
        /// The switch acts after another message came.
        case act
        case answer, gap
    }

    package let kind: Kind
    /// The number of the message; nil for a gap.
    package let seq: Int?
    /// True if the message goes from the switch to the provider.
    package let isDelivery: Bool
    package fileprivate(set) var at: Timestamp?
    /// For a gap its length, for an answer the time since the message.
    package let took: Duration?
    package let arrows: [Arrow]
    /// The text where no arrow is.
    package let note: String?
    /// The scenario's rule that decided about the message; nil on all but its first rung.
    package let rule: String?
    /// The fault that the rule brought about.
    package let fault: String?
    package let before: Beliefs
    package let after: Beliefs
    /// True if the voucher exists from here.
    package let isSealed: Bool
}

/// A message on its way between two neighbours.
package struct Arrow: Sendable, Equatable {
    package enum Lane: Int, Sendable {
        case till, provider
    }

    package enum Direction: String, Sendable {
        case right = "r"
        case left = "l"
    }

    package enum Fate: String, Sendable, CaseIterable {
        case arrived
        /// It ends in mid-air.
        case lost
        /// It is still held back.
        case held
        /// It came so that it cannot be read, or not wholly.
        case spoilt
        /// The switch keeps it to itself.
        case notTold = "not-told"
    }

    /// The receiver's reading of it.
    package enum Outcome: String, Sendable {
        case ask
        case ok
        /// Declined.
        case no
        /// Nobody can tell.
        case err
        /// Refused for its form.
        case bad
        case lost, torn, open
    }

    package let lane: Lane
    package let direction: Direction
    package let fate: Fate
    package let label: String
    package let outcome: Outcome
}

/// Makes the rungs from the steps of a walk.
struct RungMaker {
    private(set) var rungs: [Rung] = []
    private let sandbox: SandboxRecord
    /// The numbers of retries, from 1, by `seq`.
    private let retries: [Int: Int]
    private var latest: Timestamp?
    /// The messages that made the provider issue or approve.
    private var sealed: Set<Int> = []

    /// A silence that is worth a rung of its own.
    private static let gap = Duration.seconds(1)

    init(_ messages: [MessageRecord], in sandbox: SandboxRecord) {
        self.sandbox = sandbox
        var retries: [Int: Int] = [:]
        for message in messages where message.operation.role == .retry {
            retries[message.seq] = retries.count + 1
        }
        self.retries = retries
    }

    mutating func add(
        _ step: BeliefWalk.Step, _ message: MessageRecord, _ before: Beliefs, _ after: Beliefs
    ) {
        let isAnswer = step == .answer
        let at = isAnswer ? message.finishedAt : step == .act ? message.processedAt : message.at
        if step == .ask || step == .askOnly { addGap(until: message.at, before) }
        let isSealed = !before.provider.holds && after.provider.holds && !isAnswer
        if isSealed { sealed.insert(message.seq) }
        let arrows: [Arrow] =
            switch step {
            case .ask: Self.request(message, retries[message.seq]) + onward(message)
            case .askOnly: Self.request(message, retries[message.seq])
            case .act: onward(message)
            case .answer: replies(to: message, isNew: sealed.contains(message.seq))
            }
        let isFirst = step == .ask || step == .askOnly
        rungs.append(
            Rung(
                kind: isAnswer ? .answer : step == .act ? .act : .ask, seq: message.seq,
                isDelivery: message.operation.isDelivery, at: at,
                took: isAnswer ? at.map { message.at.duration(to: $0) } : nil,
                arrows: arrows,
                note: isAnswer && arrows.isEmpty ? message.ladderAnswer : nil,
                rule: isFirst ? message.rule : nil, fault: isFirst ? message.fault?.text : nil,
                before: before, after: after, isSealed: isSealed))
        if let at { latest = max(latest ?? at, at) }
    }

    private mutating func addGap(until at: Timestamp, _ beliefs: Beliefs) {
        guard let latest else { return }
        let length = latest.duration(to: at)
        guard length >= Self.gap else { return }
        rungs.append(
            Rung(
                kind: .gap, seq: nil, isDelivery: false, at: nil, took: length, arrows: [],
                note: nil, rule: nil,
                fault: nil, before: beliefs, after: beliefs, isSealed: false))
    }

    // MARK: Arrows

    private static func request(_ message: MessageRecord, _ retry: Int?) -> [Arrow] {
        let isDelivery = message.operation.isDelivery
        let isLost = message.isLostRequest
        let label =
            switch message.operation {
            case .deliverConfirm: "confirm"
            case .deliverReverse: "reverse"
            case .retry: "retry \(retry ?? 1)"
            default: message.operation.rawValue
            }
        return [
            Arrow(
                lane: isDelivery ? .provider : .till, direction: .right,
                fate: isLost ? .lost : .arrived, label: label, outcome: isLost ? .lost : .ask)
        ]
    }

    /// The arrow from the switch to the provider.
    private func onward(_ message: MessageRecord) -> [Arrow] {
        guard !message.isLostRequest, !message.isRefused else { return [] }
        switch message.operation.role {
        case .request, .retry:
            guard let upstream = message.upstream else { return [] }
            let isLost = upstream == .fails && !message.processed
            return [
                Arrow(
                    lane: .provider, direction: .right, fate: isLost ? .lost : .arrived, label: "",
                    outcome: isLost ? .lost : .ask)
            ]
        case .confirmation, .reversal:
            guard message.isKeptFromProvider(in: sandbox) else { return [] }
            return [
                Arrow(
                    lane: .provider, direction: .right, fate: .notTold, label: "not told",
                    outcome: .no)
            ]
        case .lookup, .call, .delivery, .connection:
            return []
        }
    }

    private func replies(to message: MessageRecord, isNew: Bool) -> [Arrow] {
        guard !message.isLostRequest else { return [] }
        let lane: Arrow.Lane = message.operation.isDelivery ? .provider : .till
        let (fate, outcome) = message.ladderFate
        let answer = Arrow(
            lane: lane, direction: .left, fate: fate, label: message.ladderAnswer,
            outcome: outcome)
        return [fromProvider(message, isNew: isNew), answer].compactMap { $0 }
    }

    private func fromProvider(_ message: MessageRecord, isNew: Bool) -> Arrow? {
        let role = message.operation.role
        guard role == .request || role == .retry, !message.isRefused else { return nil }
        let isSale = message.operation.kind == .provision
        let result = isSale ? isNew ? "issued" : "same voucher" : "approved"
        switch message.upstream {
        case .issues where message.answer == .pending && !message.processed: return nil
        case .issues:
            return Arrow(
                lane: .provider, direction: .left, fate: .arrived, label: result, outcome: .ok)
        case .fails where message.processed:
            return Arrow(
                lane: .provider, direction: .left, fate: .lost, label: "answer lost",
                outcome: .lost)
        case .declines:
            return Arrow(
                lane: .provider, direction: .left, fate: .arrived, label: "declined", outcome: .no)
        case .fails, nil: return nil
        }
    }
}

extension MessageRecord {
    /// The fate of the answer on its way, and its meaning for the receiver.
    var ladderFate: (Arrow.Fate, Arrow.Outcome) {
        switch answer {
        case .pending: return (.held, .open)
        case .none: return (.lost, .lost)
        case .spoilt: return (.spoilt, .torn)
        case .whole(let status):
            if KnownOutcome.saysUnknown(errorType) || status >= 500 { return (.arrived, .err) }
            if isMalformed { return (.arrived, .bad) }
            return (.arrived, status >= 400 ? .no : .ok)
        }
    }

    /// The answer in a few words.
    var ladderAnswer: String {
        switch answer {
        case .none where !operation.isDelivery:
            switch ended {
            case .held: "no answer: silence"
            case .closed: "no answer: closed"
            case .reset: "no answer: reset"
            case .clientLeft: "no answer: till left"
            case .pending, .sent, .truncated: "no answer"
            }
        case .none: "no answer"
        case .spoilt(let status, _): "\(status), unreadable"
        case .pending, .whole: answerText
        }
    }
}

extension SandboxRecord {
    /// The name of the provider of a transaction, for people.
    func providerName(of messages: [MessageRecord]) -> String {
        let id = messages.lazy.compactMap(\.provider).first
        return id.flatMap { profiles[$0]?.name } ?? id ?? "provider"
    }
}

extension Ladder {
    /// The ladder with times since its first message, so that two runs can be compared.
    package var beginningAtMidnight: Ladder {
        guard let begin = rungs.lazy.compactMap(\.at).first else { return self }
        var ladder = self
        ladder.rungs = rungs.map { rung in
            var rung = rung
            rung.at = rung.at.map {
                Timestamp(milliseconds: begin.duration(to: $0).milliseconds)
            }
            return rung
        }
        return ladder
    }
}
