/// Reads the files of one library and collects their content and mistakes.
struct Loader {
    private(set) var scenarios: [Scenario] = []
    /// Standard files, which are parsed on demand.
    private(set) var unread: [LibraryFile] = []
    /// True if the profiles and products are those of the binary, which are parsed on demand, too.
    private(set) var hasStandardProviders = false
    private(set) var profiles: [ProviderProfile] = []
    /// The products; nil if no file lists any.
    private(set) var products: [Product]?
    private(set) var files: [LibraryFile] = []
    /// Pairs of files with the same name and different content; the second is not read.
    private(set) var overridden: [(by: LibraryFile, LibraryFile)] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// The entries that were not read, one line each.
    private(set) var skipped: [String] = []
    private var claims = RouteClaims()

    /// Reads what the sources hold. Files may refer to each other and to what is `known` beside.
    ///
    /// - Parameter readsProviders: true to parse all profiles and products, even if they are those
    ///   of the binary alone.
    init(
        _ sources: ScenarioSources, known: KnownNames = KnownNames(), readsProviders: Bool = false
    ) {
        let layers = sources.layers(&diagnostics, &skipped)
        hasStandardProviders =
            sources.hasStandard && !readsProviders
            && !layers.joined().contains { $0.isOfProviders && !$0.isStandard }
        read(layers, known)
    }

    /// Reads one file on its own.
    init(_ file: LibraryFile, known: KnownNames) {
        read([[file]], known)
    }

    private mutating func read(_ layers: [[LibraryFile]], _ others: KnownNames) {
        let known = KnownNames(of: Array(layers.joined())) + others
        // Of two files of a layer with the same name the first has it, of two layers the last.
        let named = layers.map { Dictionary($0.map { ($0.name, $0) }) { first, _ in first } }
        let effective = named.reduce(into: [:]) { $0.merge($1) { _, later in later } }
        for (layer, files) in zip(named, layers) {
            claims.beginLayer()
            for file in files {
                do throws(Diagnostics) {
                    try read(file, layer[file.name], effective[file.name], known)
                } catch {
                    diagnostics += error.list
                }
            }
        }
        profiles = profiles.map(claims.withoutLost)
    }

    /// Reads a file, unless another file with its name takes precedence: the first of its layer, or
    /// the effective one of all layers.
    private mutating func read(
        _ file: LibraryFile, _ first: LibraryFile?, _ effective: LibraryFile?,
        _ known: KnownNames
    ) throws(Diagnostics) {
        if let first, first.path != file.path {
            throw Diagnostics(list: [
                Diagnostic(
                    file: file.path, message: "two files are named `\(file.name)`",
                    hint: "the other is \(first.path)")
            ])
        }
        if let effective, effective.path != file.path {
            return note(overridden: file, by: effective)
        }
        files.append(file)
        try read(file, known)
    }

    /// Records that a file overrides another, unless it is a copy.
    private mutating func note(overridden file: LibraryFile, by other: LibraryFile) {
        guard (try? other.text()) != (try? file.text()) else { return }
        overridden.append((other, file))
    }

    private mutating func read(_ file: LibraryFile, _ known: KnownNames) throws(Diagnostics) {
        if file.isStandard, hasStandardProviders || !file.isOfProviders {
            return unread.append(file)
        }
        guard let yaml = try text(of: file) else { return }
        if file.isProfile {
            profiles.append(
                try ProviderProfile(id: file.stem, yaml: yaml, file: file.path, &claims))
        } else if file.isCatalogue {
            products = try Product.all(yaml: yaml, file: file.path, providers: known.providers)
        } else if file.isPlan {
            _ = try Plan(name: file.stem, yaml: yaml, file: file.path, known)
        } else {
            scenarios.append(
                try Scenario(
                    name: file.name, yaml: yaml, file: file.path, providers: known.providers))
        }
    }

    /// Returns the text; nil for a file of a directory that cannot be read.
    private mutating func text(of file: LibraryFile) throws(Diagnostics) -> String? {
        do throws(Disk.Failure) {
            return try file.text()
        } catch {
            if case .directory = file.origin, error != .notText {
                skipped.append("\(file.path): skipped: \(error.reason)")
                return nil
            }
            throw Diagnostics(list: [Diagnostic(file: file.path, message: error.reason)])
        }
    }
}

extension KnownNames {
    init(of files: [LibraryFile]) {
        providers = files.filter(\.isProfile).map(\.stem) + [ProviderProfile.default.id]
        scenarios = files.filter(\.isScenario).map(\.name)
    }
}
