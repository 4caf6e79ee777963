/// Hears of every message as it arrives and as it is finished.
protocol ExchangeObserver: AnyObject, Sendable {
    /// The record has been opened.
    func arrived(_ seq: Int, in sandbox: Sandbox)

    /// The record is complete, and still locked.
    ///
    /// - Returns: the line for the log; nil when there is none.
    func count(_ record: JournalRecord, in sandbox: Sandbox) -> String?

    /// The record has been completed.
    func finished(in sandbox: Sandbox, _ line: String?)
}
