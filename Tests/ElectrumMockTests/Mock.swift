import ElectrumMock
import ElectrumSwitch
import HTTPServing
import Scenarios

/// Runs a body against a mock on a free port, and ends the mock afterwards.
func withMock<Result>(
    _ configure: (inout MockServer.Configuration) throws -> Void = { _ in },
    _ body: (MockServer) async throws -> Result
) async throws -> Result {
    var configuration = MockServer.Configuration()
    configuration.listen = [ListenAddress(host: "127.0.0.1", port: 0)]
    configuration.switching.seed = 7
    try configure(&configuration)
    let mock = try await MockServer.start(configuration)
    do {
        let result = try await body(mock)
        await mock.stop(graceMs: 1_000)
        return result
    } catch {
        await mock.stop(graceMs: 0)
        throw error
    }
}

extension MockServer.Configuration {
    /// The profiles that come with the project.
    mutating func useProjectScenarios() throws {
        switching.library = try ShippedScenarios.library.get()
    }

    /// Plays a scenario for the profiles that come with the project, by a clock that the test
    /// moves.
    mutating func play(_ scenario: Scenario) throws {
        try useProjectScenarios()
        switching.scenario = scenario
        switching.hasManualClock = true
    }

    /// Speaks TLS, with an expired certificate for the fault that asks for one.
    mutating func useTLS(_ certificates: SelfSignedCertificates) throws {
        tls = TLSSetup(
            try TLSConfiguration(identity: certificates.identity),
            expired: try TLSConfiguration(identity: certificates.expiredIdentity))
    }
}
