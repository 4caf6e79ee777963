import ElectrumMock
import Glibc
import Scenarios

/// Reloads the scenario files when one of them changes, or on SIGHUP. A set with a mistake is not
/// taken: the old one stays, and the mistakes go to standard error.
struct ScenarioWatcher {
    private let task: Task<Void, Never>

    private static let interval = Duration.milliseconds(500)

    /// Begins to watch.
    init(_ options: LibraryOptions, server: MockServer) {
        task = Task {
            let directories = options.directories
            let hangUps = Signals.count(SIGHUP)
            var known = ScenarioLibrary.fingerprint(of: directories)
            while (try? await Task.sleep(for: Self.interval)) != nil {
                let current = ScenarioLibrary.fingerprint(of: directories)
                guard hangUps.take() || current != known else { continue }
                known = current
                Self.reload(directories, into: server)
            }
        }
    }

    /// Ends the watch.
    func stop() {
        task.cancel()
    }

    private static func reload(_ directories: [String], into server: MockServer) {
        do {
            let library = try ScenarioLibrary(directories: directories)
            server.replace(library)
            Output.error.write(line: "scenarios reloaded: \(library.scenarios.count)")
        } catch {
            Output.error.write(line: "\(error)")
            Output.error.write(line: "scenarios not reloaded: the old ones stay")
        }
    }
}
