import Journal

/// A journal outside memory, such as a file.
package struct JournalOutput: Sendable {
    /// The state of the output, for metrics and health.
    package struct State: Sendable, Equatable {
        /// True if records were lost, or one has been waiting for more than a second.
        package var isFailing = false
        /// The number of records that were lost.
        package var lostRecords = 0
        /// The number of records in memory that are still to be written.
        package var waitingRecords = 0

        /// The state of an output that is in order.
        package init() {}
    }

    /// Takes a record as a line of JSON without its line feed, whenever one is added or changed,
    /// with secrets masked. Called with a sandbox locked: it must not block.
    package var append: @Sendable ([UInt8]) -> Void
    /// Returns when what was appended is durable, or the wait has timed out; called before a client
    /// gets the answer.
    package var settle: @Sendable () -> Void = {}
    /// Returns the state of the output.
    package var state: @Sendable () -> State = { State() }
    /// Returns eight hexadecimal digits of a password or a code by which it is recognised. For what
    /// leaves memory it has to be slow, so that trying all values is expensive.
    package var fingerprint: @Sendable (String) -> String = Fingerprint.inMemory

    /// An output that takes lines, and is always in order.
    package init(append: @escaping @Sendable ([UInt8]) -> Void) {
        self.append = append
    }
}

/// Keeps the journal outside memory: every event is a line of JSON, with secrets masked.
struct JournalSubscriber: SandboxSubscriber {
    let output: JournalOutput

    func wants(_ event: JournalEvent) -> Bool { true }

    func take(_ event: JournalEvent, _ record: JournalRecord, from source: SandboxEvents.Source) {
        guard source.hasEnded, let message = record.message else {
            return output.append(record.masked().encoded)
        }
        // Another sandbox may have the name and the numbers by now.
        let late = JournalRecord.late(SharedMessage(message), incarnation: source.incarnation)
            .masked()
        output.append(late.encoded)
    }
}
