import JSONTree
import Vocabulary

extension Decoder<Duration> {
    /// A number with a unit, `250ms`.
    static var duration: Decoder { duration(mayBeZero: true) }

    /// A number above zero with a unit.
    static var positiveDuration: Decoder { duration(mayBeZero: false) }

    static func duration(mayBeZero: Bool) -> Decoder {
        .scalar(
            Syntax.Scalar(
                noun: "a duration", pattern: #"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$"#, example: "10s"),
            written: { .string($0.written) },
            { text throws(Complaint) in
                let span = try Duration(parsing: text)
                guard mayBeZero || span > .zero else {
                    throw Complaint("a duration above zero is needed")
                }
                return span
            })
    }
}

extension Duration {
    /// Parses `250ms`, `1.5s`, `2m`, `1h` or `1095d`.
    fileprivate init(parsing text: String) throws(Complaint) {
        do throws(WrittenDuration.Fault) {
            try self.init(written: text)
        } catch {
            let advice = "durations carry a unit, e.g. 250ms (ms, s, m, h or d)"
            switch error {
            case .isNegative: throw Complaint("a duration cannot be negative: `\(text)`")
            case .isNoNumber: throw Complaint("`\(text)` is not a valid duration", hint: advice)
            case .hasNoUnit: throw Complaint("the duration `\(text)` has no unit", hint: advice)
            case .hasUnknownUnit(let unit):
                throw Complaint("unknown unit `\(unit)` in the duration `\(text)`", hint: advice)
            case .isTooLong: throw Complaint("the duration `\(text)` is longer than 36500d")
            }
        }
    }
}

extension Decoder<Chance> {
    /// Above 0% and up to 100%.
    static var percent: Decoder {
        .scalar(
            Syntax.Scalar(
                noun: "a percentage", pattern: Syntax.Scalar.percentage, example: "10%"),
            { text throws(Complaint) in try Chance(parsing: text) })
    }
}

extension Decoder<Cut> {
    /// A number of bytes or a percentage of a body.
    static var cut: Decoder {
        .scalar(
            .cut,
            written: { .string($0.description) },
            { text throws(Complaint) in try Cut(parsing: text) })
    }
}

extension Syntax.Scalar {
    fileprivate static var cut: Syntax.Scalar {
        let bytes = Syntax.Scalar(0...Int64.max).schema
        let share = Syntax.Scalar(
            noun: "a number of bytes or a percentage", pattern: percentage, example: "40%")
        return Syntax.Scalar(
            noun: share.noun, schema: ["anyOf": [.object(bytes), .object(share.schema)]],
            example: share.example)
    }
}

extension Decoder<Pattern> {
    /// A regular expression.
    static var pattern: Decoder {
        .scalar(
            Syntax.Scalar(
                noun: "a regular expression", schema: ["type": "string", "format": "regex"],
                example: "ott.*"),
            { text throws(Complaint) in try Pattern(parsing: text) })
    }
}
