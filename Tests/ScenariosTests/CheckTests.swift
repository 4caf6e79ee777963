import TestSupport
import Testing

@testable import Scenarios

@Suite("`check`")
struct CheckTests {
    private let directory: TemporaryDirectory
    private static let naming = "rules: [{name: a, when: {provider: ott}, replies: [normal]}]"

    init() throws {
        directory = TemporaryDirectory()
    }

    @Test("of a file knows the profiles of the nearest directory above it")
    func nearestProfiles() throws {
        try directory.write([
            "set/flows/deep/a.yaml": Self.naming,
            "set/providers/ott.yaml": "{name: OTT, routes: {receiver: OTT}}",
            "providers/other.yaml": "{name: Other, routes: {receiver: Other}}",
            "b.yaml": Self.naming,
        ])
        #expect(messages(["set/flows/deep/a.yaml"]).isEmpty)
        #expect(messages(["set/flows"]).isEmpty)
        #expect(messages(["set"]).isEmpty)
        #expect(messages(["b.yaml"]) == ["unknown provider `ott`"])
    }

    @Test("of a file below no such directory knows the default profiles")
    func defaultProfiles() throws {
        try directory.write([
            "a.yaml": Self.naming,
            "defaults/providers/ott.yaml": "{name: OTT, routes: {receiver: OTT}}",
        ])
        #expect(messages(["a.yaml"]) == ["unknown provider `ott`"])
        #expect(messages(["a.yaml"], defaults: ["defaults"]).isEmpty)
    }

    @Test("takes a file in a directory of profiles for a profile")
    func profiles() throws {
        try directory.write(["providers/ott.yaml": "{name: OTT, rules: []}"])
        let expected = ["nothing is routed to the provider `ott`", "unknown key `rules`"]
        #expect(messages(["providers/ott.yaml"]) == expected)
        #expect(messages(["providers"]) == expected)
        #expect(messages(["."]) == expected)
    }

    @Test("tells of a file that is not there, and goes on")
    func missing() throws {
        try directory.write(["b.yaml": "rules: 1"])
        #expect(
            messages(["a.yaml", "b.yaml"]) == [
                "No such file or directory", "`rules` must be a list, not text",
            ])
    }

    @Test("passes a thousand good files, and tells how long it took")
    func thousandFiles() throws {
        let text = try Disk.text(of: ShippedFilesTests.directory + "/chaos/brownout.yaml")
        for number in 0..<1000 { try directory.write(["f\(number).yaml": text]) }
        let clock = ContinuousClock()
        let start = clock.now
        let result = ScenarioLibrary.check(
            [directory.path], ScenarioSources(hasStandard: false))
        print("check of \(result.fileCount) files: \(clock.now - start)")
        #expect(result.fileCount == 1000)
        #expect(result.diagnostics.list.isEmpty)
    }

    private func messages(_ names: [String], defaults: [String] = []) -> [String] {
        ScenarioLibrary.check(
            names.map { "\(directory.path)/\($0)" },
            ScenarioSources(
                hasStandard: false, directories: defaults.map { "\(directory.path)/\($0)" })
        ).diagnostics.list.map(\.message)
    }
}
