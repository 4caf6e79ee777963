package import JSONTree
package import Journal

/// The console's verdicts, beliefs and ladders. They are made from the records of a sandbox,
/// without secrets, and its present time (RFC 3339).
package struct ConsoleViews: Sendable {
    package typealias Records = (sandbox: String, records: [JournalRecord], now: String)

    /// Returns the verdict in a few members: `verdict`, `broken`, `hollow`, `risk` and `kinds`.
    package let verdict: @Sendable (Records) -> JSONObject
    /// Returns the transactions in order of arrival, without or with their ladders.
    package let transactions: @Sendable (Records, _ hasLadders: Bool) -> [JSON]
    /// Judges a journal file, as it was sent.
    package let file: @Sendable ([UInt8]) throws -> JSON

    /// Views made by these functions.
    package init(
        verdict: @escaping @Sendable (Records) -> JSONObject,
        transactions: @escaping @Sendable (Records, _ hasLadders: Bool) -> [JSON],
        file: @escaping @Sendable ([UInt8]) throws -> JSON
    ) {
        self.verdict = verdict
        self.transactions = transactions
        self.file = file
    }
}
