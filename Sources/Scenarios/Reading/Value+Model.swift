/// What a value means. Nil where it is not of the form asked for, which the checker tells.
extension Value {
    var flag: Bool? { text.flatMap { try? Bool(parsing: $0) } }

    var integer: Int64? { text.flatMap { try? Int64(parsing: $0, in: .min ... .max) } }

    var count: Int? { integer.flatMap { Int(exactly: $0) } }

    var cut: Cut? { text.flatMap { try? Cut(parsing: $0) } }

    var timespan: Timespan? { text.flatMap { try? Timespan(parsing: $0) } }

    /// The texts of a list, or of a single value.
    var texts: [String] { items.compactMap(\.text) }

    /// The enumeration's case with that word.
    func word<Words: RawRepresentable>() -> Words? where Words.RawValue == String {
        text.flatMap { Words(rawValue: $0) }
    }

    func errorAnswer(_ kind: AnswerKind) -> ErrorAnswer? {
        if let text { return try? ErrorAnswer(parsing: text, as: kind) }
        guard let status = self["status"]?.count, let type = self["type"]?.text else { return nil }
        return ErrorAnswer(
            status: status, type: type, message: self["message"]?.text,
            providerErrorCode: self["providerErrorCode"]?.text,
            providerErrorMessage: self["providerErrorMessage"]?.text,
            detail: self["detail"].map { Freeform($0) })
    }
}

extension Delay {
    init?(_ value: Value, _ mistakes: inout [Mistake]) {
        if let span = value.timespan {
            self = .fixed(span)
            return
        }
        switch (value["between"], value["median"], value["p99"]) {
        case (let between?, nil, nil):
            let bounds = between.items.compactMap(\.timespan)
            guard bounds.count == between.items.count, bounds.count >= 2 else { return nil }
            guard bounds.count == 2, bounds[0] <= bounds[1] else {
                let complaint = bounds.count == 2 ? "the shorter first" : "no more"
                mistakes.append(
                    Mistake(at: between.place, "`between` takes two durations, \(complaint)"))
                return nil
            }
            self = .uniform(from: bounds[0], to: bounds[1])
        case (nil, let median?, let p99?):
            guard let low = median.timespan, let high = p99.timespan else { return nil }
            guard low <= high else {
                mistakes.append(Mistake(at: p99.place, "`p99` is shorter than `median`"))
                return nil
            }
            self = .lognormal(median: low, p99: high)
        default:
            let known = ["between", "median", "p99"]
            guard case .mapping(let entries) = value.content,
                entries.allSatisfy({ known.contains($0.key) })
            else { return nil }
            mistakes.append(
                Mistake(
                    at: value.place, "a distribution is `between`, or `median` and `p99`",
                    hint: "e.g. {between: [100ms, 2s]} or {median: 300ms, p99: 4s}"))
            return nil
        }
    }
}

extension Freeform {
    /// As YAML's core schema reads it, save that numbers must be spelled as in JSON.
    init(_ value: Value) {
        switch value.content {
        case .list(let items): self = .list(items.map { Freeform($0) })
        case .mapping(let entries):
            self = .mapping(entries.map { Member($0.key, Freeform($0.value)) })
        case .scalar(let text, quoted: true): self = .text(text)
        case .scalar(let text, quoted: false):
            switch text {
            case "", "~", "null": self = .null
            case "true": self = .bool(true)
            case "false": self = .bool(false)
            default: self = Self.isNumber(text) ? .number(text) : .text(text)
            }
        }
    }

    /// Whether a text is a number by JSON's grammar (RFC 8259 section 6).
    private static func isNumber(_ text: String) -> Bool {
        var rest = text[...]
        rest.skip("-")
        let hasLeadingZero = rest.skip("0")
        let hasDigits = rest.skipDigits()
        guard hasLeadingZero != hasDigits else { return false }
        if rest.skip("."), !rest.skipDigits() { return false }
        if rest.skip("e") || rest.skip("E") {
            _ = rest.skip("-") || rest.skip("+")
            guard rest.skipDigits() else { return false }
        }
        return rest.isEmpty
    }
}

extension Substring {
    /// Steps over a character; false when something else comes first.
    @discardableResult
    fileprivate mutating func skip(_ character: Character) -> Bool {
        guard first == character else { return false }
        removeFirst()
        return true
    }

    /// Steps over digits; false when there are none.
    fileprivate mutating func skipDigits() -> Bool {
        let digits = prefix { $0.isASCII && $0.isWholeNumber }
        removeFirst(digits.count)
        return !digits.isEmpty
    }
}
