import Dispatch
import Synchronization

/// Queues of their own for what takes long: no lane waits for it, and what is short does not wait
/// for what is long.
final class Workers: Sendable {
    private struct Long {
        var runningCount = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let short = DispatchQueue(label: "control", qos: .utility)
    private let fingerprints = DispatchQueue(label: "fingerprints")
    /// Nicer by 10 than the lanes, `utility` is so by 2 only.
    private let queue = DispatchQueue(label: "reports", qos: .background, attributes: .concurrent)
    private let long = Mutex(Long())

    /// Each may hold the journal of a sandbox several times over.
    private static let longMax = 2

    /// Runs a job of a few milliseconds, after earlier ones.
    func run(_ job: @escaping @Sendable () -> Void) {
        short.async(execute: job)
    }

    /// Makes a fingerprint that takes some milliseconds.
    func runFingerprint(_ job: @escaping @Sendable () -> Void) {
        fingerprints.async(execute: job)
    }

    /// Does something that may take seconds, a few of them at a time.
    func runLong(_ job: @escaping @Sendable () -> Void) {
        let begins = long.withLock { long in
            guard long.runningCount < Self.longMax else {
                long.waiting.append(job)
                return false
            }
            long.runningCount += 1
            return true
        }
        if begins { start(job) }
    }

    private func start(_ job: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            job()
            let next = long.withLock { long in
                guard !long.waiting.isEmpty else {
                    long.runningCount -= 1
                    return (@Sendable () -> Void)?.none
                }
                return long.waiting.removeFirst()
            }
            if let next { start(next) }
        }
    }

    /// Releases a large value on a worker.
    func dispose<Value: Sendable>(_ value: consuming Value) {
        let value = value
        run { withExtendedLifetime(value) {} }
    }
}
