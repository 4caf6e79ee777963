import ElectrumMock
import JSONTree
import TestSupport

/// All that the control API shows of a sandbox: ledger, queues, journal, report and clock.
struct SandboxView: Equatable {
    /// The answers, by path.
    let answers: [String: String]
    /// True if an exchange is going on.
    let isBusy: Bool

    private static let paths = [
        "", "/transactions?limit=1000", "/queue", "/report?format=json", "/report?format=text",
    ]

    init(of name: String, at mock: MockServer) throws {
        let control = try ControlClient(mock)
        var answers: [String: String] = [:]
        for path in Self.paths {
            let answer = try control.exchange("GET", "/sandboxes/\(name)\(path)")
            answers[path] = "\(answer.status) \(answer.text)"
        }
        let journal = try control.ask("GET", "/sandboxes/\(name)/journal").json
        let records = (journal["records"]?.items ?? []).map(\.withoutBodies)
        answers["/journal"] = records.map { "\($0)\n" }.joined()
        self.answers = answers
        isBusy = records.contains { $0["ended"] == "pending" }
    }

    /// The paths at which two views differ, with both answers; wished-for codes apart.
    func differences(from other: SandboxView) -> [String] {
        answers.keys.sorted().compactMap { path in
            let texts = [answers[path] ?? "", other.answers[path] ?? ""]
                .map(RecordedLife.withoutWishes)
            return texts[0] == texts[1] ? nil : "\(path)\n\(texts[0])\n\(texts[1])"
        }
    }
}

extension JSON {
    /// A record without the bodies, in which a journal file masks secrets.
    fileprivate var withoutBodies: JSON {
        var record = members ?? JSONObject()
        record["request"] = nil
        record["response"] = nil
        return .object(record)
    }
}
