/// A finding of a rule, with the journal records that prove it.
public struct Finding: Sendable, Equatable {
    /// The id of the provision, redemption or refund; nil if there is none.
    public let transaction: String?
    /// A sentence without a full stop.
    public let message: String
    /// The `seq` of each record, in order of arrival.
    public let evidence: [Int]

    init(_ transaction: String?, _ message: String, _ evidence: [MessageRecord]) {
        self.transaction = transaction
        self.message = message
        self.evidence = evidence.map(\.seq).sorted()
    }
}
