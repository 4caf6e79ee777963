package import JSONTree
package import Vocabulary

/// One line of a journal. All cases but the most frequent ones are indirect, so that a record takes
/// no more than a reference.
package enum JournalRecord: Sendable, Equatable {
    /// The first line of a file.
    indirect case header(JournalHeader)
    /// A sandbox begins, or plays another scenario.
    indirect case sandbox(SandboxRecord)
    /// A message of the till, in its form so far.
    case message(SharedMessage)
    /// A delivery of an advice to a provider, in its form so far.
    case delivery(SharedMessage)
    /// A manual clock was advanced.
    indirect case clock(RecordPlace)
    /// The switch has forgotten a client: its ids are new again.
    indirect case reset(RecordPlace, client: RecordedClient)
    /// The sandbox was removed.
    indirect case deleted(RecordPlace, isEvicted: Bool)
    /// The sandbox has ended: nothing that is owed will come. Its rules have these results.
    indirect case end(RecordPlace, RecordedEnd)
    /// The results of the scenario's rules so far. A running mock has it, a file never.
    indirect case rules(RecordPlace, [RuleTally])
    /// The change of a message whose sandbox, the one with this number, has ended.
    indirect case late(SharedMessage, incarnation: Int)
    /// The number of records that could not be written.
    indirect case lost(Int)
    /// A record of a later version: of a kind that this one does not know, or a message of an
    /// operation that it does not know. It has a place if it is of a sandbox.
    indirect case other(RecordPlace?, JSONObject)

    /// The record of a message or a delivery, as its operation says.
    package init(_ message: consuming RecordedMessage) {
        let isDelivery = message.operation.isDelivery
        let shared = SharedMessage(message)
        self = isDelivery ? .delivery(shared) : .message(shared)
    }

    /// The place in the journal; nil for what belongs to no sandbox.
    package var place: RecordPlace? {
        switch self {
        case .header, .late, .lost: nil
        case .sandbox(let sandbox): sandbox.place
        case .message(let shared), .delivery(let shared): shared.messages[0].place
        case .clock(let place), .reset(let place, _), .deleted(let place, _), .end(let place, _),
            .rules(let place, _):
            place
        case .other(let place, _): place
        }
    }

    /// The number in the sandbox; 0 for what belongs to none.
    package var seq: Int { shared?.messages[0].seq ?? place?.seq ?? 0 }

    /// The message or the delivery; nil for every other kind.
    package var message: RecordedMessage? { shared?.value }

    /// The operation of the message or the delivery; nil for every other kind.
    package var operation: Operation? { shared?.messages[0].operation }

    /// The status of the answer; nil without one.
    package var status: Int? { shared?.messages[0].status }

    /// The scenario's rule that decided about the message or the delivery.
    package var rule: String? { shared?.messages[0].rule }

    /// True for what was read as a request of a till and has ended.
    package var isAnswered: Bool {
        guard !isOpen, let shared, shared.messages[0].refused == nil else { return false }
        return shared.messages[0].operation.isMessage
    }

    /// The subject of the message or the delivery, as its till wrote it.
    package var transaction: String? { shared?.messages[0].transaction }

    /// The same as it is kept.
    package var keptTransaction: KeptText? { shared?.messages[0].keptTransaction }

    /// The sender of the message, as far as the record tells it; nil for every other kind.
    package var sender: RecordedClient? {
        guard let shared, let name = shared.messages[0].client else { return nil }
        return RecordedClient(name: name, credentials: shared.messages[0].credentials)
    }

    /// Returns true if it is certain that two messages have one sender.
    package func hasSender(of other: JournalRecord) -> Bool {
        guard let shared, let other = other.shared else { return false }
        return shared.messages[0].hasSender(of: other.messages[0])
    }

    /// The body of the message or the delivery as it arrived; nil for every other kind.
    package var request: RecordedBody? { shared?.messages[0].request }

    /// True if it is of an exchange that has not ended.
    package var isOpen: Bool { shared.map { $0.messages[0].ended == .pending } ?? false }

    /// The message or the delivery without a copy of it; nil for every other kind.
    var shared: SharedMessage? {
        switch self {
        case .message(let shared), .delivery(let shared): shared
        case .header, .sandbox, .clock, .reset, .deleted, .end, .rules, .late, .lost, .other: nil
        }
    }

    /// Changes a message or a delivery in its place; leaves every other kind as it is.
    package mutating func update(_ change: (inout RecordedMessage) -> Void) {
        switch self {
        case .message(var shared):
            // With a second holder the message would be copied.
            self = .message(.vacant)
            shared.update(change)
            self = .message(shared)
        case .delivery(var shared):
            self = .message(.vacant)
            shared.update(change)
            self = .delivery(shared)
        case .header, .sandbox, .clock, .reset, .deleted, .end, .rules, .late, .lost, .other: break
        }
    }

    /// Words of a later version in the place of words that this one knows, by the names of their
    /// members.
    package var laterWords: [String: String] {
        switch self {
        case .sandbox(let sandbox): sandbox.laterWords
        case .message(let shared), .delivery(let shared), .late(let shared, _):
            shared.messages[0].laterWords
        case .end(_, let end): end.laterWords
        case .header, .clock, .reset, .deleted, .rules, .lost, .other: [:]
        }
    }
}

/// The place of a record: the sandbox, the number in it and the time.
package struct RecordPlace: Sendable, Equatable {
    /// From 1, without gaps, in order of arrival.
    package let seq: Int
    /// The time on the sandbox clock.
    package let at: UnixTime
    package let sandbox: String

    package init(seq: Int, at: UnixTime, sandbox: String) {
        self.seq = seq
        self.at = at
        self.sandbox = sandbox
    }
}

/// A client as a journal names it.
package struct RecordedClient: Sendable, Equatable {
    /// The Basic user name.
    package let name: String?
    /// The fingerprint of the password.
    package let credentials: String?

    package init(name: String?, credentials: String?) {
        self.name = name
        self.credentials = credentials
    }

    /// The name of the client's part of the ledger.
    package var key: String { (name ?? "") + ":" + (credentials ?? "") }
}

/// The end of a sandbox.
package struct RecordedEnd: Sendable, Equatable {
    /// Nil when the run is over.
    package let cause: SandboxEnding?
    package let rules: [RuleTally]
    /// See `JournalRecord.laterWords`.
    package var laterWords: [String: String] = [:]

    package init(cause: SandboxEnding?, rules: [RuleTally]) {
        self.cause = cause
        self.rules = rules
    }
}

/// The first line of a journal file, with the product that wrote it.
package struct JournalHeader: Sendable, Equatable {
    /// The number of the journal format that is read and written.
    package static let format = 1

    package var product = ProductInfo.name
    /// The version of the product.
    package var version: String?
    /// Nil where the writer does not say.
    package var format: Int?
    /// The salt of the fingerprints in the file.
    package var salt: String?

    /// - Parameter salt: makes the fingerprints in the file useless for any other.
    package init(salt: String? = nil) {
        version = ProductInfo.version
        format = Self.format
        self.salt = salt
    }

    /// True if a later version than this one has written the file.
    package var isOfLaterVersion: Bool {
        guard let version, let written = Self.numbers(of: version),
            let own = Self.numbers(of: ProductInfo.version)
        else { return false }
        return own.lexicographicallyPrecedes(written)
    }

    /// The numbers of a version such as `1.2.3`; nil for anything else.
    private static func numbers(of version: String) -> [UInt32]? {
        let release = version.prefix { $0 != "-" && $0 != "+" }
        let parts = release.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt32(part) : nil
        }
        return parts.count == 3 && numbers.count == 3 ? numbers : nil
    }
}
