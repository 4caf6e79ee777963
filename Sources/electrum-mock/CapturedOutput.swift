import CEpoll
import Dispatch
import Glibc
import Synchronization

/// The output of a command that runs beside others: its end is kept, and its lines may be waited
/// for.
final class CapturedOutput: Sendable {
    fileprivate struct State {
        var tail: [UInt8] = []
        var line: [UInt8] = []
        var isWriteEndOpen = true
        var hasEnded = false
    }

    /// The most bytes that are kept, and that a line may have.
    fileprivate static let tailBytesMax = 4 * 1024
    /// The most lines that wait to be asked for.
    private static let linesMax = 16
    /// The longest wait for the last bytes of a command that has ended.
    private static let patience = Duration.milliseconds(100)

    /// Where the command writes.
    let writeEnd: Int32
    private let state = Mutex(State())
    private let lines: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    /// Opens a pipe; a thread reads it until nobody can write any more.
    init() throws(ProcessGroup.Failure) {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else {
            throw ProcessGroup.Failure(
                description: "no pipe for the command: \(String(cString: strerror(errno)))")
        }
        writeEnd = ends[1]
        (lines, continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingNewest(Self.linesMax))
        let readEnd = ends[0]
        DispatchQueue(label: "output").async { self.read(readEnd) }
    }

    /// Leaves the command as the only writer.
    func begin() {
        state.withLock { state in
            if state.isWriteEndOpen { close(writeEnd) }
            state.isWriteEndOpen = false
        }
    }

    /// Returns the next line without its line feed; nil once there is no more.
    func line() async -> String? {
        for await line in lines { return line }
        return nil
    }

    /// The last bytes so far.
    var latest: String { state.withLock { String(decoding: $0.tail, as: UTF8.self) } }

    /// Returns the last bytes of a command that has ended.
    func tail() async -> String {
        let end = ContinuousClock.now + Self.patience
        while !state.withLock(\.hasEnded), ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(1))
        }
        return latest
    }

    private func read(_ readEnd: Int32) {
        var buffer = [UInt8](repeating: 0, count: Self.tailBytesMax)
        while true {
            let count = Glibc.read(readEnd, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            state.withLock { $0.take(buffer[..<count], continuation) }
        }
        close(readEnd)
        continuation.finish()
        state.withLock { $0.hasEnded = true }
    }
}

extension CapturedOutput.State {
    fileprivate mutating func take(
        _ bytes: ArraySlice<UInt8>, _ lines: AsyncStream<String>.Continuation
    ) {
        tail = Array((tail + bytes).suffix(CapturedOutput.tailBytesMax))
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lines.yield(String(decoding: line, as: UTF8.self))
                line = []
            } else if line.count < CapturedOutput.tailBytesMax {
                line.append(byte)
            }
        }
    }
}
