/// Hears of every message as it arrives and as it is finished.
protocol ExchangeObserver: AnyObject, Sendable {
    /// The record has been opened.
    func arrived(_ seq: Int, in sandbox: Sandbox)

    /// The record is complete.
    func finished(_ record: JournalRecord, in sandbox: Sandbox)
}
