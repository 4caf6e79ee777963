/// How the journal outside memory fares, for those who look after the mock.
public struct RecorderState: Sendable, Equatable {
    /// Whether records were lost, or one has been waiting for more than a second.
    public var isFailing: Bool
    /// Records that are not written and never will be.
    public var lostRecords: Int
    /// Records in memory that are still to be written.
    public var waitingRecords: Int

    /// The state of a recorder.
    public init(isFailing: Bool, lostRecords: Int, waitingRecords: Int) {
        self.isFailing = isFailing
        self.lostRecords = lostRecords
        self.waitingRecords = waitingRecords
    }
}
