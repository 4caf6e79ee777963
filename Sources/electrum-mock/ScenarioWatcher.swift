import Dispatch
import ElectrumMock
import Glibc
import Scenarios

/// Reloads the scenario files when one of them changes, or on SIGHUP. A set with a mistake is not
/// loaded: the old one stays, and the mistakes go to standard error.
struct ScenarioWatcher {
    private let task: Task<Void, Never>

    private static let interval = Duration.milliseconds(500)
    /// File systems stamp files by a coarse clock: edits within this time may have the same stamp.
    private static let coarseness = Duration.milliseconds(20)

    /// Begins to watch for differences from the fingerprint, which was taken before the library was
    /// read.
    ///
    /// - Parameter hangUps: the signals that trigger a reload; nil for none.
    init(
        _ library: ScenarioLibrary, _ fingerprint: ScenarioSources.Revision, server: MockServer,
        hangUps: Signals?
    ) {
        let sources = library.sources
        task = Task {
            var known = fingerprint
            var skipped = library.skipped
            var pause = Self.interval
            while (try? await Task.sleep(for: pause)) != nil {
                let start = ContinuousClock.now
                let current = await Self.reading { sources.fingerprint }
                // A directory with many files must not keep a processor busy.
                pause = max(Self.interval, (ContinuousClock.now - start) * 20)
                guard hangUps?.take() == true || current != known else { continue }
                known = await Self.settled(current, sources)
                guard let library = await Self.reading({ Self.reloaded(sources) }) else { continue }
                server.replace(library)
                Output.error.log("scenarios reloaded: \(library.ownCount)")
                if library.skipped != skipped { library.reportSkipped() }
                skipped = library.skipped
            }
        }
    }

    /// Ends the watch.
    func stop() {
        task.cancel()
    }

    /// Returns the fingerprint once nothing has changed for a moment: a later edit differs from it,
    /// so the files may be read now.
    private static func settled(
        _ fingerprint: ScenarioSources.Revision, _ sources: ScenarioSources
    ) async -> ScenarioSources.Revision {
        var last = fingerprint
        for _ in 1...10 {
            try? await Task.sleep(for: coarseness)
            let current = await reading { sources.fingerprint }
            if current == last { break }
            last = current
        }
        return last
    }

    private static func reloaded(_ sources: ScenarioSources) -> ScenarioLibrary? {
        do {
            return try ScenarioLibrary(sources)
        } catch {
            Output.error.log("\(error)")
            Output.error.log("scenarios not reloaded: the old ones stay")
            return nil
        }
    }

    /// Reads files on a thread where a slow disk holds up neither tasks nor lanes.
    private static func reading<Result: Sendable>(
        _ body: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: body()) }
        }
    }
}
