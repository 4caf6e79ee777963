import Conformance
import Exploration
import Vocabulary

/// The findings and the coverage of an exploration, in the forms of a report.
struct ExplorationReport {
    /// A form of the report.
    enum Format: String, CaseIterable {
        case text, json, junit, markdown, html

        /// Selects the format by a path's extension; text without one, nil for an unknown one.
        init?(path: String) {
            let name = path.split(separator: "/").last ?? ""
            guard let dot = name.lastIndex(of: "."), name.index(after: dot) != name.endIndex else {
                self = .text
                return
            }
            switch name[name.index(after: dot)...].lowercased() {
            case "txt": self = .text
            case "json": self = .json
            case "xml": self = .junit
            case "md": self = .markdown
            case "html", "htm": self = .html
            default: return nil
            }
        }
    }

    /// A finding in words.
    struct Entry {
        let finding: Search.Finding
        let title: String
        /// The confidence in the finding, and when it was seen first.
        let evidence: String
        let file: String
        let scenario: String
        /// The end of the command's output, of a crash or a hang.
        let output: String
    }

    let result: ExplorationSession.Result
    let entries: [Entry]
    let map: HeatMap

    init(_ result: ExplorationSession.Result) {
        self.result = result
        let search = result.search
        entries = zip(search.allFindings, result.files).map { finding, file in
            Entry(
                finding: finding, title: finding.title, evidence: Self.evidence(finding),
                file: file,
                scenario: finding.schedule.scenario(
                    search.setting, title: finding.title, duty: finding.duty),
                output: result.outputs[finding.schedule] ?? "")
        }
        map = HeatMap(search)
    }

    /// Renders the report.
    func render(_ format: Format) -> String {
        switch format {
        case .text: text
        case .json: ExplorationEvents.end(result) + "\n"
        case .junit: junit
        case .markdown: ReportFormat.markdown.render(book)
        case .html: ReportFormat.html.render(book)
        }
    }

    private static func evidence(_ finding: Search.Finding) -> String {
        let wave = finding.wave.map { ", in the wave \"\($0.rawValue)\"" } ?? ""
        let first = "first seen in run \(finding.foundAfter)\(wave)"
        let size = finding.isShrunk ? "" : "; not made simpler"
        switch finding.state {
        case .steady: return "always seen again; \(first)\(size)"
        case .flaky(let shown, let of): return "flaky: seen in \(shown) of \(of) runs; \(first)"
        case .unconfirmed: return "not repeated before the end; \(first)\(size)"
        }
    }

    // MARK: Facts

    /// The verdict in a line.
    var headline: String {
        let count = entries.count
        let found =
            count == 0 ? "nothing found" : count == 1 ? "1 finding" : "\(count) findings"
        let ending = result.isInterrupted ? ", interrupted" : ""
        return "\(found) in \(result.search.runCount) runs\(ending)"
    }

    /// The coverage, each fact a label and a value.
    var facts: [(String, String)] {
        let search = result.search
        let seconds = Double(result.elapsed.milliseconds) / 1_000
        let rate = seconds > 0 ? Double(search.runCount) / seconds : 0
        var facts = [
            ("command", result.command.joined(separator: " ")),
            ("seed", "\(result.seed)"),
            ("messaging", search.setting.messaging),
            ("time", "\(seconds.shown) s, \(rate.shown) runs a second"),
            ("a run without faults", "\(result.plainElapsed.milliseconds) ms"),
            (
                "the till's time-out",
                result.timeout.map { "\($0.milliseconds) ms" } ?? "longer than it was waited for"
            ),
        ]
        if !search.isSteady {
            facts.append(
                ("steadiness", "two runs without faults differed: findings are repeated 6 times"))
        }
        facts += coverageFacts
        if search.noiseCount > 0 {
            facts.append(("seen once and never again", "\(search.noiseCount)"))
        }
        return facts
    }

    private var coverageFacts: [(String, String)] {
        let search = result.search
        let knowledge = search.knowledge
        let met = knowledge.met.values.reduce(0) { $0 + $1.count }
        var facts = [
            ("sequences of messages reached", "\(knowledge.nodes.count)"),
            ("faults met at them", "\(met) kinds × sequences"),
        ]
        for (order, possible, met) in search.rowCoverage {
            facts.append(
                ("rows of \(order == 2 ? "two" : "three") faults", "\(met) of \(possible) met"))
        }
        if search.unreachableCount > 0 {
            facts.append(("rows that the till does not let happen", "\(search.unreachableCount)"))
        }
        facts.append(("documented flows", flows))
        facts.append(("duties exercised", duties))
        facts.append(
            ("endings (till / switch / provider)", named("belief ").joined(separator: "; ")))
        let providers = named("provider ")
        if !providers.isEmpty {
            facts.append(("providers", providers.joined(separator: ", ")))
        }
        return facts
    }

    private var flows: String {
        let counts = result.search.coverage.flows
        let all =
            result.search.setting.messaging == "single"
            ? ["F2", "F3", "F4", "F5", "F6", "F7"] : ["F1", "F3", "F4", "F5", "F6", "F7"]
        return all.map { "\($0) \(counts[$0].map { "\($0)×" } ?? "never")" }.joined(separator: ", ")
    }

    private var duties: String {
        let met = Set(named("duty "))
        let all = (1...18).map { "D\($0)" }
        let missing = all.filter { !met.contains($0) }
        let shown = all.filter(met.contains).joined(separator: " ")
        return missing.isEmpty ? shown : "\(shown); never arose: \(missing.joined(separator: " "))"
    }

    private func named(_ prefix: String) -> [String] {
        result.search.coverage.facts.keys.filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    /// A sentence on the schedules not tried when the budget ended.
    var omission: String {
        let search = result.search
        let missing = Wave.allCases.filter { search.waveCounts[$0] == nil && $0 != .random }
        let rows = search.rowCoverage.filter { $0.met < $0.possible }.map {
            "\($0.possible - $0.met) rows of \($0.order == 2 ? "two" : "three")"
        }
        let parts = rows + missing.map { "the wave \"\($0.rawValue)\"" }
        let left = parts.isEmpty ? "" : "Left out: \(parts.joined(separator: ", ")). "
        return left
            + "Not searched: timing below 50 ms, content that needs no fault to be wrong beyond "
            + "what the runs without faults showed."
    }

    /// The waves and their runs.
    var waves: [(String, Int)] {
        Wave.allCases.compactMap { wave in
            result.search.waveCounts[wave].map { (wave.rawValue, $0) }
        }
    }

    /// The warnings of the judge, with the number of runs.
    var warnings: [String] {
        result.warnings.sorted { $0.key < $1.key }.map {
            "\($0.key.rule): \($0.key.message) (\($0.value) runs)"
        }
    }
}

/// The kinds of faults met at each place, and the results.
struct HeatMap {
    /// The result for a kind of fault at a place.
    enum Sign: String {
        case held = "✓"
        case broke = "✗"
        /// Met, but only in runs that something else broke.
        case unclear = "~"
        case unmet = "·"
    }

    let columns: [String]
    let rows: [(kind: String, signs: [Sign])]

    static let legend = "✓ held, ✗ broke, ~ met beside what broke, · not met"

    init(_ search: Search) {
        let places = search.coverage.places
        var broken: Set<Coverage.Cell> = []
        for finding in search.allFindings {
            for message in finding.trace.messages where message.met != .normal {
                broken.insert(
                    Coverage.Cell(lane: message.lane, index: message.index, kind: message.met))
            }
        }
        columns = places.map { $0.lane.place($0.index) }
        rows = FaultKind.allCases.filter { $0 != .normal }.compactMap { kind in
            let signs = places.map { place -> Sign in
                let cell = Coverage.Cell(lane: place.lane, index: place.index, kind: kind)
                if broken.contains(cell) { return .broke }
                if search.coverage.held[cell] != nil { return .held }
                return search.coverage.met[cell] != nil ? .unclear : .unmet
            }
            return signs.allSatisfy { $0 == .unmet } ? nil : (kind.name, signs)
        }
    }
}

extension Double {
    /// With one decimal.
    fileprivate var shown: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
