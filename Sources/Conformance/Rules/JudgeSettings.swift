public import JSONTree

/// A scenario's `judge:`: rules switched off, parameters of rules, and `owedWithin` for all of
/// them, as in `{"D3": {"retriesMax": 5}, "D11": "off", "owedWithin": "10s"}`.
public struct JudgeSettings: Sendable {
    private var off: Set<String> = []
    private var common: [RuleParameter: Int64] = [:]
    private var own: [String: [RuleParameter: Int64]] = [:]

    /// Every rule on, with its standard parameters.
    public init() {}

    /// Reads the object; nil stands for an empty one.
    ///
    /// - Throws: `MalformedRecord` for an unknown rule or parameter and for a value that does not
    ///   fit: a count is an integer, a duration a string with a unit.
    public init(_ json: JSON?) throws(MalformedRecord) {
        guard let json else { return }
        guard let members = json.members?.members else {
            throw MalformedRecord(reason: "judge: not an object")
        }
        for member in members {
            if member.name == RuleParameter.owedWithin.name {
                common[.owedWithin] = try Self.value(member.value, of: .owedWithin, in: "judge")
            } else if let rule = Rule.all.first(where: { $0.id == member.name }) {
                try read(member.value, of: rule)
            } else {
                throw MalformedRecord(reason: "judge: there is no rule \"\(member.name)\"")
            }
        }
    }

    func isOff(_ rule: Rule) -> Bool {
        off.contains(rule.id)
    }

    func values(for rule: Rule) -> RuleValues {
        RuleValues(chosen: common.merging(own[rule.id] ?? [:]) { $1 })
    }

    /// For questions that no rule asks.
    var commonValues: RuleValues {
        RuleValues(chosen: common)
    }

    private mutating func read(_ json: JSON, of rule: Rule) throws(MalformedRecord) {
        switch json {
        // YAML reads a bare `off` as false.
        case .string("off"), .bool(false): off.insert(rule.id)
        case .string("on"), .bool(true): break
        case .object(let object):
            for member in object.members {
                guard let parameter = rule.parameters.first(where: { $0.name == member.name })
                else {
                    throw MalformedRecord(
                        reason: "judge: \(rule.id) has no parameter \"\(member.name)\"")
                }
                own[rule.id, default: [:]][parameter] = try Self.value(
                    member.value, of: parameter, in: "judge: \(rule.id)")
            }
        default:
            throw MalformedRecord(reason: "judge: \(rule.id) is neither off nor an object")
        }
    }

    private static func value(
        _ json: JSON, of parameter: RuleParameter, in place: String
    ) throws(MalformedRecord) -> Int64 {
        let text = parameter.unit == .count ? json.integer.map { String($0) } : json.text
        guard let value = text.flatMap(parameter.value) else {
            let wanted = parameter.unit == .count ? "a count" : "a duration with a unit"
            throw MalformedRecord(reason: "\(place): \(parameter.name) is not \(wanted)")
        }
        return value
    }
}
