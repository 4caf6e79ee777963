import Journal

/// An observer that is told of every message as it is finished.
protocol ExchangeObserver: AnyObject, Sendable {
    /// Called when the record is complete, with the sandbox locked.
    ///
    /// - Returns: the line for the log; nil for none.
    func count(_ record: RecordedMessage, in sandbox: Sandbox) -> String?

    /// Called when the record has been completed, without the lock.
    func finished(_ line: String?)
}
