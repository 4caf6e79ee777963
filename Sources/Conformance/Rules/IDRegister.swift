import Vocabulary

/// A register of the messages that used an id.
struct IDRegister {
    enum Entry {
        case fresh
        /// The same message was sent again.
        case repeated
        case taken(by: MessageRecord)
    }

    private struct Key: Hashable {
        let client: String?
        let id: String
        let resetCount: Int
    }

    private var owners: [Key: (message: MessageRecord, subject: String?)] = [:]

    /// - Parameters:
    ///   - subject: the id of the request the message is about.
    ///   - resetCount: how often the switch had forgotten the client.
    mutating func enter(
        _ message: MessageRecord, id: String, subject: String?, resetCount: Int
    ) -> Entry {
        let key = Key(client: message.client, id: id, resetCount: resetCount)
        guard let owner = owners[key] else {
            // A message refused for its form may come again, corrected, under the same id.
            if !message.isRefused { owners[key] = (message, subject) }
            return .fresh
        }
        if message.isRefused { return .repeated }
        let isSame =
            owner.message.operation == message.operation && owner.subject == subject
            && (message.operation.isAdvice || owner.message.hasSameContent(as: message))
        return isSame ? .repeated : .taken(by: owner.message)
    }
}
