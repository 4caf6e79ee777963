package import JSONTree
package import Vocabulary

extension JudgeSettings {
    /// Reads the object of a sandbox record; nil for an empty one.
    ///
    /// - Throws: `MalformedRecord` for an unknown rule or parameter and for a value that does not
    ///   match: a count is an integer, a duration a string with a unit.
    /// - Parameter acceptsLaterWords: true if unknown rules, parameters and levels are left out,
    ///   since a later version wrote them.
    package init(_ json: JSON?, acceptsLaterWords: Bool = false) throws(MalformedRecord) {
        self.init()
        guard let json else { return }
        guard let members = json.members?.members else {
            throw MalformedRecord(reason: "judge: not an object")
        }
        for member in members {
            if let parameter = Self.commonParameters.first(where: { $0.name == member.name }) {
                common[parameter] = try parameter.value(of: member.value, in: "judge")
            } else if let rule = JudgeRule.all.first(where: { $0.id == member.name }) {
                rules[rule.id] = try Setting(
                    member.value, of: rule, acceptsLaterWords: acceptsLaterWords)
            } else if !acceptsLaterWords {
                throw MalformedRecord(reason: "judge: there is no rule \"\(member.name)\"")
            }
        }
    }
}

extension JudgeSettings.Setting {
    fileprivate init(
        _ json: JSON, of rule: JudgeRule, acceptsLaterWords: Bool
    ) throws(MalformedRecord) {
        self.init()
        guard let members = json.members?.members else {
            level = try Self.level(json, of: rule, acceptsLaterWords)
            return
        }
        for member in members {
            if member.name == JudgeSettings.levelKey {
                level = try Self.level(member.value, of: rule, acceptsLaterWords)
            } else if let parameter = rule.parameters.first(where: { $0.name == member.name }) {
                values[parameter] = try parameter.value(of: member.value, in: "judge: \(rule.id)")
            } else if !acceptsLaterWords {
                throw MalformedRecord(
                    reason: "judge: \(rule.id) has no parameter \"\(member.name)\"")
            }
        }
    }

    private static func level(
        _ json: JSON, of rule: JudgeRule, _ acceptsLaterWords: Bool
    ) throws(MalformedRecord) -> JudgeRule.Level? {
        switch json {
        // YAML reads a bare `off` as false.
        case .bool(false): return .off
        case .bool(true), .string("on"): return nil
        default: break
        }
        guard let level = json.text.flatMap(JudgeRule.Level.init) else {
            if acceptsLaterWords, json.text != nil { return nil }
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
                json.text.flatMap { try? Duration(written: $0) }?.milliseconds
            }
        guard let value else {
            let wanted = unit == .count ? "a count" : "a duration with a unit"
            throw MalformedRecord(reason: "\(place): \(name) is not \(wanted)")
        }
        return value
    }
}

extension JudgeSettings {
    /// The settings as a sandbox record has them.
    var json: JSON {
        var object = Self.json(common)
        for (id, setting) in rules.sorted(by: { $0.key < $1.key }) {
            let level = setting.level.map { JSON.string($0.rawValue) }
            var members = Self.json(setting.values)
            if let level, members.members.isEmpty {
                object.append(id, level)
            } else {
                if let level { members.append(Self.levelKey, level) }
                object.append(id, .object(members))
            }
        }
        return .object(object)
    }

    private static func json(_ values: [JudgeParameter: Int64]) -> JSONObject {
        JSONObject(
            values.sorted { $0.key.name < $1.key.name }.map { parameter, value in
                switch parameter.unit {
                case .count: (parameter.name, JSON.number(JSONNumber(value)))
                case .duration: (parameter.name, JSON.string(parameter.text(value)))
                }
            })
    }
}
