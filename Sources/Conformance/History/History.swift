import Journal
import Vocabulary

/// The messages of an incarnation, grouped once for all rules.
struct History {
    let sandbox: SandboxRecord
    /// The till's, by arrival; without those that showed no good token and came again with one.
    let messages: [MessageRecord]
    /// The till's that were refused for their sender, each with what the till made of that.
    let unauthenticated: [Unauthenticated]
    let certificates: ExpiredCertificates
    /// When something of the till's was lost before anybody could read it, by `seq`, in order.
    let losses: [Int]
    /// True if there were earlier messages that are not known.
    let lacksBeginning: Bool
    /// The transactions, by arrival of the first message.
    let transactions: [TillTransaction]
    /// The transactions that issue vouchers.
    let provisions: [TillTransaction]
    let grouping: Grouping
    /// The present time, against which owed messages are measured.
    let now: Timestamp
    /// True if nothing more can come.
    let hasEnded: Bool
    /// True if an answer that is pending will not come any more.
    let hasAllAnswers: Bool

    /// - Parameter now: the sandbox's time; nil for the time in the records, or else their latest
    ///   time.
    init(_ incarnation: Incarnation, now: Timestamp?) {
        let certificates = ExpiredCertificates(incarnation.messages)
        let sent = incarnation.messages.filter {
            $0.operation.isMessage && !certificates.explains($0)
        }
        let unauthenticated = Self.unauthenticated(among: sent)
        let superseded = Set(
            unauthenticated.filter { $0.isRepeated && $0.message.isSuperseded }
                .map(\.message.seq))
        let messages = superseded.isEmpty ? sent : sent.filter { !superseded.contains($0.seq) }
        let grouping = Grouping(messages, resets: incarnation.resets)
        var order: [TillTransactionKey] = []
        var members: [TillTransactionKey: [MessageRecord]] = [:]
        for message in messages {
            guard let key = grouping.key(of: message) else { continue }
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(message)
        }
        sandbox = incarnation.sandbox
        self.messages = messages
        self.unauthenticated = unauthenticated
        self.certificates = certificates
        losses = Self.losses(among: incarnation.messages)
        self.grouping = grouping
        lacksBeginning = incarnation.lacksBeginning
        hasEnded = incarnation.hasEnded
        hasAllAnswers = incarnation.hasAllAnswers
        self.now = now ?? incarnation.now ?? incarnation.latest ?? Timestamp(milliseconds: 0)
        transactions = order.map { key in
            TillTransaction(
                key, spelling: grouping.spelling(of: key), members[key] ?? [],
                in: incarnation.sandbox, hasAllAnswers: incarnation.hasAllAnswers,
                lacksBeginning: incarnation.lacksBeginning)
        }
        provisions = transactions.filter { $0.kind == .provision }
    }

    /// Each connection that failed, and each message that was refused unread, is one.
    private static func losses(among messages: [MessageRecord]) -> [Int] {
        let suspects = messages.filter { $0.operation == .connect || $0.refused != nil }
        guard !suspects.isEmpty else { return [] }
        let carriers = Set(messages.lazy.filter { $0.status != nil }.compactMap(\.connection))
        var failed: Set<Int> = []
        return suspects.compactMap { suspect in
            guard suspect.status == nil, let connection = suspect.connection else {
                return suspect.seq
            }
            let isNews = !carriers.contains(connection) && failed.insert(connection).inserted
            return isNews ? suspect.seq : nil
        }
    }

    /// A message that was refused for its sender.
    struct Unauthenticated {
        let message: MessageRecord
        /// True if it came again.
        let isRepeated: Bool
        /// True if a reversal followed in its place.
        let isReversed: Bool
    }

    private static func unauthenticated(among messages: [MessageRecord]) -> [Unauthenticated] {
        guard messages.contains(where: \.isUnauthenticated) else { return [] }
        var laterOnes: Set<MessageRecord.Identity> = []
        var reversed: Set<String> = []
        var found: [Unauthenticated] = []
        for message in messages.reversed() {
            let identities = message.identities
            if message.isUnauthenticated {
                found.append(
                    Unauthenticated(
                        message: message,
                        isRepeated: identities.contains(where: laterOnes.contains),
                        isReversed: message.messageId.map(reversed.contains) ?? false))
            } else if message.operation.role == .reversal, let id = message.transaction {
                reversed.insert(id)
            }
            laterOnes.formUnion(identities)
        }
        return found.reversed()
    }

    /// Returns the ruling on an omission of the till, which may be made good within a limit
    /// after the end of the message that demanded more, unless the run is over.
    ///
    /// - Parameter omission: a sentence whose last subject is the till.
    func ruling(
        on omission: String, since message: MessageRecord, within limit: Duration,
        of transaction: TillTransaction
    ) -> Ruling {
        ruling(on: omission, since: message, within: limit, transaction.spelling)
    }

    /// The same for a message of whatever transaction.
    func ruling(
        on omission: String, since message: MessageRecord, within limit: Duration,
        _ transaction: String?
    ) -> Ruling {
        let due = (message.finishedAt ?? message.at).advanced(by: limit)
        guard !hasEnded, now < due else {
            return .broken(Finding(transaction, omission, [message]))
        }
        return .owed(Finding(transaction, "\(omission), but may until \(due)", [message]))
    }
}
