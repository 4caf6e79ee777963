extension Rule {
    static let d14 = Rule(
        id: "D14",
        title: "The Basic user name is client.id, the same throughout a transaction",
        source: """
            SUV interface, the security scheme httpBasic: the user name equals the `client.id` \
            of the message.
            """,
        reading: """
            Judged on every message with a `client`, and on every message of a transaction. \
            Fails if the Basic user name is another than `client.id`, or than on the request.
            """
    ) { history, _ in
        history.messages.compactMap { message in
            let key = history.grouping.key(of: message)
            if let id = message.clientID, id != message.client {
                let fault =
                    message.client == nil
                    ? "the \(message.operation.noun) came without a user name"
                    : "the \(message.operation.noun)'s user name is not its client.id"
                return .broken(Finding(history.grouping.id(of: message), fault, [message]))
            }
            guard let key else { return message.clientID == nil ? nil : .kept }
            guard key.client != message.client else { return .kept }
            let fault =
                "the \(message.operation.noun) came under "
                + (message.client == nil ? "no user name" : "another user name")
            return .broken(Finding(history.grouping.spelling(of: key), fault, [message]))
        }
    }
}
