import TestSupport
import Testing

@testable import Scenarios

@Suite("A library")
struct ScenarioLibraryTests {
    private let directory = TemporaryDirectory()

    @Test("names scenarios by their path, and profiles by their file")
    func names() throws {
        try directory.write([
            "flows/f1.yaml": "rules: []", "chaos/slow.yml": "rules: []", "top.json": "{rules: []}",
            "schema.json": "{}", "README.md": "no YAML", ".hidden.yaml": "broken",
            "providers/ott.yaml": "{name: OTT, routes: {receiver: OTT}}",
        ])
        let library = try ScenarioLibrary(directories: [directory.path])
        #expect(library.scenarios.map(\.name) == ["chaos/slow", "flows/f1", "top"])
        #expect(library.scenarios.last.map { directory.normalised($0.file) } == "DIR/top.json")
        #expect(library.providers.profiles.keys.sorted() == ["default", "ott"])
    }

    @Test("finds a scenario by its name, or by the end of it when no other ends so")
    func lookup() throws {
        try directory.write([
            "flows/f1.yaml": "rules: []", "flows/slow.yaml": "rules: []",
            "chaos/slow.yaml": "rules: []", "slow.yaml": "rules: []",
            "a/twice.yaml": "rules: []", "b/twice.yaml": "rules: []",
        ])
        let library = try ScenarioLibrary(directories: [directory.path])
        #expect(try library.scenario(named: "flows/f1").name == "flows/f1")
        #expect(try library.scenario(named: "f1").name == "flows/f1")
        #expect(try library.scenario(named: "slow").name == "slow")
        #expect(message(of: "twice", in: library) == "`twice` may be any of a/twice, b/twice")
        #expect(message(of: "f2", in: library) == "unknown scenario `f2`; did you mean `f1`?")
        #expect(message(of: "nothing like it", in: library) == "unknown scenario `nothing like it`")
    }

    private func message(of name: String, in library: ScenarioLibrary) -> String? {
        do throws(ScenarioNotFound) {
            _ = try library.scenario(named: name)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("tells the mistakes of all its files, and is not there at all")
    func allMistakes() throws {
        try directory.write([
            "a.yaml": "rules: [{name: a, when: {provider: otto}, replies: [normal]}]",
            "b.yaml": "rules: []\ntitel: B\n",
            "providers/ott.yaml": "{name: OTT, routes: {receiver: OTT}, retries: never}",
            "providers/stellr.yaml": "{name: Stellr, routes: {receiver: [Stellr, ott]}}",
        ])
        let error = #expect(throws: Diagnostics.self) {
            try ScenarioLibrary(directories: [directory.path])
        }
        #expect(
            directory.normalised(error?.description ?? "") == """
                DIR/a.yaml:1:36: error: unknown provider `otto`
                rules: [{name: a, when: {provider: otto}, replies: [normal]}]
                                                   ^
                hint: did you mean `ott`?

                DIR/b.yaml:2:1: error: unknown key `titel`
                titel: B
                ^
                hint: did you mean `title`?

                DIR/providers/ott.yaml:1:47: error: unknown way with retries `never`
                {name: OTT, routes: {receiver: OTT}, retries: never}
                                                              ^
                hint: known: supported, declined

                DIR/providers/stellr.yaml:1:44: error: the receiver `ott` is routed twice
                {name: Stellr, routes: {receiver: [Stellr, ott]}}
                                                           ^
                hint: DIR/providers/ott.yaml claims it, too
                """)
    }

    @Test("tells of a directory that is not there, a file that is not text, and a name used twice")
    func unreadable() throws {
        try directory.write(
            "title: \u{E9}".unicodeScalars.map { UInt8($0.value) }, to: "latin1.yaml")
        try directory.write(["one.yaml": "rules: []", "one.yml": "rules: []"])
        let error = #expect(throws: Diagnostics.self) {
            try ScenarioLibrary(directories: [directory.path + "/none", directory.path])
        }
        #expect(
            directory.normalised(error?.description ?? "") == """
                DIR/none: error: No such file or directory
                hint: name a directory of scenario files

                DIR/latin1.yaml: error: not UTF-8 text

                DIR/one.yml: error: two files are named `one`
                hint: the other is DIR/one.yaml
                """)
    }

    @Test("joins several directories")
    func severalDirectories() throws {
        try directory.write([
            "one/a.yaml": "rules: [{name: a, when: {provider: ott}, replies: [normal]}]",
            "two/b.yaml": "rules: []",
            "two/providers/ott.yaml": "{name: OTT, routes: {receiver: OTT}}",
        ])
        let library = try ScenarioLibrary(
            directories: [directory.path + "/one", directory.path + "/two/"])
        #expect(library.scenarios.last.map { directory.normalised($0.file) } == "DIR/two/b.yaml")
        #expect(library.scenarios.map(\.name) == ["a", "b"])
    }

    @Test("lists its scenarios, each with its title below")
    func listing() throws {
        try directory.write([
            "flows/f2.yaml": "{title: Success, flow: F2, messaging: single, rules: []}",
            "slow.yaml": "{title: All is slow, rules: []}",
        ])
        let library = try ScenarioLibrary(directories: [directory.path])
        #expect(
            library.listing == """
                flows/f2  F2  single
                    Success
                slow      -   dual
                    All is slow
                """)
    }
}
