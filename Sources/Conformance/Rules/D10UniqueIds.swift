import Vocabulary

extension VerdictRule {
    static let d10 = VerdictRule(
        id: "D10",
        title: "Every message has an id of its own, a UUID",
        todo: "Draw a fresh UUID of version 4 for every new message.",
        source: """
            SUV interface, the advanced topics on identifiers: ids are random UUIDs of version \
            4, and never used again for another message. RFC 9562, section 4: the case of their letters does not matter.
            """,
        reading: """
            Judged on every message that carries an id of its own; a retry and the repeat of an \
            advice rightly carry the old one. Fails if the id was used before for another message \
            (an advice under the provision's id, too), or is not hexadecimal in the form \
            8-4-4-4-12. Warns if it is, but not of version 4, and once for every id that is spelt \
            in two ways, here in capitals and there in small letters.
            """
    ) { history, _ in
        var register = IDRegister()
        let uses = history.messages.compactMap { message -> Ruling? in
            guard message.operation.hasOwnID, let id = message.messageId else { return nil }
            return ruling(on: message, id: id, history, &register)
        }
        return uses + spellings(history)
    }

    private static func ruling(
        on message: MessageRecord, id: String, _ history: History, _ register: inout IDRegister
    ) -> Ruling {
        let subject = history.grouping.id(of: message) ?? message.transaction
        let noun = message.operation.noun
        let resetCount = history.grouping.resetCount(before: message)
        switch register.enter(message, id: id, subject: subject, resetCount: resetCount) {
        case .fresh where !id.isUUID:
            return .broken(Finding(subject, "the \(noun)'s id is not a UUID", [message]))
        case .fresh where !id.isVersion4UUID:
            let fault = "the \(noun)'s id is a UUID, but not of version 4"
            return .doubtful(Finding(subject, fault, [message]))
        case .fresh, .repeated:
            return .kept
        case .taken(let earlier):
            let fault = "the \(noun)'s id was used before, by the \(earlier.operation.noun)"
            let place = earlier.seq == message.seq ? [message] : [earlier, message]
            return .broken(Finding(subject, fault, place))
        }
    }

    /// Returns a warning for each id in more than one spelling.
    private static func spellings(_ history: History) -> [Ruling] {
        var first: [String: (spelling: String, message: MessageRecord)] = [:]
        var told: Set<String> = []
        var rulings: [Ruling] = []
        for message in history.messages {
            for spelling in message.spelledIDs where spelling.isUUID {
                let id = spelling.canonicalID
                guard let known = first[id] else {
                    first[id] = (spelling, message)
                    continue
                }
                guard known.spelling != spelling, told.insert(id).inserted else { continue }
                let subject = history.grouping.id(of: message)
                let place = known.message.seq == message.seq ? [message] : [known.message, message]
                let comparison = Comparison(expected: known.spelling, got: spelling)
                rulings.append(
                    .doubtful(
                        Finding(
                            subject, "one id is spelt in two ways", place,
                            comparing: comparison)))
            }
        }
        return rulings
    }
}
