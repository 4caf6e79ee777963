import ArgumentParser
import Glibc
import Scenarios

/// Where scenarios and provider profiles come from.
struct LibraryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A directory of scenarios and provider profiles beside the standard ones, or instead of \
            those of the same name; may be repeated, the last one wins. The directory `scenarios`, \
            where there is one, need not be named.
            """, valueName: "dir"))
    var scenarios: [String] = []

    @Flag(help: "Leave out the scenarios and provider profiles that are in the binary.")
    var noStandardScenarios = false

    /// The standard ones, `scenarios` in the working directory, and the given directories. Paths to
    /// scenario files among the names are added; what is wrong with one goes to standard error.
    func sources(for names: [String] = []) throws -> ScenarioSources {
        var sources = directories
        let paths = names.filter(Self.isFile)
        guard !paths.isEmpty else { return sources }
        let library = try load(sources)
        do {
            for path in paths where (try? library.scenario(named: path)) == nil {
                try sources.add(file: path)
            }
        } catch {
            Output.error.write(line: "\(error)")
            throw ExitCode(2)
        }
        return sources
    }

    /// The standard ones and those of the directories.
    var directories: ScenarioSources {
        ScenarioSources(
            hasStandard: !noStandardScenarios, directories: Self.ownDirectory + scenarios)
    }

    /// Reads the sources; every mistake of every file goes to standard error, and what is skipped.
    func load(_ sources: ScenarioSources) throws -> ScenarioLibrary {
        do {
            return try ScenarioLibrary(sources)
        } catch {
            Output.error.write(line: "\(error)")
            throw ExitCode(2)
        }
    }

    private static var ownDirectory: [String] {
        var status = stat()
        let isThere = stat("scenarios", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isThere ? ["scenarios"] : []
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }
}

extension ScenarioLibrary {
    /// The scenario of that name; what is wrong with the name goes to standard error.
    func find(_ name: String) throws -> Scenario {
        do {
            return try scenario(named: name)
        } catch {
            Output.error.tell("\(error)")
            Output.error.write(line: "looked in \(sources.description)")
            throw ExitCode(2)
        }
    }

    /// Tells on standard error what lies in the directories and is not read.
    func tellSkipped() {
        for line in skipped { Output.error.tell(line) }
    }
}
