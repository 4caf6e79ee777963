import ArgumentParser
import Glibc
import Scenarios

/// The options that select the sources of scenarios and provider profiles.
struct LibraryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A directory of scenarios and provider profiles, beside the standard ones and a \
            directory `scenarios` if there is one; of files with one name the last is read. May \
            be repeated.
            """, valueName: "dir"), completion: .directory)
    var scenarios: [String] = []

    @Flag(help: "Leave out the standard scenarios and provider profiles.")
    var noStandardScenarios = false

    /// Returns the sources: the standard ones, `scenarios` in the working directory, and the given
    /// directories. Paths to scenario files among the names are added; their errors go to standard
    /// error.
    func sources(for names: [String] = []) throws -> ScenarioSources {
        var sources = directories
        let paths = names.filter(Self.isFile)
        guard !paths.isEmpty else { return sources }
        let library = try load(sources)
        do throws(Diagnostics) {
            for path in paths where (try? library.scenario(named: path)) == nil {
                try sources.add(file: path)
            }
        } catch {
            Output.error.tell(error)
            throw ExitCode(2)
        }
        return sources
    }

    /// The standard ones and those of the directories.
    var directories: ScenarioSources {
        ScenarioSources(
            hasStandard: !noStandardScenarios, directories: Self.ownDirectory + scenarios)
    }

    /// Reads the sources; every mistake of every file, and the skipped entries, go to standard
    /// error.
    func load(_ sources: ScenarioSources) throws -> ScenarioLibrary {
        do {
            return try ScenarioLibrary(sources)
        } catch {
            Output.error.tell(error)
            throw ExitCode(2)
        }
    }

    /// The directory `scenarios`, if there is one.
    static var ownDirectory: [String] {
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
    /// Returns the scenario of that name; an unknown name is reported on standard error.
    func find(_ name: String) throws -> Scenario {
        do {
            return try scenario(named: name)
        } catch {
            Output.error.tell(
                "\(error)",
                "looked in \(sources.description); `electrum-mock scenarios` lists them")
            throw ExitCode(2)
        }
    }

    /// Reports on standard error the entries of the directories that are not read.
    func reportSkipped() {
        for line in skipped { Output.error.tell(line) }
    }
}
