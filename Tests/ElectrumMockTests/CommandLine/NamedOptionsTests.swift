import Foundation
import JSONTree
import TestSupport
import Testing

/// The options and environment variables that pages, manifests and helpers name.
@Suite(.blocking) struct NamedOptionsTests {
    private static let root = URL(fileURLWithPath: ShippedScenarios.directory)
        .appendingPathComponent("..").standardized

    /// The files that people follow or copy; directories stand for all that is in them.
    private static let pages = [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Dockerfile", "action.yml",
        "compose.yaml", "deploy", "docs", "kits", "packaging/INSTALL.md",
        "packaging/debian/electrum-mock.service", "packaging/gitlab-ci.yml",
        "Sources/ElectrumMock/ElectrumMock.docc",
    ]

    /// The options of other tools in these pages.
    private static let foreign: Set<String> = [
        // apt-get, useradd, cp, curl, strip, systemctl, readelf
        "yes", "no-install-recommends", "system", "uid", "from", "fail", "silent", "show-error",
        "location", "header", "output", "now",
        // docker and its HEALTHCHECK
        "exit-code-from", "read-only", "interval", "start-period",
        // kubectl
        "container", "follow", "from-file",
        // swift, node, our own scripts, ArgumentParser
        "filter", "strict", "test", "write", "only", "short", "help-hidden", "help",
    ]

    /// The text of each page.
    private static func texts() -> [String: String] {
        var texts: [String: String] = [:]
        for page in pages {
            let below = FileManager.default.enumerator(
                atPath: root.appendingPathComponent(page).path)
            let files = (below?.compactMap { $0 as? String } ?? []).map { "\(page)/\($0)" }
            for file in files.isEmpty ? [page] : files {
                let path = root.appendingPathComponent(file).path
                guard let data = FileManager.default.contents(atPath: path) else { continue }
                texts[file] = String(bytes: data, encoding: .utf8)
            }
        }
        return texts
    }

    /// The long options of each command, as the binary tells them.
    private func options() async throws -> [String: Set<String>] {
        let dump = try MockProcess(["--experimental-dump-help"])
        #expect(try await dump.exit.status == 0)
        let command = try JSON(parsing: Array(dump.output.utf8))["command"]
        var found: [String: Set<String>] = [:]
        for one in [command].compactMap(\.self) + (command?["subcommands"]?.items ?? []) {
            let names = (one["arguments"]?.items ?? []).flatMap { $0["names"]?.items ?? [] }
                .filter { $0["kind"] == "long" }.compactMap { $0["name"]?.text }
            found[try #require(one["commandName"]?.text)] = Set(names)
        }
        return found
    }

    @Test("Every option that a page names is one of the command, or of a tool that it names")
    func known() async throws {
        let options = try await options()
        let all = options.values.reduce(into: Self.foreign) { $0.formUnion($1) }
        let texts = Self.texts()
        #expect(texts.count > 40)
        var count = 0
        for (file, text) in texts {
            for option in text.matches(of: /(?:^|[^\w\-])--([a-z][a-z0-9\-]+)/) {
                count += 1
                #expect(all.contains(String(option.1)), "\(file): --\(option.1)")
            }
        }
        #expect(count > 150)
    }

    @Test("A command that a page shows has the options that stand behind it")
    func commands() async throws {
        let options = try await options()
        var shown: Set<String> = []
        for (file, text) in Self.texts() where file != "CHANGELOG.md" {
            let lines = text.replacing("\\\n", with: " ")
            for line in lines.matches(of: /electrum-mock ([a-z]+)((?: [^\n`;|#]*)?)/) {
                guard let own = options[String(line.1)] else { continue }
                shown.insert(String(line.1))
                let words =
                    (line.2.firstRange(of: " -- ").map { line.2[..<$0.lowerBound] })
                    ?? line.2
                for option in words.matches(of: /\s--([a-z][a-z0-9\-]+)/) {
                    #expect(
                        own.contains(String(option.1)) || option.1 == "help-hidden",
                        "\(file): electrum-mock \(line.1) --\(option.1)")
                }
            }
        }
        #expect(shown.isSuperset(of: ["serve", "run", "demo", "till", "certify", "explore"]))
    }

    @Test("Every environment variable that a page names is known to the mock or its helpers")
    func variables() throws {
        let readers = ["Sources", "kits", "packaging/gitlab-ci.yml"].map {
            Self.root.appendingPathComponent($0)
        }
        var code = ""
        for reader in readers {
            let below = FileManager.default.enumerator(at: reader, includingPropertiesForKeys: nil)
            let files = below?.compactMap { $0 as? URL } ?? []
            for file in files.isEmpty ? [reader] : files where file.pathExtension != "md" {
                code +=
                    FileManager.default.contents(atPath: file.path)
                    .map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
        }
        let own = try environmentOptions()
        var named: Set<String> = []
        for text in Self.texts().values {
            named.formUnion(text.matches(of: /ELECTRUM_MOCK_([A-Z_]*[A-Z])/).map { String($0.1) })
        }
        #expect(named.count > 12)
        for name in named {
            let option = name.lowercased().replacing("_", with: "-")
            let isRead = code.contains(try Regex("[\"'$ ]ELECTRUM_MOCK_\(name)\\b"))
            #expect(own.contains(option) || isRead, "ELECTRUM_MOCK_\(name)")
        }
    }

    @Test("Every option of serve and run is an environment variable, too")
    func environment() async throws {
        let options = try await options()
        let own = try environmentOptions()
        for command in ["serve", "run"] {
            let missing = try #require(options[command]).subtracting(own)
            #expect(missing == ["help", "version"], "\(command)")
        }
    }

    /// The names that stand in quotes where options are taken from the environment.
    private func environmentOptions() throws -> Set<String> {
        let file = Self.root.appendingPathComponent(
            "Sources/electrum-mock/EnvironmentOptions.swift")
        let text = try String(contentsOf: file, encoding: .utf8)
        return Set(text.matches(of: /"([a-z][a-z0-9\-]*)"/).map { String($0.1) })
    }
}
