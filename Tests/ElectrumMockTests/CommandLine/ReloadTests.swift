import Glibc
import TestSupport
import Testing

/// Scenario files that are edited while the mock serves.
@Suite(.blocking) struct ReloadTests {
    private let directory = TemporaryDirectory()

    /// A scenario that answers every provision with a status.
    private func write(status: Int) throws {
        try directory.write(
            "rules: [{name: no, on: [provision], replies: [error: \(status) GENERAL_ERROR]}]\n",
            to: "edited.yaml")
    }

    /// Serves the scenario, which answers 503.
    private func serve() async throws -> MockProcess {
        try write(status: 503)
        return try await MockProcess.serving(
            "-q", "--scenarios", directory.path, "--scenario", "edited")
    }

    private func reloaded(_ mock: MockProcess) async throws {
        try await eventually("the mock has reloaded") {
            mock.errors.contains("scenarios reloaded: 1")
        }
    }

    @Test("An edited file is played at once, and the log says so")
    func edited() async throws {
        let mock = try await serve()
        let till = try Till(client: WireClient(port: try await mock.port))
        #expect(try till.provision(uuid(1)).status == 503)
        try write(status: 504)
        try await reloaded(mock)
        #expect(try till.provision(uuid(2)).status == 504)
    }

    @Test("A broken edit is told with its place, and the old set stays until it is mended")
    func broken() async throws {
        let mock = try await serve()
        let till = try Till(client: WireClient(port: try await mock.port))
        try directory.write("rules:\n  - nam: no\n", to: "edited.yaml")
        try await eventually("the mock complains") {
            mock.errors.contains("scenarios not reloaded")
        }
        #expect(mock.errors.contains("edited.yaml:2:5: error: unknown key `nam`"))
        #expect(mock.errors.contains("did you mean `name`?"))
        #expect(try till.provision(uuid(1)).status == 503)
        try write(status: 500)
        try await reloaded(mock)
        #expect(try till.provision(uuid(2)).status == 500)
    }

    @Test("SIGHUP reloads, and ends nothing")
    func hangUp() async throws {
        let mock = try await serve()
        mock.signal(SIGHUP)
        try await reloaded(mock)
        let till = try Till(client: WireClient(port: try await mock.port))
        #expect(try till.provision(uuid(1)).status == 503)
    }
}
