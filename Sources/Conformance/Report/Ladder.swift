import Vocabulary

/// A diagram of the messages around a finding, between till, switch and provider.
struct Ladder {
    /// The lines of a fixed-width page; evidence is marked with `>`.
    let lines: [String]

    private static let tillLane = 40
    private static let providerLane = 18
    // More would hide what is to be seen; the journal has the rest.
    private static let messagesMax = 24

    init(_ finding: Finding, in report: Report) {
        let evidence = Set(finding.evidence)
        let transactions = Set(
            report.messages.filter { evidence.contains($0.seq) }.compactMap(\.transaction))
        let messages = report.messages.filter { message in
            evidence.contains(message.seq)
                || (message.transaction.map(transactions.contains) ?? false)
        }
        let shown = Self.shortened(messages, to: evidence)
        lines =
            [Self.heading]
            + shown.flatMap { Self.rungs($0, isEvidence: evidence.contains($0.seq)) }
            + (shown.count < messages.count
                ? ["       (\(messages.count - shown.count) more)"] : [])
    }

    /// Returns the evidence and, as far as there is room, the earliest of the other messages.
    private static func shortened(
        _ messages: [ReportedMessage], to evidence: Set<Int>
    ) -> [ReportedMessage] {
        let essential = messages.filter { evidence.contains($0.seq) }.prefix(messagesMax)
        let others = messages.filter { !evidence.contains($0.seq) }
            .prefix(messagesMax - essential.count)
        return (essential + others).sorted { $0.seq < $1.seq }
    }

    private static var heading: String {
        let till = "till".padded(to: tillLane - 2)
        return "    seq  time          " + till + "switch" + pad(providerLane - 6) + "provider"
    }

    /// Returns the lines of a message and its answer.
    private static func rungs(_ message: ReportedMessage, isEvidence: Bool) -> [String] {
        let mark = isEvidence ? "> " : "  "
        let number = String(message.seq)
        let left = mark + pad(5 - number.count) + number + "  " + message.at.timeOfDay + "  "
        let right = "  " + (message.rule ?? "").shownName
        let time = message.finishedAt?.timeOfDay ?? ""
        let below = pad(9) + time.padded(to: 12) + "  "
        if message.operation.isDelivery {
            let name = message.operation == .deliverConfirm ? "confirm" : "reverse"
            let till = pad(tillLane)
            return [
                left + row(till, arrow(to: name, providerLane)) + right,
                below + row(till, answer(message, providerLane)),
            ].map(\.trimmed)
        }
        let onward = message.reachedProvider ? arrow(to: "", providerLane) : pad(providerLane)
        return [
            left + row(arrow(to: message.operation.rawValue, tillLane), onward) + right,
            below + row(answer(message, tillLane), pad(providerLane)),
        ].map(\.trimmed)
    }

    private static func row(_ tillLane: String, _ providerLane: String) -> String {
        "|\(tillLane)|\(providerLane)|"
    }

    private static func arrow(to label: String, _ width: Int) -> String {
        let text = label.isEmpty ? "" : "-- \(label) "
        return text + String(repeating: "-", count: max(0, width - text.count - 1)) + ">"
    }

    private static func answer(_ message: ReportedMessage, _ width: Int) -> String {
        guard message.hasAnswer else { return "x  \(message.answer)".padded(to: width) }
        let text = "<- \(message.answer) "
        return text + String(repeating: "-", count: max(0, width - text.count))
    }

    private static func pad(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width))
    }
}
