import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("The scenarios and profiles in the binary")
struct StandardFilesTests {
    private let directory = TemporaryDirectory()

    /// The standard ones and what a test writes, which overrides them.
    private func library() throws -> ScenarioLibrary {
        try ScenarioLibrary(ScenarioSources(directories: [directory.path]))
    }

    private static let list = ShippedFilesTests.directory + "/../Sources/EmbeddedFiles/scenarios.S"

    @Test("are listed in Sources/EmbeddedFiles/scenarios.S, which `make generate` writes")
    func list() throws {
        let text = try Disk.text(of: Self.list)
        let line = "#define FILE "
        let start = try #require(text.range(of: line)?.lowerBound)
        let end = try #require(text.range(of: "\n    .quad 0, 0, 0\n")?.lowerBound)
        let files = try DirectoryWalk(below: ShippedFilesTests.directory).files
        let names = files.map { $0.path.dropFirst(ShippedFilesTests.directory.count + 1) }
        let list = names.sorted().map { "\(line)\"\($0)\"\n#include \"embed.h\"\n" }.joined()
        if getenv("RENEW") != nil, let file = fopen(Self.list, "w") {
            fputs(text[..<start] + list + text[end...], file)
            fclose(file)
        } else {
            #expect(String(text[start..<end]) == list)
        }
    }

    @Test("are byte for byte the files of scenarios/")
    func bytes() throws {
        for file in try DirectoryWalk(below: ShippedFilesTests.directory).files {
            let path = "standard:" + file.path.dropFirst(ShippedFilesTests.directory.count + 1)
            #expect(StandardFiles.text(of: path) == (try file.text()), "\(path)")
        }
    }

    @Test("have no mistake, and are the same as those read from disk")
    func whole() throws {
        let result = ScenarioLibrary.check([], ScenarioSources())
        #expect(result.diagnostics.description == "")
        #expect(result.fileCount == StandardFiles.all.count)
        let library = try ScenarioLibrary(ScenarioSources())
        let onDisk = try ShippedFilesTests.library.get()
        #expect(library.scenarios.map(\.title) == onDisk.scenarios.map(\.title))
        #expect(library.scenarios.map(\.explanation) == onDisk.scenarios.map(\.explanation))
        #expect(library.providers.profiles == onDisk.providers.profiles)
        #expect(library.providers.products == onDisk.providers.products)
    }

    @Test("are not read before they are asked for, unless a profile or product list stands beside")
    func unread() throws {
        #expect(Loader(ScenarioSources()).unread.count == StandardFiles.all.count)
        try directory.write(["mine.yaml": "rules: []"])
        let own = ScenarioSources(directories: [directory.path])
        #expect(Loader(own).unread.count == StandardFiles.all.count)
        try directory.write(["providers/mine.yaml": "{name: Mine, routes: {receiver: [mine]}}"])
        #expect(!Loader(own).unread.contains { $0.isOfProviders })
    }

    @Test("say of themselves where they come from")
    func origin() throws {
        let scenario = try library().scenario(named: "f1-dual-success")
        #expect(scenario.file == "standard:flows/f1-dual-success.yaml")
    }

    @Test("stay beside those of a directory, which overrides by name")
    func overriding() throws {
        try directory.write([
            "flows/f1-dual-success.yaml": "{title: Mine, rules: []}",
            "new.yaml": "rules: [{name: a, when: {provider: netcare}, replies: [normal]}]",
            "providers/ott.yaml": "{name: My OTT, routes: {receiver: OTT}}",
        ])
        let library = try library()
        #expect(try library.scenario(named: "f1-dual-success").title == "Mine")
        #expect(try library.scenario(named: "new").hasRules)
        #expect(try library.scenario(named: "flows/f5-upstream-declined").flow == "F5")
        #expect(library.ownCount == 2)
        #expect(library.providers.profiles["ott"]?.name == "My OTT")
        #expect(library.providers.profiles["netcare"]?.retries == .declined)
        #expect(
            library.overridden.map(directory.normalised) == [
                "DIR/flows/f1-dual-success.yaml overrides standard:flows/f1-dual-success.yaml",
                "DIR/providers/ott.yaml overrides standard:providers/ott.yaml",
            ])
    }

    @Test("lose a route that a profile of a directory claims")
    func routes() throws {
        try directory.write(["providers/mine.yaml": "{name: Mine, routes: {receiver: [ott]}}"])
        let providers = try library().providers
        let party = ProviderDirectory.Party(id: nil, name: "OTT")
        let profile = providers.profile(receiver: party, settlementEntity: nil, productId: nil)
        #expect(profile.id == "mine")
    }

    @Test("can be left out")
    func without() throws {
        let library = try ScenarioLibrary(ScenarioSources(hasStandard: false))
        #expect(library.names == [])
        #expect(library.providers.profiles.keys.sorted() == ["default"])
    }

    @Test("A later directory overrides an earlier one; a copy is no difference worth telling")
    func severalDirectories() throws {
        try directory.write([
            "one/a.yaml": "{title: One, rules: []}", "one/b.yaml": "{title: B, rules: []}",
            "two/a.yaml": "{title: Two, rules: []}",
            "two/b.yaml": "{title: B, rules: []}", "one/broken.yaml": "titel: x",
            "two/broken.yaml": "{title: y, rules: []}",
        ])
        let library = try ScenarioLibrary(
            directories: ["\(directory.path)/one", "\(directory.path)/two"])
        #expect(try library.scenario(named: "a").title == "Two")
        #expect(
            library.overridden.map(directory.normalised) == [
                "DIR/two/a.yaml overrides DIR/one/a.yaml",
                "DIR/two/broken.yaml overrides DIR/one/broken.yaml",
            ])
    }

    @Test("A file that is named by its path has its name, or that in its directory")
    func namedFiles() throws {
        try directory.write([
            "set/deep/a.yaml": "{title: A, rules: []}",
            "f1-dual-success.yaml": "{title: Mine, rules: []}",
        ])
        var sources = ScenarioSources(directories: ["\(directory.path)/set"])
        try sources.add(file: "\(directory.path)/set/deep/a.yaml")
        try sources.add(file: "\(directory.path)/f1-dual-success.yaml")
        let library = try ScenarioLibrary(sources)
        let inSet = try library.scenario(named: "\(directory.path)/set/deep/a.yaml")
        #expect(inSet.name == "deep/a")
        let other = try library.scenario(named: "\(directory.path)/f1-dual-success.yaml")
        #expect(other.name == "f1-dual-success")
        #expect(other.title == "Mine")
        #expect(try library.text(of: "f1-dual-success") == "{title: Mine, rules: []}")
        #expect(try library.text(of: "providers/ott").contains("name: OTT"))
    }

    @Test("A byte order mark and line ends of Windows change nothing")
    func windows() throws {
        try directory.write([
            "w.yaml": "\u{FEFF}title: W\r\nrules:\r\n  - name: a\r\n    replies: [normal]\r\n"
        ])
        let scenario = try library().scenario(named: "w")
        #expect(scenario.title == "W")
        #expect(scenario.rules.map(\.name) == ["a"])
    }
}
