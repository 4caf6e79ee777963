import TestSupport
import Testing

/// The completions that shells ask the executable for.
@Suite(.blocking) struct CompletionTests {
    /// The candidates for the last word.
    private func candidates(
        for words: [String], in command: String, _ argument: String
    ) async throws -> [Substring] {
        let line = "printf 'rules: []' >mine.yaml; mkdir -p dir other; cp mine.yaml dir/own.yaml;"
        let typed = words.last ?? ""
        let mock = try MockProcess(
            shell: "\(line) SAP_SHELL=bash SAP_SHELL_VERSION=5 exec $MOCK ---completion \(command) "
                + "-- \(argument) \(words.count) \(typed.count) "
                + (["electrum-mock"] + words).map { "'\($0)'" }.joined(separator: " "))
        #expect(try await mock.exit.status == 0, "\(mock.errors)")
        return mock.output.split(separator: "\n")
    }

    @Test("A scenario is completed by its name, with and without its directory")
    func names() async throws {
        let serve = ["serve", "--scenario"]
        let full = try await candidates(for: serve + ["flows/f1"], in: "serve", "--scenario")
        #expect(full == ["flows/f1-dual-success"])
        let short = try await candidates(for: serve + ["f2"], in: "serve", "--scenario")
        #expect(short == ["f2-single-success"])
        let all = try await candidates(for: serve + [""], in: "serve", "--scenario")
        #expect(all.contains("chaos/flaky"))
        #expect(all.contains("mine.yaml"))
        #expect(all.contains("dir/"))
        #expect(!all.contains("flaky"))
    }

    @Test("A scenario is completed by its file, and by the names in the directories given")
    func files() async throws {
        let run = ["run", "--scenarios=dir", "--scenario"]
        let file = try await candidates(for: run + ["dir/"], in: "run", "--scenario")
        #expect(file == ["dir/own.yaml"])
        let own = try await candidates(for: run + ["ow"], in: "run", "--scenario")
        #expect(own == ["own", "own"])
    }
}
