/// The state of the recorder that keeps the journal outside memory, for metrics and health.
package struct RecorderState: Sendable, Equatable {
    /// True if records were lost, or one has been waiting for more than a second.
    package var isFailing: Bool
    /// The number of records that were lost.
    package var lostRecords: Int
    /// The number of records in memory that are still to be written.
    package var waitingRecords: Int

    /// The state of a recorder.
    package init(isFailing: Bool, lostRecords: Int, waitingRecords: Int) {
        self.isFailing = isFailing
        self.lostRecords = lostRecords
        self.waitingRecords = waitingRecords
    }
}
