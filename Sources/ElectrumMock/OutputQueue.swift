import Dispatch
import Glibc
import Synchronization

/// A queue of lines for a descriptor, written by a thread of its own: adding a line waits neither
/// for a reader nor for a disk, and the memory of waiting lines is bounded.
package final class OutputQueue: Sendable {
    /// A reason why lines were lost, and the number of bytes of the first of them that were
    /// written.
    package struct Failure: Sendable {
        /// The error of the call that failed; nil if the queue was full.
        package let code: Int32?
        let tornBytes: Int
    }

    /// The treatment of lines for which there is no room, or which cannot be written.
    package enum Loss: Sendable {
        /// Drops them, and writes a line about it once writing is possible again: for logs.
        case gap(notice: @Sendable (_ count: Int, _ code: Int32?) -> String)
        /// Writes nothing after them: a journal with a gap would be wrong.
        case end(told: @Sendable (Failure) -> Void)
    }

    /// The priority of a line.
    package enum Weight: Sendable {
        /// One of many; lost when there is no room.
        case log
        /// One of few; added even if the queue is full.
        case notice
        /// Like `notice`, and `status` reports if it could not be written: for the output that a
        /// command exists for.
        case result
    }

    /// The state of the writer.
    package struct Status: Sendable {
        /// The number of lines that were lost.
        package var lostLines = 0
        /// The number of lines in memory that are still to be written.
        package var waitingLines = 0
        /// True if lines were lost, or one call has been waiting for more than a second.
        package var isFailing = false
        /// The error by which results were lost.
        package var failure: Int32?
    }

    private let descriptor: Int32
    private let bytesMax: Int
    private let loss: Loss
    private let queue: DispatchQueue
    private let state = Mutex(State())

    private static let chunkBytes = 64 * 1024
    private static let stallNs: UInt64 = 1_000_000_000

    /// - Parameter bytesMax: the most bytes that may wait; a longer line may wait alone.
    package init(to descriptor: Int32, called name: String, bytesMax: Int, loss: Loss) {
        self.descriptor = descriptor
        self.bytesMax = bytesMax
        self.loss = loss
        queue = DispatchQueue(label: name)
    }

    /// The state of the writer.
    package var status: Status {
        let now = DispatchTime.now().uptimeNanoseconds
        return state.withLock { state in
            let isStalled = state.callBegan.map { now > $0 + Self.stallNs } ?? false
            return Status(
                lostLines: state.lostLines, waitingLines: state.waitingLines,
                isFailing: state.hasEnded || isStalled, failure: state.failure)
        }
    }

    // MARK: Adding

    /// Adds whole lines, unless there is no room for them.
    package func add(_ lines: [UInt8], as weight: Weight = .log) {
        add(lines, ending: [], count: lines.lineCount, as: weight)
    }

    /// Adds one line that has no line feed yet.
    func add(line: [UInt8]) {
        add(line, ending: [.lineFeed], count: 1, as: .log)
    }

    private func add(_ lines: [UInt8], ending: [UInt8], count: Int, as weight: Weight) {
        let (begins, isFull) = state.withLock { state -> (Bool, Bool) in
            let room = bytesMax - state.unsettledBytes
            let isFull =
                lines.count + ending.count > room && state.unsettledBytes > 0 && weight == .log
            guard !state.hasEnded, !isFull else { return (false, lose(count, &state)) }
            state.add(lines, ending: ending, count: count)
            if weight == .result { state.holdsResult = true }
            defer { state.isWriting = true }
            return (!state.isWriting, false)
        }
        if begins { queue.async { [self] in drain() } }
        guard isFull, case .end(let told) = loss else { return }
        // Not on the queue, where a call may be waiting for ever, and not here, where others wait.
        DispatchQueue.global().async { told(Failure(code: nil, tornBytes: 0)) }
    }

    /// Counts lost lines; returns true for the first ones lost for lack of room.
    private func lose(_ count: Int, _ state: inout State) -> Bool {
        state.lose(lines: count)
        guard case .end = loss, !state.hasEnded else { return false }
        state.hasEnded = true
        return true
    }

    // MARK: Waiting

    /// Waits until everything added by now has been written to the kernel, or for `ms`
    /// milliseconds. After a time-out, calls return at once until the writer has caught up.
    package func settle(withinMs ms: Int) {
        let turn = state.withLock { state in state.isBehind ? nil : state.turn() }
        guard let turn, turn.wait(timeout: .now() + .milliseconds(ms)) == .timedOut else { return }
        state.withLock { state in
            if state.give(up: turn) { state.isBehind = true }
        }
    }

    /// Waits until everything is written or lost; returns false if no byte could be written for
    /// `patienceMs` milliseconds; nil waits forever.
    @discardableResult
    package func flush(patienceMs: Int?) -> Bool {
        while true {
            let (turn, settled) = state.withLock { ($0.turn(), $0.settledBytes) }
            guard let turn else { return true }
            let timeout = patienceMs.map { DispatchTime.now() + .milliseconds($0) }
            guard turn.wait(timeout: timeout ?? .distantFuture) == .timedOut else { continue }
            let isStuck = state.withLock { state in
                state.give(up: turn) && state.settledBytes == settled
            }
            if isStuck { return false }
        }
    }

    /// Accepts no more lines; those that wait are lost.
    package func end() {
        state.withLock { state in
            state.hasEnded = true
            state.giveUp()
        }
    }

    // MARK: Writing

    private func drain() {
        var batch: [UInt8] = []
        while takeBatch(&batch) {
            if write(batch) { writeNotice() }
            batch.removeAll(keepingCapacity: batch.capacity <= 4 * Self.chunkBytes)
        }
    }

    private func takeBatch(_ batch: inout [UInt8]) -> Bool {
        state.withLock { state in
            swap(&state.waiting, &batch)
            state.untakenLines = 0
            state.isWriting = !batch.isEmpty
            if batch.isEmpty { state.isBehind = false }
            return !batch.isEmpty
        }
    }

    /// Writes a batch; returns false if the rest of it is lost.
    private func write(_ batch: [UInt8]) -> Bool {
        var rest = batch[...]
        while !rest.isEmpty {
            state.withLock { $0.callBegan = DispatchTime.now().uptimeNanoseconds }
            let result = Descriptor.write(rest.prefix(Self.chunkBytes), to: descriptor)
            switch result {
            case .success(let count):
                let turns = state.withLock {
                    $0.settle(rest.prefix(count), isRest: count == rest.count)
                }
                for turn in turns { turn.signal() }
                rest = rest.dropFirst(count)
            case .failure(let error):
                let written = batch[..<rest.startIndex]
                let lineBegin = written.lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
                fail(Failure(code: error.code, tornBytes: rest.startIndex - lineBegin), rest)
                return false
            }
        }
        return true
    }

    /// Writes a line with the number of lines dropped since the last such line.
    private func writeNotice() {
        let (count, code) = state.withLock { state in
            // They are missing behind lines that may still wait.
            (state.settledBytes < state.lossBegin ? 0 : state.untoldLines, state.lastCode)
        }
        guard count > 0, case .gap(let notice) = loss else { return }
        var rest = Array((notice(count, code) + "\n").utf8)[...]
        while !rest.isEmpty {
            guard case .success(let count) = Descriptor.write(rest, to: descriptor) else { return }
            rest = rest.dropFirst(count)
        }
        state.withLock { $0.untoldLines -= count }
    }

    private func fail(_ failure: Failure, _ unwritten: ArraySlice<UInt8>) {
        let (turns, isFirst) = state.withLock { state -> ([DispatchSemaphore], Bool) in
            let turns = state.fail(failure, unwritten)
            guard case .end = loss else { return (turns, false) }
            defer { state.hasEnded = true }
            return (turns + state.giveUp(), !state.hasEnded)
        }
        if isFirst, case .end(let told) = loss { told(failure) }
        for turn in turns { turn.signal() }
    }
}

extension OutputQueue {
    fileprivate struct State {
        /// The lines that the writing thread has not taken yet.
        var waiting: [UInt8] = []
        /// The number of bytes added, written and lost since the beginning.
        var addedBytes = 0
        var settledBytes = 0
        var waitingLines = 0
        /// The number of lines in `waiting`; the others are in the batch being written.
        var untakenLines = 0
        var lostLines = 0
        /// The number of lost lines that were not reported yet, and the position of the first
        /// missing byte.
        var untoldLines = 0
        var lossBegin = 0
        var holdsResult = false
        var failure: Int32?
        /// The reason of the last loss: an error code, or nil for lack of room.
        var lastCode: Int32?
        var hasEnded = false
        var isWriting = false
        /// True after a wait has timed out, until the writer has caught up.
        var isBehind = false
        /// The start of the call in progress, in nanoseconds of uptime.
        var callBegan: UInt64?
        var turns: [(target: Int, semaphore: DispatchSemaphore)] = []

        var unsettledBytes: Int { addedBytes - settledBytes }

        mutating func add(_ lines: [UInt8], ending: [UInt8], count: Int) {
            waiting += lines
            waiting += ending
            addedBytes += lines.count + ending.count
            waitingLines += count
            untakenLines += count
        }

        mutating func lose(lines count: Int) {
            if untoldLines == 0 { lossBegin = addedBytes }
            lostLines += count
            untoldLines += count
            lastCode = nil
        }

        /// Returns the semaphore to signal when everything added by now is settled; nil if it is
        /// not yet.
        mutating func turn() -> DispatchSemaphore? {
            guard unsettledBytes > 0 else { return nil }
            let semaphore = DispatchSemaphore(value: 0)
            turns.append((addedBytes, semaphore))
            return semaphore
        }

        /// Removes a waiter; returns false if it was signalled nevertheless.
        mutating func give(up turn: DispatchSemaphore) -> Bool {
            guard let index = turns.firstIndex(where: { $0.semaphore === turn }) else {
                return false
            }
            turns.remove(at: index)
            return true
        }

        /// Bytes of the batch were written; returns whom to tell.
        ///
        /// - Parameter isRest: whether they are all that was left of it, so that no line has to be
        ///   counted.
        mutating func settle(_ bytes: ArraySlice<UInt8>, isRest: Bool) -> [DispatchSemaphore] {
            waitingLines = isRest ? untakenLines : waitingLines - bytes.lineCount
            callBegan = nil
            settledBytes += bytes.count
            if unsettledBytes == 0 { holdsResult = false }
            return takeTurns()
        }

        /// Counts a batch that could not be written from a position on.
        mutating func fail(_ failure: Failure, _ unwritten: ArraySlice<UInt8>)
            -> [DispatchSemaphore]
        {
            let lines = unwritten.lineCount
            waitingLines -= lines
            lose(lines: lines)
            lastCode = failure.code
            if holdsResult { self.failure = failure.code }
            callBegan = nil
            settledBytes += unwritten.count
            return takeTurns()
        }

        /// Drops the waiting lines as well; returns the semaphores to signal.
        @discardableResult
        mutating func giveUp() -> [DispatchSemaphore] {
            lostLines += waitingLines
            waitingLines = 0
            untakenLines = 0
            waiting = []
            settledBytes = addedBytes
            return takeTurns()
        }

        private mutating func takeTurns() -> [DispatchSemaphore] {
            let due = turns.filter { $0.target <= settledBytes }.map(\.semaphore)
            if !due.isEmpty { turns.removeAll { $0.target <= settledBytes } }
            return due
        }
    }
}

extension Collection<UInt8> {
    fileprivate var lineCount: Int { count { $0 == .lineFeed } }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
}
