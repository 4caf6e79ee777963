import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Scenarios

/// A mock for tests in the same process.
extension MockServer {
    /// Starts a mock on a free port of the loopback address.
    ///
    /// - Parameter directories: directories with further scenarios and provider profiles, which
    ///   override standard ones of the same name.
    /// - Throws: `Diagnostics` with every mistake in them, or `ServerError`.
    public static func start(scenarios directories: [String] = []) async throws -> MockServer {
        var configuration = Configuration()
        configuration.listen = [ListenAddress(host: "127.0.0.1", port: 0)]
        configuration.switching.library = try ScenarioLibrary(
            ScenarioSources(directories: directories))
        return try await start(configuration)
    }

    /// Makes a sandbox, or resets the one of that name.
    ///
    /// - Parameters:
    ///   - name: 1…64 letters, digits, `.`, `_` and `-`, but not `.` or `..`.
    ///   - play: the scenario to play.
    ///   - seed: the seed of codes and faults; nil for the scenario's, else the mock's.
    ///   - clock: the clock source; nil for the mock's default.
    /// - Throws: `MockSandbox.Failure` for a name that is not valid, `ScenarioNotFound`, or
    ///   `Diagnostics` with every mistake in the text of a scenario.
    public func sandbox(
        _ name: String, playing play: MockSandbox.Play = .standard, seed: UInt64? = nil,
        clock: MockSandbox.Clock? = nil
    ) throws -> MockSandbox {
        let scenario: Scenario? =
            switch play {
            case .standard: nil
            case .named(let name): try handler.library.scenario(named: name)
            case .yaml(let text):
                try Scenario(
                    inline: text, of: name,
                    providers: Array(handler.library.providers.profiles.keys))
            }
        let isMade = handler.reset(
            name, scenario: scenario, seed: seed, hasManualClock: clock.map { $0 == .manual },
            at: .now())
        guard isMade else {
            throw MockSandbox.Failure(description: "\(name) cannot name a sandbox")
        }
        return MockSandbox(name, of: self)
    }

    /// Sends a request to the control API, below `/_mock`.
    func ask(_ method: String, _ path: String, _ body: JSON?)
        async throws(MockSandbox.Failure) -> JSON
    {
        var fields = adminFields
        if body != nil { fields.append("Content-Type", "application/json") }
        let request = HTTPRequest(
            method: method, target: "/_mock\(path)", fields: fields,
            body: body?.encoded ?? [])
        let response = await exchanges.ask(request, of: handler, from: adminOrigin)
        guard let response else { throw MockSandbox.Failure(description: "cancelled") }
        let answer = (try? JSON(parsing: response.body)) ?? .null
        guard (200..<300).contains(response.status) else {
            let words = [answer["errorMessage"]?.text, answer["detailMessage"]?["hint"]?.text]
            throw MockSandbox.Failure(
                description: words.compactMap { $0 }.joined(separator: " "),
                status: response.status)
        }
        return answer
    }
}
