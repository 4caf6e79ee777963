import Glibc
import TestSupport
import Testing
import Vocabulary

@testable import Scenarios

@Suite("The files of scenarios/")
struct ShippedFilesTests {
    static let directory =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/scenarios"

    static let library = Result { try ScenarioLibrary(directories: [directory]) }

    @Test("load without a mistake")
    func loadClean() {
        switch Self.library {
        case .success(let library): #expect(!library.scenarios.isEmpty)
        case .failure(let error): Issue.record("\(error)")
        }
    }

    private static let nothingElse = ScenarioSources(hasStandard: false)

    @Test("pass `check` one by one, as the whole does")
    func check() throws {
        let whole = ScenarioLibrary.check([Self.directory], Self.nothingElse)
        #expect(whole.diagnostics.list.isEmpty)
        let files = try DirectoryWalk(below: Self.directory).files.map(\.path)
        let single = ScenarioLibrary.check(files, Self.nothingElse)
        #expect(single.diagnostics.list.isEmpty)
        #expect(single.fileCount == whole.fileCount)
    }

    @Test("begin with a sentence that says what a till should do")
    func firstSentence() throws {
        let scenarios = try DirectoryWalk(below: Self.directory).files
            .filter(\.isScenario)
        for file in scenarios {
            let text = try Disk.text(of: file.path)
            #expect(text.hasPrefix("# A till "), "\(file.name)")
        }
    }

    @Test("sell by providers that there are; one may have no products")
    func products() throws {
        let providers = try Self.library.get().providers
        #expect(Set(providers.products.map(\.provider)).isSubset(of: providers.profiles.keys))
    }

    @Test("are optional where a run need not meet every rule")
    func optional() throws {
        for scenario in try Self.library.get().scenarios {
            let isOptional = scenario.name.hasPrefix("chaos/") || scenario.name == "triggers"
            #expect(scenario.isOptional == isOptional, "\(scenario.name)")
        }
    }

    @Test("have a title each, and no two the same")
    func titles() throws {
        let scenarios = try Self.library.get().scenarios
        for scenario in scenarios { #expect(!scenario.title.isEmpty, "\(scenario.name)") }
        #expect(Set(scenarios.map(\.title)).count == scenarios.count)
    }

    @Test(
        "play the documented flows",
        arguments: [
            ("flows/f1-dual-success", "F1", "dual"),
            ("flows/f2-single-success", "F2", "single"),
            ("flows/f3-till-timeout-retries-succeed", "F3", "dual"),
            ("flows/f3-till-timeout-retries-succeed-single", "F3", "single"),
            ("flows/f4-till-timeout-retries-fail", "F4", "dual"),
            ("flows/f5-upstream-declined", "F5", "dual"),
            ("flows/f6-upstream-unknown-retries-succeed", "F6", "dual"),
            ("flows/f6-upstream-unknown-retries-succeed-single", "F6", "single"),
            ("flows/f7-upstream-unknown-retries-fail", "F7", "dual"),
        ])
    func flows(name: String, flow: String, messaging: String) throws {
        let scenario = try Self.library.get().scenario(named: name)
        #expect(scenario.flow == flow)
        #expect(scenario.messaging.rawValue == messaging)
    }

    @Test("show each kind of reply in a file of faults/", arguments: kinds)
    func everyKind(kind: String) throws {
        let faults = try Self.library.get().scenarios.filter { $0.name.hasPrefix("faults/") }
        let shown = faults.flatMap(\.rules).flatMap(\.replies).map(Self.kind)
        #expect(shown.contains(kind))
    }

    /// Every reply that the language can say, as far as the till can tell one from another.
    static let kinds =
        [
            "decline", "error", "error processed", "slow", "pause", "garbled, slow, pause",
            "respond", "respond processed",
        ]
        + Outcome.Leg.allCases.flatMap { leg in
            ["silence", "close", "cut", "reset"].map { "lost \(leg) \($0)" }
        } + ["lost reply stale"]
        + Garbling.allCases.map { "garbled \($0.rawValue)" }
        + Outcome.TLSFault.allCases.map { "tls \($0.rawValue)" }
        + ["delay fixed", "delay uniform", "delay lognormal", "processing"]

    static func kind(of reply: Scenarios.Reply) -> String {
        let transmission = reply.transmission
        let names = [
            transmission.garbled.map { _ in "garbled" }, transmission.slow.map { _ in "slow" },
            transmission.pause.map { _ in "pause" },
        ].compactMap { $0 }
        if names.count > 1 { return names.joined(separator: ", ") }
        if let garbled = transmission.garbled { return "garbled \(garbled.kind.rawValue)" }
        if let name = names.first { return name }
        return switch reply.outcome {
        case .normal, .replaced:
            switch reply.delay {
            case .fixed: "delay fixed"
            case .uniform: "delay uniform"
            case .lognormal: "delay lognormal"
            case nil: reply.processing > .zero ? "processing" : "normal"
            }
        case .decline: "decline"
        case .error(_, let processed): processed ? "error processed" : "error"
        case .lost(let leg, .silence): "lost \(leg) silence"
        case .lost(let leg, let ending): "lost \(leg) \(ending)"
        case .respond(_, let processed): processed ? "respond processed" : "respond"
        case .tls(let fault): "tls \(fault.rawValue)"
        }
    }

    @Test("pick no fault for normal amounts")
    func triggersStaySilent() throws {
        let scenario = try Self.library.get().scenario(named: "triggers")
        var engine = ScenarioEngine(scenario, seed: 1)
        for rands in stride(from: Int64(0), through: 100_000, by: 100) {
            for cents in [0, 50, 90, 95, 99] as [Int64] {
                let facts = MessageFacts(
                    operation: .provision, transaction: "\(rands)-\(cents)", provider: "default",
                    product: "12345", amount: rands + cents)
                #expect(engine.decide(facts, at: .begin).rule == nil)
            }
        }
    }

    @Test("pick the same fault by cents and by product, as the head of triggers.yaml says")
    func triggersAreDocumented() throws {
        let text = try Disk.text(of: Self.directory + "/triggers.yaml")
        let rules = try Self.library.get().scenario(named: "triggers").rules
        #expect(rules.count == 19)
        for rule in rules {
            guard case .any(let branches) = rule.conditions.first, branches.count == 2,
                case .member(.fact(.cents), let byCents) = branches[0].first,
                case .member(.fact(.product), let byProduct) = branches[1].first
            else {
                Issue.record("\(rule.name) asks for something else")
                continue
            }
            let cents = byCents.oneOf?.first ?? ""
            let product = byProduct.oneOf?.first ?? ""
            let padded = cents.count == 1 ? "0" + cents : cents
            let row = text.split(separator: "\n").first { $0.hasPrefix("# | .\(padded) ") }
            #expect(row?.contains(" \(product) ") == true, "\(cents) \(product)")
        }
    }

    @Test("agree with the JSON Schema in schema.json, which `make generate` writes")
    func schema() throws {
        let path = Self.directory + "/schema.json"
        try renew(path) { _ in JSONSchema.text }
        #expect(try Disk.text(of: path) == JSONSchema.text)
    }

    @Test("have their keys in docs/scenarios.md, whose last section `make generate` writes")
    func reference() throws {
        let path = Self.directory + "/../docs/scenarios.md"
        let heading = "\n## All keys\n\n"
        func page(_ text: String) throws -> String {
            let end = try #require(text.firstRange(of: heading)?.upperBound)
            return text[..<end] + Reference.text
        }
        try renew(path, page)
        let text = try Disk.text(of: path)
        #expect(try text == page(text))
    }

    private func renew(_ path: String, _ text: (String) throws -> String) throws {
        guard getenv("RENEW") != nil else { return }
        let new = try text(Disk.text(of: path))
        guard let file = fopen(path, "w") else { return }
        fputs(new, file)
        fclose(file)
    }
}
