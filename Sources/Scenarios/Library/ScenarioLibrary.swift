import Escaping
import Synchronization

/// All scenarios and provider profiles of one or more sources.
package struct ScenarioLibrary: Sendable {
    /// The profiles; the built-in default one is always among them.
    package let providers: ProviderDirectory
    /// The names of the scenarios, in order.
    package let names: [String]
    /// The sources of the library.
    package let sources: ScenarioSources
    /// The entries of the directories that were not read, one line each.
    package let skipped: [String]
    /// The files that override others of the same name, one line each.
    package let overridden: [String]

    /// The scenarios read from files.
    private let own: [String: Scenario]
    private let files: [String: LibraryFile]
    /// The names of the scenarios that the user named by path.
    private let namesByPath: [String: String]

    /// A library of the built-in default profile alone.
    package init() {
        self.init(Loader(ScenarioSources(hasStandard: false)), ScenarioSources(hasStandard: false))
    }

    /// Reads everything in the sources: profiles from their `providers/`, the products they sell
    /// from `products.yaml`, scenarios from anywhere else. Standard scenarios are parsed on demand.
    ///
    /// - Throws: every mistake of every file; a library never loads in part.
    package init(_ sources: ScenarioSources) throws(Diagnostics) {
        let loader = Loader(sources)
        guard loader.diagnostics.isEmpty else { throw Diagnostics(list: loader.diagnostics) }
        self.init(loader, sources)
    }

    /// Reads everything below the directories, and nothing else.
    ///
    /// - Throws: every mistake of every file.
    package init(directories: [String]) throws(Diagnostics) {
        try self.init(ScenarioSources(hasStandard: false, directories: directories))
    }

    private init(_ loader: Loader, _ sources: ScenarioSources) {
        self.sources = sources
        own = Dictionary(loader.scenarios.map { ($0.name, $0) }) { first, _ in first }
        files = Dictionary(loader.files.map { ($0.name, $0) }) { first, _ in first }
        namesByPath = Dictionary(loader.files.filter(\.isNamed).map { ($0.path, $0.name) }) { $1 }
        names = (loader.scenarios.map(\.name) + loader.unread.filter(\.isScenario).map(\.name))
            .sorted()
        providers =
            loader.hasStandardProviders
            ? .standard : ProviderDirectory(loader.profiles, products: loader.products)
        skipped = loader.skipped
        overridden = loader.overridden.map { "\($0.by.path) overrides \($0.1.path)" }
    }

    /// The scenarios, in order of their names.
    package var scenarios: [Scenario] { names.compactMap(self.scenario(exactly:)) }

    /// The number of scenarios from files, not from the binary.
    package var ownCount: Int { own.count }

    /// Returns the scenario of that name, or the only one whose name ends in it, or that of a named
    /// file.
    ///
    /// - Throws: `ScenarioNotFound` if there is none, or more than one.
    package func scenario(named name: String) throws(ScenarioNotFound) -> Scenario {
        guard let scenario = scenario(exactly: try fullName(of: name, among: names)) else {
            throw ScenarioNotFound(name: name, candidates: [], known: names)
        }
        return scenario
    }

    /// Returns the scenario of exactly that name.
    package func scenario(exactly name: String) -> Scenario? {
        if let scenario = own[name] { return scenario }
        guard let file = files[name], file.isStandard, file.isScenario else { return nil }
        return StandardScenarios.scenario(of: file)
    }

    /// Returns the plan of certification of that name.
    ///
    /// - Throws: `PlanNotFound`, or `Diagnostics` with every mistake of the plan.
    package func plan(named name: String) throws -> Plan {
        let directory = LibraryFile.plansDirectory + "/"
        guard let file = files[directory + name] else {
            let known = files.keys.filter { $0.hasPrefix(directory) }.sorted()
            throw PlanNotFound(name: name, known: known.map { $0.dropFirst(directory.count) })
        }
        return try plan(name: name, yaml: text(of: file.name), file: file.path)
    }

    /// Reads a plan that may name the scenarios and profiles of the library.
    ///
    /// - Throws: every mistake of the text.
    package func plan(name: String, yaml: String, file: String) throws(Diagnostics) -> Plan {
        let known = KnownNames(providers: Array(providers.profiles.keys), scenarios: names)
        return try Plan(name: name, yaml: yaml, file: file, known)
    }

    /// Returns the text of a scenario's file, or of a profile's: `providers/ott`.
    ///
    /// - Throws: `ScenarioNotFound`, or `Diagnostics` if the file cannot be read any more.
    package func text(of name: String) throws -> String {
        let all = files.keys.sorted()
        guard let file = files[try fullName(of: name, among: all)] else {
            throw ScenarioNotFound(name: name, candidates: [], known: all)
        }
        do {
            return try file.text()
        } catch {
            throw Diagnostics(list: [Diagnostic(file: file.path, message: error.reason)])
        }
    }

    private func fullName(
        of name: String, among names: [String]
    ) throws(ScenarioNotFound) -> String {
        if files[name] != nil, names.contains(name) { return name }
        let fitting = names.filter { $0.hasSuffix("/" + name) }
        guard fitting.count == 1 else {
            if let named = namesByPath[name] { return named }
            throw ScenarioNotFound(name: name, candidates: fitting, known: names)
        }
        return fitting[0]
    }
}

extension ProviderDirectory {
    /// The profiles and products in the binary.
    fileprivate static let standard = ProviderDirectory {
        let loader = Loader(ScenarioSources(), readsProviders: true)
        return (loader.profiles, loader.products)
    }
}

/// A cache of the standard scenarios, each parsed once in the life of the process.
private enum StandardScenarios {
    private static let read = Mutex<[String: Scenario]>([:])
    private static let providers = KnownNames(of: StandardFiles.all).providers

    /// Returns nil for a file with mistakes; there is none, since a test reads all.
    static func scenario(of file: LibraryFile) -> Scenario? {
        read.withLock { read in
            if let scenario = read[file.name] { return scenario }
            guard let yaml = StandardFiles.text(of: file.path) else { return nil }
            let scenario = try? Scenario(
                name: file.name, yaml: yaml, file: file.path, providers: providers)
            read[file.name] = scenario
            return scenario
        }
    }
}

/// Formats texts for a terminal of 80 columns.
enum TextTable {
    private static let width = 80

    /// Rows in aligned columns.
    static func text(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.compactMap { $0.indices.contains(column) ? $0[column].count : nil }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            var line = cells.joined(separator: "  ")[...]
            while line.hasSuffix(" ") { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// Rows below their head in aligned columns; where these are too wide, each row as a list of
    /// its cells with the names of the columns.
    static func text(_ rows: [[String]], below head: [String]) -> String {
        let table = text([head] + rows)
        guard table.split(separator: "\n").contains(where: { $0.count > width }) else {
            return table
        }
        let names = head.dropFirst().map(\.count).max() ?? 0
        return rows.map { row in
            let cells = zip(head, row).dropFirst().flatMap { name, cell in
                let label = "  " + name + String(repeating: " ", count: names + 2 - name.count)
                return cell.hanging(behind: label)
            }
            return ([row[0]] + cells).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// A sentence in lines.
    static func lines(_ sentence: String) -> [String] { sentence.wrapped(to: width) }
}
