import HTTPMessages
import Scenarios
import Vocabulary

/// Finds or makes the sandbox of an address.
struct SandboxChoice {
    let sandboxes: Sandboxes
    /// True if only an address with a set-up may make the sandbox.
    let isExplicit: Bool

    /// The effect of a request on a name without a sandbox.
    enum FirstUse {
        case makesSandbox
        /// It is answered as by an empty sandbox, of which nothing stays.
        case passes
        /// It is refused, and the default sandbox keeps its record.
        case isRefused
    }

    func sandbox(
        at address: SandboxAddress, library: @autoclosure () -> ScenarioLibrary,
        use: @autoclosure () -> FirstUse, now: Instant
    ) throws(ErrorDetail) -> Sandbox {
        let name = address.name
        guard Sandboxes.isName(name) else { throw .sandboxName }
        if let sandbox = sandboxes.existing(name) {
            try agree(sandbox, with: address)
            return sandbox
        }
        let requested = try RequestedSetup(parsing: address.setup)
        if sandboxes.isEvicted(name) { throw .evictedSandbox(name) }
        guard !isExplicit || !requested.isEmpty || name == Sandboxes.defaultName else {
            throw .unknownSandbox(name)
        }
        let setup = try setup(for: requested, name, library())
        let made: Sandbox
        switch use() {
        case .makesSandbox: made = sandboxes.sandbox(name, setup: setup, at: now)
        case .passes: return sandboxes.passing(name, setup: setup, at: now)
        case .isRefused: return sandboxes.sandbox(Sandboxes.defaultName, at: now)
        }
        try agree(made, with: address)
        return made
    }

    /// Checks that the set-up in a till's address matches the sandbox.
    private func agree(_ sandbox: Sandbox, with address: SandboxAddress) throws(ErrorDetail) {
        guard !address.setup.isEmpty, !sandbox.hasAgreed(to: address.setup) else { return }
        let requested = try RequestedSetup(parsing: address.setup)
        if let difference = requested.disagreement(with: sandbox.setup) {
            throw .otherSandbox(sandbox.name, difference)
        }
        sandbox.agree(to: address.setup)
    }

    private func setup(
        for requested: RequestedSetup, _ name: String, _ library: ScenarioLibrary
    ) throws(ErrorDetail) -> SandboxSetup {
        var setup = sandboxes.setup
        if name != Sandboxes.defaultName {
            setup.creator = requested.isEmpty ? .firstMessage : .address
        }
        if let scenario = requested.scenario {
            do {
                setup.scenario = try library.scenario(named: scenario)
            } catch {
                throw .unknownScenario("\(error)")
            }
            setup.seed = setup.scenario.seed ?? setup.seed
        }
        setup.seed = requested.seed ?? setup.seed
        setup.clock = requested.clock ?? setup.clock
        return setup
    }
}
