/// All scenarios and provider profiles of one or more directories.
public struct ScenarioLibrary: Sendable {
    /// The scenarios, in order of their names.
    public let scenarios: [Scenario]
    /// The profiles; the built-in default one is always among them.
    public let providers: ProviderDirectory

    /// A library of the built-in default profile alone.
    public init() {
        scenarios = []
        providers = ProviderDirectory()
    }

    /// Reads everything below the directories: profiles from their `providers/`, the products they
    /// sell from `products.yaml`, scenarios from anywhere else.
    /// - Throws: every mistake of every file; there is no half a library.
    public init(directories: [String]) throws(Diagnostics) {
        var loader = Loader()
        let files = directories.flatMap { loader.files(below: $0) }
        loader.read(files, providers: Self.providerIds(files))
        guard loader.diagnostics.isEmpty else { throw Diagnostics(list: loader.diagnostics) }
        scenarios = loader.scenarios.sorted { $0.name < $1.name }
        providers = ProviderDirectory(loader.profiles, products: loader.products)
    }

    /// The ids of profiles are known by their files, so that a mistake in one of them is not told
    /// again of every scenario that names it.
    static func providerIds(_ files: [LibraryFile]) -> [String] {
        files.filter(\.isProfile).map(\.stem) + [ProviderProfile.default.id]
    }

    /// The scenario of that name, or the only one whose name ends in it.
    /// - Throws: `ScenarioNotFound` when there is none, or more than one.
    public func scenario(named name: String) throws(ScenarioNotFound) -> Scenario {
        if let scenario = scenarios.first(where: { $0.name == name }) { return scenario }
        let fitting = scenarios.filter { $0.name.hasSuffix("/" + name) }
        guard fitting.count == 1, let scenario = fitting.first else {
            throw ScenarioNotFound(
                name: name, candidates: fitting.map(\.name), known: scenarios.map(\.name))
        }
        return scenario
    }
}
