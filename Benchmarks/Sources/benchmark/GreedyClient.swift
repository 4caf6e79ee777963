import Foundation
import Synchronization

/// A client on a thread of its own, which sends bytes as fast as they are taken and reads whatever
/// comes back, until nothing has come for a while.
final class GreedyClient: Sendable {
    private let descriptor: Int32
    private let busy = Atomic(true)
    private let served = Atomic(false)

    private static let patienceMs: Int32 = 300
    /// A report on 100,000 transactions takes its time.
    private static let firstPatienceMs: Int32 = 60_000

    init(port: UInt16) throws {
        descriptor = try Till(port: port).descriptor
    }

    /// False once the whole answer is here.
    var isBusy: Bool { busy.load(ordering: .acquiring) }

    /// True if its first answer was a good one.
    var isServed: Bool { served.load(ordering: .acquiring) }

    /// Begins to send and to read, and returns at once.
    func exchange(_ bytes: [UInt8]) {
        Thread.detachNewThread { [self] in
            run(bytes)
            close(descriptor)
            busy.store(false, ordering: .releasing)
        }
    }

    private func run(_ bytes: [UInt8]) {
        var sent = 0
        var hasAnswer = false
        var scratch = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let wanted = sent < bytes.count ? POLLIN | POLLOUT : POLLIN
            var entry = pollfd(fd: descriptor, events: Int16(wanted), revents: 0)
            guard poll(&entry, 1, hasAnswer ? Self.patienceMs : Self.firstPatienceMs) > 0 else {
                return
            }
            if Int32(entry.revents) & POLLIN != 0 || sent == bytes.count {
                guard recv(descriptor, &scratch, scratch.count, 0) > 0 else { return }
                let isGood = scratch.starts(with: "HTTP/1.1 20".utf8)
                if !hasAnswer { served.store(isGood, ordering: .releasing) }
                hasAnswer = true
            }
            if Int32(entry.revents) & POLLOUT != 0 {
                sent += bytes.withUnsafeBytes {
                    let rest = UnsafeRawBufferPointer(rebasing: $0[sent...])
                    return max(0, Glibc.send(descriptor, rest.baseAddress, rest.count, 0))
                }
            }
        }
    }
}
