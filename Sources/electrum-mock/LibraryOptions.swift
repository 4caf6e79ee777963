import ArgumentParser
import Glibc
import Scenarios

/// Where scenarios and provider profiles come from.
struct LibraryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A directory of scenarios and provider profiles; may be repeated.", valueName: "dir"))
    var scenarios: [String] = []

    /// The given directories, else the standard one.
    var directories: [String] { scenarios.isEmpty ? Self.standardDirectories : scenarios }

    /// `scenarios` in the working directory, else beside the binary, else none: the built-in
    /// profile needs no file.
    static var standardDirectories: [String] {
        let candidates = ["scenarios"] + (binaryDirectory.map { ["\($0)/scenarios"] } ?? [])
        return candidates.first(where: isDirectory).map { [$0] } ?? []
    }

    /// Reads the directories; every mistake of every file goes to standard error.
    func load() throws -> ScenarioLibrary {
        do {
            return try ScenarioLibrary(directories: directories)
        } catch {
            Output.error.write(line: "\(error)")
            throw ExitCode(2)
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static var binaryDirectory: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        let parts = String(cString: path).split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }
}

extension ScenarioLibrary {
    /// The scenario of that name; what is wrong with the name goes to standard error.
    func find(_ name: String) throws -> Scenario {
        do {
            return try scenario(named: name)
        } catch {
            Output.error.write(line: "electrum-mock: \(error)")
            throw ExitCode(2)
        }
    }
}
