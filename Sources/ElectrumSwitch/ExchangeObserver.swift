/// Hears of every message as it is finished.
protocol ExchangeObserver: AnyObject, Sendable {
    /// The record is complete, and still locked.
    ///
    /// - Returns: the line for the log; nil when there is none.
    func count(_ record: JournalRecord, in sandbox: Sandbox) -> String?

    /// The record has been completed.
    func finished(_ line: String?)
}
