extension Rule {
    static let d10 = Rule(
        id: "D10",
        title: "Every message has an id of its own, a UUID",
        source: """
            SUV interface, the advanced topics on identifiers: ids are random UUIDs of version \
            4, and never used again for another message.
            """,
        reading: """
            Judged on every message that carries an id of its own; a retry and the repeat of an \
            advice rightly carry the old one. Fails if the id was used before for another message \
            (an advice under the provision's id, too), or is not hexadecimal in the form \
            8-4-4-4-12. Warns if it is, but not of version 4.
            """
    ) { history, _ in
        var register = IDRegister()
        return history.messages.compactMap { message in
            guard message.operation.hasOwnID, let id = message.messageId else { return nil }
            let subject = history.grouping.key(of: message)?.id ?? message.transaction
            let noun = message.operation.noun
            switch register.enter(message, id: id, subject: subject) {
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
    }
}
