import Escaping
import Vocabulary

extension Ladder {
    /// Returns the ladder as lines of at most 80 columns: the heading, the rungs, the beliefs in
    /// the end and the opinion.
    ///
    /// - Parameter evidence: the numbers of the messages to mark with `>`.
    package func lines(marking evidence: Set<Int> = []) -> [String] {
        [TextRung.heading(parties)]
            + rungs.flatMap { $0.lines(isEvidence: $0.seq.map(evidence.contains) ?? false) }
            + (omitted > 0 ? ["       (\(omitted) messages more)"] : [])
            + verdictLines
    }

    /// The beliefs at the end, and the opinion.
    private var verdictLines: [String] {
        let said = zip(parties, beliefs.all).enumerated().map { index, pair in
            "\(pair.0.shownShort(24)) \(pair.1.text(of: index))"
        }
        let opinion = [opinion.head, opinion.text].filter { !$0.isEmpty }.joined(separator: " ")
        let lines = [said.joined(separator: ", ")] + (opinion.isEmpty ? [] : [opinion])
        return zip(["= ", "\(self.opinion.kind.sign) "], lines).flatMap { sign, line in
            line.shownSentence.wrapped(to: 78).enumerated().map { ($0 == 0 ? sign : "  ") + $1 }
        }
    }
}

extension Rung {
    /// Returns the rung as a line, and a second one for the rule that decided.
    package func lines(isEvidence: Bool = false) -> [String] {
        [TextRung.line(self, isEvidence: isEvidence)]
            + (rule.map { rule in
                let fault = fault.map { ": \($0.shownSentence)" } ?? ""
                return ["       by rule \(rule.shownName)\(fault)".clipped(to: 79)]
            } ?? [])
    }
}

/// A rung on a page of fixed width: a gutter, and three lifelines with two lanes between them. A
/// lifeline is drawn with the sign of its party's belief.
private enum TextRung {
    private static let tillLane = 36
    private static let providerLane = 20
    private static let gutter = 20

    static func heading(_ parties: [String]) -> String {
        let provider = parties[2].shownShort(15)
        let till = parties[0].shownShort(tillLane - 2).padded(to: tillLane + 1)
        return
            (" seq   time".padded(to: gutter) + till + "switch"
            + String(repeating: " ", count: max(1, providerLane - 4 - provider.count)) + provider)
            .trimmed
    }

    static func line(_ rung: Rung, isEvidence: Bool) -> String {
        let lanes = [Arrow.Lane.till, .provider].map { lane in
            let width = lane == .till ? tillLane : providerLane
            if let arrow = rung.arrows.first(where: { $0.lane == lane }) {
                return arrow.text(width)
            }
            let isNoted = lane == (rung.arrows.isEmpty ? rung.noteLane : .till)
            return (isNoted ? rung.note.map { "   \($0)".clipped(to: width) } ?? "" : "")
                .padded(to: width)
        }
        let signs = rung.after.all.map(\.sign)
        let picture = signs[0] + lanes[0] + signs[1] + lanes[1] + signs[2]
        return (gutter(rung, isEvidence: isEvidence) + picture).trimmed
    }

    private static func gutter(_ rung: Rung, isEvidence: Bool) -> String {
        if rung.kind == .gap {
            let text = "\(Elapsed.text(rung.took ?? .zero)) later "
            return text.leftPadded(to: gutter)
        }
        let number = rung.kind == .answer ? "" : rung.seq.map { String($0) } ?? ""
        let mark = isEvidence && rung.kind != .answer ? ">" : " "
        let time = rung.at?.timeOfDay ?? ""
        return mark + number.leftPadded(to: 5) + " " + time.padded(to: 12) + " "
    }
}

extension Rung {
    /// The lane in which the note stands: that of the message that was lost.
    fileprivate var noteLane: Arrow.Lane { isDelivery ? .provider : .till }
}

extension Arrow {
    /// Returns the arrow as text of a width, as in `-- provision -------->`.
    fileprivate func text(_ width: Int) -> String {
        let label = self.label.clipped(to: width - 8)
        let said = label.isEmpty ? "" : " \(label) "
        func line(_ count: Int) -> String { String(repeating: "-", count: max(0, count)) }
        func dashes(_ room: Int) -> String {
            String(repeating: " -", count: max(1, room / 2))
        }
        switch (direction, fate) {
        case (.right, .lost):
            // It ends halfway, or where its label ends.
            let flight = "--" + said.dropLast() + dashes(width * 2 / 3 - said.count - 2) + " x"
            return flight.clipped(to: width).padded(to: width)
        case (.right, .notTold):
            return ("- \(label) -|").padded(to: width)
        case (.right, _):
            return "--\(said)" + line(width - said.count - 3) + ">"
        case (.left, .lost):
            let flight = "x" + dashes(width * 2 / 3 - said.count - 2) + "\(said)--"
            return flight.leftPadded(to: width)
        case (.left, .held):
            return "...\(said)--".leftPadded(to: width)
        case (.left, .spoilt):
            return "<" + String(repeating: "~", count: max(0, width - said.count - 3))
                + "\(said)~~"
        case (.left, _):
            return "<" + line(width - said.count - 3) + "\(said)--"
        }
    }
}

/// A length of time as people say it.
package enum Elapsed {
    /// As in `250 ms`, `1.5 s`, `2 min 5 s` or `1 h 10 min`.
    package static func text(_ span: Duration) -> String {
        let ms = max(0, span.milliseconds)
        switch ms {
        case ..<1_000: return "\(ms) ms"
        case ..<10_000:
            let tenths = ms / 100
            return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
        case ..<60_000: return "\(ms / 1_000) s"
        case ..<3_600_000:
            let seconds = ms / 1_000 % 60
            return "\(ms / 60_000) min" + (seconds > 0 ? " \(seconds) s" : "")
        default:
            let minutes = ms / 60_000 % 60
            return "\(ms / 3_600_000) h" + (minutes > 0 ? " \(minutes) min" : "")
        }
    }
}
