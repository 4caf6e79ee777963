import HTTPMessages
import Scenarios

/// Finds the sandbox of an address, or makes it.
struct SandboxChoice {
    let sandboxes: Sandboxes
    /// Whether only an address that says what the sandbox is may make it.
    let isExplicit: Bool

    /// - Parameter makes: whether the request may make a sandbox; one that may not is answered as
    ///   by an empty sandbox, of which nothing stays.
    func sandbox(
        at address: SandboxAddress, library: @autoclosure () -> ScenarioLibrary,
        makes: @autoclosure () -> Bool, now: Instant
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
        guard makes() else { return sandboxes.passing(name, setup: setup, at: now) }
        let sandbox = sandboxes.sandbox(name, setup: setup, at: now)
        try agree(sandbox, with: address)
        return sandbox
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
