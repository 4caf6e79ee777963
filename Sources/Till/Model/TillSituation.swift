package import Vocabulary

/// The point in a till's history at which it decides something.
package struct TillSituation: Sendable {
    package let kind: TransactionKind
    package let messaging: Messaging
    /// The number of the sale, from 1.
    package let sale: Int
    /// The messages of this transaction so far, lookups left out.
    package let trail: [TrailEntry]
    /// The messages of all earlier transactions.
    package let earlier: [TrailEntry]
    /// The number of lookups of this transaction or its voucher.
    package let lookups: Int
    /// The operation of the message that is about to be sent; nil where none follows.
    package let next: Operation?
    /// The number of that message among those of its operation in this transaction, from 1.
    package let attempt: Int

    package init(
        kind: TransactionKind, messaging: Messaging, sale: Int, trail: [TrailEntry],
        earlier: [TrailEntry], lookups: Int, next: Operation?, attempt: Int
    ) {
        self.kind = kind
        self.messaging = messaging
        self.sale = sale
        self.trail = trail
        self.earlier = earlier
        self.lookups = lookups
        self.next = next
        self.attempt = attempt
    }
}

/// One message of a transaction and what came of it.
package struct TrailEntry: Sendable, Equatable {
    package let operation: Operation
    /// The number of the message among those of its operation in this transaction, from 1.
    package let attempt: Int
    package var outcome: TillOutcome

    package init(_ operation: Operation, _ attempt: Int, _ outcome: TillOutcome) {
        self.operation = operation
        self.attempt = attempt
        self.outcome = outcome
    }
}
