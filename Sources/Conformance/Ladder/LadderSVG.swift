import Vocabulary

/// A ladder as an inline SVG image. A lifeline is drawn as its party's belief; classes carry the
/// colours, and a sign stands where a belief changes. The page has the patterns, once.
struct LadderSVG {
    private let ladder: Ladder
    private let evidence: Set<Int>
    private var shapes: [String] = []
    /// The top of the next rung.
    private var y = headHeight

    private static let lines = [26, 262, 414]
    private static let width = 440
    private static let headHeight = 44
    /// The most characters of a label in a lane, so that none runs into another.
    private static let labelMax = [30, 18]

    /// Returns the image as markup.
    static func markup(_ ladder: Ladder, marking evidence: Set<Int>) -> String {
        var image = LadderSVG(ladder, evidence)
        image.draw()
        return image.text
    }

    private init(_ ladder: Ladder, _ evidence: Set<Int>) {
        self.ladder = ladder
        self.evidence = evidence
    }

    private var text: String {
        let label = "\(ladder.opinion.head) \(ladder.opinion.text)".trimmed
        let height = y + 14
        return """
            <svg class="ladder" viewBox="0 0 \(Self.width) \(height)" role="img" \
            aria-label="\(label.shownSentence.escaped)">
            \(shapes.joined(separator: "\n"))
            </svg>
            """
    }

    private mutating func draw() {
        for (index, name) in ladder.parties.enumerated() {
            let belief = ladder.beliefs.all[index]
            let anchor = ["start", "middle", "end"][index]
            let x = [2, Self.lines[1], Self.width - 2][index]
            add(name.shownShort(20), x, 14, anchor, "party")
            let said = belief.text(of: index)
            add("\(belief.sign) \(said)", x, 31, anchor, "belief b-\(belief.rawValue)")
        }
        for rung in ladder.rungs { draw(rung) }
        if ladder.omitted > 0 {
            add("\(ladder.omitted) messages more", Self.width / 2, y + 14, "middle", "quiet")
            y += 20
        }
    }

    private mutating func draw(_ rung: Rung) {
        let rule = rung.rule.map { rule in
            "by rule \(rule.shownName)" + (rung.fault.map { ": \($0.shownSentence)" } ?? "")
        }
        let height = rung.kind == .gap ? 24 : rule == nil ? 32 : 45
        let arrowY = y + 24
        if let seq = rung.seq, evidence.contains(seq) {
            shapes.append(
                "<rect class=\"hit\" x=\"0\" y=\"\(y)\" width=\"\(Self.width)\" "
                    + "height=\"\(height)\"/>")
        }
        drawLifelines(rung, arrowY: rung.kind == .gap ? y : arrowY, bottom: y + height)
        if rung.kind == .gap {
            add("\(Elapsed.text(rung.took ?? .zero)) later", 144, y + 16, "middle", "quiet")
        }
        for arrow in rung.arrows { draw(arrow, rung, at: arrowY) }
        if let note = rung.note {
            add(
                note.shownSentence, Self.lines[rung.isDelivery ? 1 : 0] + 14, y + 19, "start",
                "c-lost")
        }
        if let rule { add(rule.clipped(to: 38), 40, y + 39, "start", "rule") }
        if rung.isSealed { drawSeal(at: arrowY) }
        y += height
    }

    private mutating func drawLifelines(_ rung: Rung, arrowY: Int, bottom: Int) {
        for (index, x) in Self.lines.enumerated() {
            let (before, after) = (rung.before.all[index], rung.after.all[index])
            bar(before, x, y, arrowY)
            bar(after, x, arrowY, bottom)
            guard before != after, after != .waiting else { continue }
            let side = index == 2 ? 11 : -11
            add(after.sign, x + side, bottom - 1, "middle", "sign b-\(after.rawValue)")
        }
    }

    private mutating func bar(_ belief: Belief, _ x: Int, _ top: Int, _ bottom: Int) {
        let width = belief == .none || belief == .waiting ? 2 : 8
        shapes.append(
            "<rect class=\"life l-\(belief.rawValue)\" x=\"\(x - width / 2)\" y=\"\(top)\" "
                + "width=\"\(width)\" height=\"\(bottom - top)\"/>")
    }

    private mutating func draw(_ arrow: Arrow, _ rung: Rung, at y: Int) {
        let lane = arrow.lane.rawValue
        let (left, right) = (Self.lines[lane] + 6, Self.lines[lane + 1] - 6)
        let isRight = arrow.direction == .right
        // The arrow of a lost message ends in mid-air.
        let isShort = arrow.fate != .arrived && arrow.fate != .spoilt
        let length = isShort ? (right - left) * 2 / 3 : right - left
        let (from, to) = isRight ? (left, left + length) : (right, right - length)
        let style = "a-\(arrow.fate.rawValue) c-\(arrow.outcome.rawValue)"
        let step = isRight ? -7 : 7
        let end = isShort ? to : to + (isRight ? -2 : 2)
        shapes.append(
            "<line class=\"arrow \(style)\" x1=\"\(from)\" y1=\"\(y)\" x2=\"\(end)\" "
                + "y2=\"\(y)\"/>")
        switch arrow.fate {
        case .arrived, .spoilt:
            shapes.append(
                "<path class=\"head \(style)\" d=\"M\(to) \(y)l\(step) -4v8z\"/>")
        case .lost:
            shapes.append(
                "<path class=\"cross \(style)\" d=\"M\(to - 5) \(y - 5)l10 10m0 -10l-10 10\"/>")
        case .notTold:
            shapes.append("<path class=\"cross \(style)\" d=\"M\(to) \(y - 6)v12\"/>")
        case .held:
            add("…", to + step, y + 3, "middle", style)
        }
        drawLabel(arrow, rung, from: from, y, isRight: isRight, style)
    }

    private mutating func drawLabel(
        _ arrow: Arrow, _ rung: Rung, from: Int, _ y: Int, isRight: Bool, _ style: String
    ) {
        let isMessage = rung.kind == .ask && (arrow.lane == .till || rung.isDelivery)
        let number = isMessage ? rung.seq.map { "#\($0) " } ?? "" : ""
        var label = number + arrow.label.shownSentence
        if rung.kind == .answer, arrow.fate == .arrived, (rung.took ?? .zero) >= .milliseconds(250)
        {
            let took = " · \(Elapsed.text(rung.took ?? .zero))"
            if label.count + took.count <= Self.labelMax[arrow.lane.rawValue] { label += took }
        }
        guard !label.isEmpty else { return }
        add(
            label.clipped(to: Self.labelMax[arrow.lane.rawValue]), from + (isRight ? 4 : -4),
            y - 6, isRight ? "start" : "end", style)
    }

    private mutating func drawSeal(at y: Int) {
        shapes.append(
            "<path class=\"seal\" d=\"M\(Self.lines[2]) \(y - 9)l9 9l-9 9l-9 -9z\">"
                + "<title>The voucher exists from here</title></path>")
    }

    /// - Parameter text: shown text.
    private mutating func add(_ text: String, _ x: Int, _ y: Int, _ anchor: String, _ style: String)
    {
        shapes.append(
            "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">"
                + "\(text.escaped)</text>")
    }
}
