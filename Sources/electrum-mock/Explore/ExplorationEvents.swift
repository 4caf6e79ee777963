import Exploration
import JSONTree
import Synchronization
import Vocabulary

/// The progress of an exploration: a line that changes on a terminal, or a line of JSON for each
/// event on standard output.
final class ExplorationEvents: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var told: Set<String> = []
    }

    private let isJSON: Bool
    private let state = Mutex(State())
    private static let interval = Duration.milliseconds(200)
    private static let jsonInterval = Duration.seconds(1)

    init(isJSON: Bool) {
        self.isJSON = isJSON
    }

    /// Tells what the first runs have shown.
    func observed(_ past: ExplorationLog.Past) {
        let timeout = past.setting.timeoutMs
        if isJSON {
            tell([
                "event": "observed", "plainMs": .number(JSONNumber(past.plainMs)),
                "timeoutMs": .number(JSONNumber(timeout)), "waitsLonger": .bool(past.isSlow),
                "seed": .string(String(past.seed)),
            ])
        }
        guard past.isSlow else { return }
        Output.error.tell(
            """
            the till waits longer than \(timeout / 1_000) s for an answer, so silences are left for \
            the end; let it take ELECTRUM_MOCK_TIMEOUT for its time-out and give --till-timeout 2s, \
            or run it with a shorter one
            """)
    }

    /// Tells of progress, now and then.
    func played(_ search: Search, elapsed: Duration) {
        let now = ContinuousClock.now
        let interval = isJSON ? Self.jsonInterval : Self.interval
        guard isJSON || ProgressLine.isOnTerminal else { return }
        let isDue = state.withLock { state in
            guard state.last.map({ now - $0 >= interval }) ?? true else { return false }
            state.last = now
            return true
        }
        guard isDue else { return }
        let wave = search.wave?.rawValue ?? ""
        if isJSON {
            tell([
                "event": "progress", "runs": .number(JSONNumber(search.runCount)),
                "elapsedMs": .number(JSONNumber(elapsed.milliseconds)), "wave": .string(wave),
                "findings": .number(JSONNumber(search.findings.count)),
            ])
        } else {
            let rate = Double(search.runCount * 1_000) / Double(max(1, elapsed.milliseconds))
            let text =
                "\(search.runCount) runs, \(Int(rate.rounded())) a second, "
                + "\(search.findings.count) found; \(wave)"
            ProgressLine.show(text)
        }
    }

    /// Tells of findings that are as simple as they can be, each once.
    func found(_ findings: [Search.Finding], _ paths: [String]) {
        for (finding, path) in zip(findings, paths) {
            guard state.withLock({ $0.told.insert(path).inserted }) else { continue }
            if isJSON {
                tell(Self.json(finding, path, event: "finding"))
            } else {
                finishProgress()
                Output.error.tell("\(finding.title): \(path)")
            }
        }
    }

    /// Ends the line that changes.
    func finishProgress() { ProgressLine.clear() }

    private func tell(_ event: JSON) {
        Output.standard.write(line: String(decoding: event.encoded, as: UTF8.self))
    }
}
