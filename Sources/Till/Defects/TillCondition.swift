package import Vocabulary

/// Messages with certain outcomes, as a condition names them.
package struct Met: Sendable {
    let roles: Set<Operation.Role>
    let outcomes: TillOutcomes

    package func matches(_ entry: TrailEntry) -> Bool {
        roles.contains(entry.operation.role) && outcomes.contains(entry.outcome)
    }

    /// The request that begins a transaction.
    package static func first(_ outcomes: TillOutcomes = .any) -> Met {
        Met(roles: [.request], outcomes: outcomes)
    }

    package static func retry(_ outcomes: TillOutcomes = .any) -> Met {
        Met(roles: [.retry], outcomes: outcomes)
    }

    /// The request or a retry.
    package static func attempt(_ outcomes: TillOutcomes = .any) -> Met {
        Met(roles: [.request, .retry], outcomes: outcomes)
    }

    package static func confirm(_ outcomes: TillOutcomes = .any) -> Met {
        Met(roles: [.confirmation], outcomes: outcomes)
    }

    package static func reverse(_ outcomes: TillOutcomes = .any) -> Met {
        Met(roles: [.reversal], outcomes: outcomes)
    }

    /// A confirmation or a reversal.
    package static func advice(_ outcomes: TillOutcomes = .any) -> Met {
        Met(roles: [.confirmation, .reversal], outcomes: outcomes)
    }
}

/// A condition over the history of a till, in which a defect shows.
package indirect enum TillCondition: Sendable {
    /// The transaction is of this kind.
    case kind(TransactionKind)
    case messaging(Messaging)
    /// The number of the sale.
    case sale(ClosedRange<Int>)
    /// The message that is about to be sent has one of these parts in its transaction.
    case next(Set<Operation.Role>)
    /// The number of the message that is about to be sent.
    case attempt(ClosedRange<Int>)
    /// The last messages of this transaction, in this order.
    case row([Met])
    /// All messages of this transaction, in this order.
    case whole([Met])
    /// The number of matching messages in this transaction is in the range.
    case seen(Met, ClosedRange<Int>)
    /// The number of matching messages in earlier transactions is in the range.
    case earlier(Met, ClosedRange<Int>)
    /// The number of lookups of this transaction or its voucher is in the range.
    case lookups(ClosedRange<Int>)
    case not(TillCondition)

    package func holds(in situation: TillSituation) -> Bool {
        let trail = situation.trail
        switch self {
        case .kind(let kind): return situation.kind == kind
        case .messaging(let messaging): return situation.messaging == messaging
        case .sale(let numbers): return numbers.contains(situation.sale)
        case .next(let roles): return situation.next.map { roles.contains($0.role) } ?? false
        case .attempt(let numbers): return numbers.contains(situation.attempt)
        case .row(let row): return Self.match(trail.suffix(row.count), row)
        case .whole(let row): return Self.match(trail[...], row)
        case .seen(let met, let count): return count.contains(trail.count(where: met.matches))
        case .earlier(let met, let count):
            return count.contains(situation.earlier.count(where: met.matches))
        case .lookups(let count): return count.contains(situation.lookups)
        case .not(let condition): return !condition.holds(in: situation)
        }
    }

    private static func match(_ entries: ArraySlice<TrailEntry>, _ row: [Met]) -> Bool {
        entries.count == row.count && zip(entries, row).allSatisfy { $1.matches($0) }
    }
}
