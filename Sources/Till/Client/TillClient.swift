import Glibc
package import HTTPServing
import Vocabulary

/// A till that plays over a socket, in real time.
package struct TillClient {
    private var machine: TillMachine
    private let connection: TillConnection

    /// - Parameter authorities: the certificates to trust; nil for those of the system.
    package init(
        _ settings: TillSettings, defects: [TillDefect] = [], at address: TillAddress,
        trusting authorities: PEMText? = nil
    ) throws(TLSConfigurationError) {
        machine = TillMachine(settings, defects: defects)
        connection = try TillConnection(to: address, trusting: authorities)
    }

    /// The reason why there was no connection the last time that one was needed.
    package var trouble: String? { connection.trouble }

    /// Plays every sale to its end; returns the till's view of each transaction. Blocks.
    ///
    /// - Parameters:
    ///   - willSend: called with each message before it is sent.
    ///   - mayGoOn: asked before each message; false ends the play.
    ///   - didReceive: called with the till's reading of each answer.
    package mutating func play(
        willSend: (TillMessage) -> Void = { _ in }, mayGoOn: () -> Bool = { true },
        didReceive: (TillMachine.Decision) -> Void = { _ in }
    ) -> [TillMachine.Account] {
        while mayGoOn() {
            guard case .send(let message, let pause, let timeout) = machine.next(at: Self.now)
            else { break }
            Self.sleep(pause)
            willSend(message)
            let reply = connection.exchange(message, timeout: timeout)
            if let decision = machine.receive(reply) { didReceive(decision) }
        }
        connection.close()
        return machine.accounts
    }

    private static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static func sleep(_ pause: Duration) {
        let end = ContinuousClock.now + pause
        while true {
            let rest = end - .now
            guard rest > .zero else { return }
            let (seconds, attoseconds) = rest.components
            var time = timespec(
                tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
            nanosleep(&time, nil)
        }
    }
}
