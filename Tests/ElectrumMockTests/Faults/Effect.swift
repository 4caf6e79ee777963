import Scenarios
import Vocabulary

/// The effect of a fault on a message.
enum Effect: Sendable {
    /// It is processed, and the switch knows.
    case processed
    /// The provider does what it asks for, and the switch cannot say so.
    case hidden
    case declined
    /// The switch saw it, and nothing came of it.
    case failed
    /// The switch never saw it.
    case unseen

    /// True if the ledger saw the message.
    var isProcessed: Bool { self == .processed || self == .hidden }

    /// The transaction afterwards, for the switch and for the provider. A retry follows a provision
    /// that was answered with 503, an advice one that brought a voucher.
    func state(after operation: Operation) -> String? {
        Self.states[operation]?[self]
    }

    private static let states: [Operation: [Effect: String]] = [
        .provision: [
            .processed: "provisioned/issued", .hidden: "unknown/issued",
            .declined: "declined/none", .failed: "unknown/none", .unseen: "none",
        ],
        .retry: [
            .processed: "provisioned/issued", .hidden: "unknown/issued",
            .declined: "declined/none", .failed: "unknown/none", .unseen: "unknown/none",
        ],
        .confirm: [
            .processed: "confirmed/confirmed", .hidden: "confirmed/confirmed",
            .declined: "provisioned/issued", .failed: "provisioned/issued",
            .unseen: "provisioned/issued",
        ],
        .reverse: [
            .processed: "reversed/reversed", .hidden: "reversed/reversed",
            .declined: "provisioned/issued", .failed: "provisioned/issued",
            .unseen: "provisioned/issued",
        ],
    ]
}
