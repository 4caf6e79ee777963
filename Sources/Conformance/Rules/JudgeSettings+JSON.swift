package import JSONTree
package import Vocabulary

extension JudgeSettings {
    /// Reads the object of a sandbox record; nil for an empty one.
    ///
    /// - Throws: `MalformedRecord` for an unknown rule or parameter and for a value that does not
    ///   match: a count is an integer, a duration a string with a unit.
    package init(_ json: JSON?) throws(MalformedRecord) {
        self.init()
        guard let json else { return }
        guard let members = json.members?.members else {
            throw MalformedRecord(reason: "judge: not an object")
        }
        for member in members {
            if let parameter = Self.commonParameters.first(where: { $0.name == member.name }) {
                common[parameter] = try parameter.value(of: member.value, in: "judge")
            } else if let rule = JudgeRule.all.first(where: { $0.id == member.name }) {
                rules[rule.id] = try Setting(member.value, of: rule)
            } else {
                throw MalformedRecord(reason: "judge: there is no rule \"\(member.name)\"")
            }
        }
    }
}

extension JudgeSettings.Setting {
    fileprivate init(_ json: JSON, of rule: JudgeRule) throws(MalformedRecord) {
        self.init()
        guard let members = json.members?.members else {
            level = try Self.level(json, of: rule)
            return
        }
        for member in members {
            if member.name == JudgeSettings.levelKey {
                level = try Self.level(member.value, of: rule)
            } else if let parameter = rule.parameters.first(where: { $0.name == member.name }) {
                values[parameter] = try parameter.value(of: member.value, in: "judge: \(rule.id)")
            } else {
                throw MalformedRecord(
                    reason: "judge: \(rule.id) has no parameter \"\(member.name)\"")
            }
        }
    }

    private static func level(
        _ json: JSON, of rule: JudgeRule
    ) throws(MalformedRecord) -> JudgeRule.Level? {
        switch json {
        // YAML reads a bare `off` as false.
        case .bool(false): return .off
        case .bool(true), .string("on"): return nil
        default: break
        }
        guard let level = json.text.flatMap(JudgeRule.Level.init) else {
            throw MalformedRecord(
                reason: "judge: \(rule.id) is neither off, warn or fail nor an object")
        }
        return level
    }
}

extension JudgeParameter {
    fileprivate func value(of json: JSON, in place: String) throws(MalformedRecord) -> Int64 {
        let value =
            switch unit {
            case .count: json.integer.flatMap { $0 < 0 ? nil : $0 }
            case .duration:
                json.text.flatMap { (try? WrittenDuration($0))?.nanoseconds }.map { $0 / 1_000_000 }
            }
        guard let value else {
            let wanted = unit == .count ? "a count" : "a duration with a unit"
            throw MalformedRecord(reason: "\(place): \(name) is not \(wanted)")
        }
        return value
    }
}
