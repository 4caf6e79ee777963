import Conformance
import ElectrumMock
import Journal

/// Plays a command in sandboxes of one mock, each with a scenario of its own, and judges it as soon
/// as it has ended: what is owed then will not come. Several may be played side by side.
struct SandboxPlayer: Sendable {
    /// The result of one command.
    struct Result: Sendable {
        let ending: CommandRunner.Ending
        let report: Report
        /// The records of the sandbox, as a journal file has them.
        let records: [JournalRecord]
        /// The provisions at the switch and the provider.
        let transactions: [SeenTransaction]
        /// The provisions whose advices no provider has acknowledged yet.
        let undelivered: [String]
        let elapsed: Duration
    }

    /// The time in which the mock notices that the command has hung up.
    private static let settlingTime = Duration.milliseconds(20)

    let server: MockServer
    let adminToken: String?
    /// The path of the certificate to trust; nil without TLS.
    let certificate: String?

    /// Plays a scenario in a sandbox, which is removed afterwards; that ends silences.
    ///
    /// - Parameters:
    ///   - name: the sandbox's, which no other command uses.
    ///   - run: runs the command with the variables by which it finds the mock.
    func play(
        _ play: MockSandbox.Play, in name: String,
        run: ([String: String]) async throws -> CommandRunner.Ending
    ) async throws -> Result {
        let sandbox = try server.sandbox(name, playing: play)
        let begin = ContinuousClock.now
        do {
            let environment = CommandEnvironment(
                server: server, sandbox: sandbox, adminToken: adminToken,
                certificate: certificate)
            let ending = try await run(environment.variables(over: ProcessGroup.ownEnvironment))
            let elapsed = ContinuousClock.now - begin
            try await settle(name)
            let (report, records) = try server.endRun(in: name)
            let result = Result(
                ending: ending, report: report, records: records,
                transactions: try await sandbox.transactions(),
                undelivered: try await sandbox.undelivered(), elapsed: elapsed)
            try await sandbox.remove()
            return result
        } catch {
            try? await sandbox.remove()
            throw error
        }
    }

    private func settle(_ sandbox: String) async throws {
        let end = ContinuousClock.now + Self.settlingTime
        await server.catchUp()
        while server.isAnythingPending(in: sandbox), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
