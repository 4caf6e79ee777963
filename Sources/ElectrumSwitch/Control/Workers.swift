import Dispatch

/// Queues of their own for the work that the control API makes: no lane waits for it, and what is
/// short does not wait for what is long.
final class Workers: Sendable {
    private let short = DispatchQueue(label: "control", qos: .utility)
    private let long = DispatchQueue(label: "reports", qos: .utility)

    /// Does something that takes a few milliseconds, behind what others have asked for.
    func run(_ job: @escaping @Sendable () -> Void) {
        short.async(execute: job)
    }

    /// Does something that may take seconds, one at a time.
    func runLong(_ job: @escaping @Sendable () -> Void) {
        long.async(execute: job)
    }

    /// Lets go of something large.
    func dispose<Value: Sendable>(_ value: consuming Value) {
        let value = value
        run { withExtendedLifetime(value) {} }
    }
}
