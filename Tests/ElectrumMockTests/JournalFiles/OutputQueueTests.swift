import Glibc
import Synchronization
import TestSupport
import Testing

@testable import ElectrumMock

/// The queues behind the log, the standard streams and the journal's file.
@Suite(.blocking) struct OutputQueueTests {
    /// A pipe whose ends are closed when the object goes.
    private final class Pipe {
        let reading: Int32
        let writing: Int32

        init(isNonBlocking: Bool = false) {
            var ends: [Int32] = [0, 0]
            _ = pipe(&ends)
            (reading, writing) = (ends[0], ends[1])
            if isNonBlocking { _ = fcntl(writing, F_SETFL, O_NONBLOCK) }
        }

        deinit {
            close(reading)
            close(writing)
        }

        /// Reads until so many bytes have come.
        func read(_ count: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while bytes.count < count {
                let count = Glibc.read(reading, &chunk, chunk.count)
                guard count > 0 else { break }
                bytes += chunk[..<count]
            }
            return bytes
        }
    }

    /// A hundred bytes.
    private func line(_ number: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return digits + [UInt8](repeating: 0x20, count: 99 - digits.count) + [.lineFeed]
    }

    private func log(to pipe: Pipe) -> OutputQueue {
        OutputQueue(
            to: pipe.writing, called: "test", bytesMax: 100_000,
            loss: .gap { count, code in "lost \(count) \(code ?? 0)" })
    }

    @Test("When nobody reads, adding never waits; then the lines are there, with how many are not")
    func gap() async throws {
        let pipe = Pipe()
        let queue = log(to: pipe)
        for number in 1...10_000 { queue.add(line(number)) }
        let lost = queue.status.lostLines
        #expect(lost > 0)
        #expect(!queue.flush(patienceMs: 20))
        var text = ""
        while !text.contains("lost") { text += String(decoding: pipe.read(1), as: UTF8.self) }
        queue.add(Array("end\n".utf8))
        while !text.contains("end") { text += String(decoding: pipe.read(1), as: UTF8.self) }
        let lines = text.split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(lines.count == 10_000 - lost + 2)
        #expect(text.contains("\nlost \(lost) 0\n"))
        #expect(queue.status.lostLines == lost)
        #expect(queue.status.waitingLines == 0)
    }

    @Test("A pipe that somebody has made non-blocking is waited for all the same")
    func nonBlocking() throws {
        let pipe = Pipe(isNonBlocking: true)
        let queue = log(to: pipe)
        for number in 1...900 { queue.add(line(number)) }
        #expect(pipe.read(90_000).count == 90_000)
        #expect(queue.flush(patienceMs: nil))
        #expect(queue.status.lostLines == 0)
    }

    @Test("Where nobody can read any more, the lines are lost, and the reason is the call's")
    func closed() throws {
        var ends: [Int32] = [0, 0]
        _ = pipe(&ends)
        close(ends[0])
        defer { close(ends[1]) }
        signal(SIGPIPE, SIG_IGN)
        let queue = OutputQueue(
            to: ends[1], called: "test", bytesMax: 1_000, loss: .gap { _, _ in "" })
        queue.add(Array("a\nb\n".utf8), as: .result)
        #expect(queue.flush(patienceMs: nil))
        #expect(queue.status.lostLines == 2)
        #expect(queue.status.failure == EPIPE)
    }

    @Test("A journal that is not taken holds a client up once, ends when it is full, and says so")
    func end() async throws {
        let pipe = Pipe()
        let told = Mutex(0)
        let queue = OutputQueue(
            to: pipe.writing, called: "test", bytesMax: 100_000,
            loss: .end { _ in told.withLock { $0 += 1 } })
        for number in 1...700 { queue.add(line(number)) }
        let duration = ContinuousClock().measure {
            for _ in 1...100 { queue.settle(withinMs: 100) }
        }
        #expect(duration < .milliseconds(2_000))
        #expect(!queue.status.isFailing)
        for number in 701...10_000 { queue.add(line(number)) }
        try await eventually("the loss is told") { told.withLock { $0 } == 1 }
        #expect(queue.status.isFailing)
        // The lines taken are written in order and without a gap; nothing comes after them.
        let kept = 10_000 - queue.status.lostLines
        let lines = pipe.read(kept * 100).split(separator: UInt8.lineFeed)
        #expect(queue.flush(patienceMs: nil))
        #expect(lines.count == kept)
        #expect(queue.status.waitingLines == 0)
        queue.add(line(0))
        #expect(queue.status.lostLines == 10_001 - kept)
        #expect(told.withLock { $0 } == 1)
    }
}
