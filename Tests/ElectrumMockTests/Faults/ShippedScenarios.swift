import Scenarios
import TestSupport

/// The scenarios that come with the project.
enum ShippedScenarios {
    static let directory =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/scenarios"

    static let library: Result<ScenarioLibrary, any Error> = Result {
        try ScenarioLibrary(directories: [directory])
    }

    /// The names of those in a folder, without it.
    static func names(in folder: String) -> [String] {
        let names = (try? library.get().scenarios.map(\.name)) ?? []
        return names.filter { $0.hasPrefix("\(folder)/") }
            .map { String($0.dropFirst(folder.count + 1)) }
    }

    /// The scenario with this name.
    static func scenario(_ name: String) throws -> Scenario {
        try library.get().scenario(named: name)
    }
}
