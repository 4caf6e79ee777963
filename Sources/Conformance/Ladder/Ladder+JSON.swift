package import JSONTree
import Vocabulary

extension Ladder {
    /// The ladder for programs, as the control API shows it: `rungs`, `beliefs` and `opinion`.
    package var json: JSON {
        var opinion = JSONObject([
            ("kind", .string(self.opinion.kind.rawValue)), ("head", .string(self.opinion.head)),
            ("text", .string(self.opinion.text)),
        ])
        if let amount = self.opinion.amount {
            opinion.append("amount", .number(JSONNumber(amount.amount)))
            opinion.append("currency", .string(amount.currency))
        }
        return [
            "parties": .array(parties.map { .string($0) }),
            "rungs": .array(rungs.map(\.json)),
            "beliefs": beliefs.json,
            "opinion": .object(opinion),
        ]
    }
}

extension Rung {
    /// The rung for programs; members that say nothing are left out.
    package var json: JSON {
        var object = JSONObject([("kind", .string(kind.rawValue))])
        if let seq { object.append("seq", .number(JSONNumber(seq))) }
        if let at { object.append("at", .string(at.description)) }
        if let took { object.append("ms", .number(JSONNumber(took.milliseconds))) }
        object.append("arrows", .array(arrows.map(\.json)))
        for (name, text) in [("note", note), ("rule", rule), ("fault", fault)] {
            if let text { object.append(name, .string(text)) }
        }
        object.append("before", before.json)
        object.append("after", after.json)
        object.append("sealed", .bool(isSealed))
        return .object(object)
    }
}

extension Arrow {
    fileprivate var json: JSON {
        [
            "lane": .number(JSONNumber(lane.rawValue)), "dir": .string(direction.rawValue),
            "mode": .string(fate.rawValue), "label": .string(label),
            "outcome": .string(outcome.rawValue),
        ]
    }
}

extension Beliefs {
    fileprivate var json: JSON { .array(all.map { .string($0.rawValue) }) }
}
