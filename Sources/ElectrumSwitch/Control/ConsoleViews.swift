package import JSONTree
package import Journal

/// The console's verdicts, beliefs and ladders. They are made from the records of a sandbox,
/// without secrets, and its present time (RFC 3339).
package struct ConsoleViews: Sendable {
    package typealias Records = (sandbox: String, records: [JournalRecord], now: String)

    /// The duties of a till by their ids, `D1` and so on.
    package let duties: JSONObject
    /// Returns the verdict in the members that a line of the list of sandboxes has of it.
    package let verdict: @Sendable (Records) -> JSONObject
    /// Returns the transactions in order of arrival, without or with their ladders.
    package let transactions: @Sendable (Records, _ hasLadders: Bool) -> [JSON]
    /// Judges a journal file, as it was sent.
    package let file: @Sendable ([UInt8]) throws -> JSON

    /// Views made by these functions.
    package init(
        duties: JSONObject,
        verdict: @escaping @Sendable (Records) -> JSONObject,
        transactions: @escaping @Sendable (Records, _ hasLadders: Bool) -> [JSON],
        file: @escaping @Sendable ([UInt8]) throws -> JSON
    ) {
        self.duties = duties
        self.verdict = verdict
        self.transactions = transactions
        self.file = file
    }
}
