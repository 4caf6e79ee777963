import HTTPMessages
import Scenarios
import Vocabulary

/// Finds the sandbox of an address, or makes it.
struct SandboxChoice {
    let sandboxes: Sandboxes
    /// Whether only an address that says what the sandbox is may make it.
    let isExplicit: Bool

    /// What a request does where there is no sandbox of the name.
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
        let wish = try SandboxWish(parsing: address.setup)
        if sandboxes.isEvicted(name) { throw .evictedSandbox(name) }
        guard !isExplicit || !wish.isEmpty || name == Sandboxes.defaultName else {
            throw .unknownSandbox(name)
        }
        let setup = try setup(for: wish, name, library())
        let made: Sandbox
        switch use() {
        case .makesSandbox: made = sandboxes.sandbox(name, setup: setup, at: now)
        case .passes: return sandboxes.passing(name, setup: setup, at: now)
        case .isRefused: return sandboxes.sandbox(Sandboxes.defaultName, at: now)
        }
        try agree(made, with: address)
        return made
    }

    /// A till that says something of its sandbox must find it so.
    private func agree(_ sandbox: Sandbox, with address: SandboxAddress) throws(ErrorDetail) {
        guard !address.setup.isEmpty, !sandbox.hasAgreed(to: address.setup) else { return }
        let wish = try SandboxWish(parsing: address.setup)
        if let difference = wish.disagreement(with: sandbox.setup) {
            throw .otherSandbox(sandbox.name, difference)
        }
        sandbox.agree(to: address.setup)
    }

    private func setup(
        for wish: SandboxWish, _ name: String, _ library: ScenarioLibrary
    ) throws(ErrorDetail) -> Sandbox.Setup {
        var setup = sandboxes.setup
        if name != Sandboxes.defaultName { setup.maker = wish.isEmpty ? .firstMessage : .address }
        if let scenario = wish.scenario {
            do {
                setup.scenario = try library.scenario(named: scenario)
            } catch {
                throw .unknownScenario("\(error)")
            }
            setup.seed = setup.scenario.seed ?? setup.seed
        }
        setup.seed = wish.seed ?? setup.seed
        setup.clock = wish.clock ?? setup.clock
        return setup
    }
}
