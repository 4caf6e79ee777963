package import JSONTree
import Vocabulary

/// The kinds of records, as their lines name them; a message has no kind.
enum RecordKind: String {
    case header, sandbox, clock, reset, deleted, end, late, rules, lost
}

extension JournalRecord {
    /// Reads a line.
    ///
    /// - Parameter acceptsLaterWords: true if words are taken that this version does not know,
    ///   since a later one wrote the file.
    /// - Throws: `MalformedRecord` for a record that lacks what every record of its kind has, or
    ///   has a number, a time or a word that no mock writes.
    package init(_ json: JSON, acceptsLaterWords: Bool = false) throws(MalformedRecord) {
        var reader = try RecordReader(json, acceptsLaterWords: acceptsLaterWords)
        guard let name = try reader.text("kind") else {
            self = try Self.message(&reader)
            return
        }
        switch RecordKind(rawValue: name) {
        case .header: self = .header(try JournalHeader(reader))
        case .sandbox: self = .sandbox(try SandboxRecord(&reader))
        case .clock: self = .clock(try RecordPlace(reader))
        case .reset:
            self = .reset(
                try RecordPlace(reader),
                client: RecordedClient(
                    name: try reader.text("client"), credentials: try reader.text("credentials")))
        case .deleted:
            self = .deleted(
                try RecordPlace(reader), isEvicted: try reader.flag("evicted") ?? false)
        case .end:
            let place = try RecordPlace(reader)
            var end = RecordedEnd(
                cause: try reader.word("cause", as: SandboxEnding.self),
                rules: try RuleTally.all(reader))
            end.laterWords = reader.laterWords
            self = .end(place, end)
        case .late:
            let line = try reader.required("record", reader.value("record"))
            let record = try JournalRecord(line, acceptsLaterWords: acceptsLaterWords)
            guard let message = record.shared else {
                self = .other(nil, reader.record)
                return
            }
            self = .late(
                message,
                incarnation: try reader.required(
                    "incarnation", try reader.number(.incarnation)))
        case .rules: self = .rules(try RecordPlace(reader), try RuleTally.all(reader))
        case .lost: self = .lost(try reader.number(.records) ?? 0)
        case nil: self = .other(try? RecordPlace(reader), reader.record)
        }
    }

    private static func message(
        _ reader: inout RecordReader
    ) throws(MalformedRecord) -> JournalRecord {
        let place = RecordPlace(
            seq: try reader.required("seq", try reader.number(.seq)),
            at: try reader.required("at", try reader.time("at")),
            sandbox: try reader.required("sandbox", try reader.text("sandbox")))
        _ = try reader.required("operation", try reader.text("operation"))
        guard let operation = try reader.word("operation", as: Operation.self) else {
            return .other(place, reader.record)
        }
        return JournalRecord(try RecordedMessage(&reader, place, operation))
    }
}

extension RecordPlace {
    fileprivate init(_ reader: RecordReader) throws(MalformedRecord) {
        sandbox = try reader.required("sandbox", try reader.text("sandbox"))
        seq = try reader.required("seq", try reader.number(.seq))
        at = try reader.required("at", try reader.time("at"))
    }
}

extension JournalHeader {
    fileprivate init(_ reader: RecordReader) throws(MalformedRecord) {
        self.init()
        product = try reader.text("product") ?? ProductInfo.name
        version = try reader.text("version")
        format = try reader.number(.journal)
        salt = try reader.text("salt")
        guard product == ProductInfo.name else {
            throw MalformedRecord(reason: "product: this is a journal of another program")
        }
        if let format, format != Self.format {
            throw MalformedRecord(
                reason: "journal: format \(format) is not known, only \(Self.format)")
        }
    }
}

extension SandboxRecord {
    fileprivate init(_ reader: inout RecordReader) throws(MalformedRecord) {
        self.init(
            seq: try reader.required("seq", try reader.number(.seq)), at: .epoch,
            name: try reader.required("sandbox", try reader.text("sandbox")))
        incarnation = try reader.number(.incarnation)
        dropped = try reader.number(.dropped) ?? 0
        scenario = try reader.text("scenario")
        seed = try Self.seed(reader)
        draw = try reader.word("draw", as: DrawOrder.self) ?? .byID
        clock = try reader.word("clock", as: ClockMode.self)
        messaging = try reader.word("messaging", as: Messaging.self) ?? .dual
        madeBy = try reader.word("madeBy", as: SandboxCreator.self) ?? .standard
        rules = try RuleTally.all(reader)
        judge = try JudgeSettings(
            reader.value("judge"), acceptsLaterWords: reader.acceptsLaterWords)
        expect = try Expectation(&reader)
        inlineText = try reader.text("yaml")
        profiles = try ProviderRecord.all(reader.object("profiles"))
        at = try reader.required("at", try reader.time("at"))
        laterWords = reader.laterWords
    }

    /// Larger than a number that JSON's readers agree on may be.
    private static func seed(_ reader: RecordReader) throws(MalformedRecord) -> UInt64? {
        guard let value = reader.value("seed") else { return nil }
        guard case .number(let number) = value, let seed = UInt64(number.spelling) else {
            throw reader.malformed("seed", "not a number from 0 to \(UInt64.max)")
        }
        return seed
    }
}

extension Expectation {
    fileprivate init(_ reader: inout RecordReader) throws(MalformedRecord) {
        self.init()
        guard let json = reader.value("expect") else { return }
        var own = try reader.inner(json)
        finally = try own.words("finally", as: FinalState.self)
        provider = try own.text("provider")
        reader.add(laterWordsOf: own)
        guard let retries = own.value("retries") else { return }
        let bounds = try own.inner(retries)
        retriesMin = try bounds.number(.min)
        retriesMax = try bounds.number(.max)
    }
}

extension RuleTally {
    fileprivate static func all(_ reader: RecordReader) throws(MalformedRecord) -> [RuleTally] {
        var rules: [RuleTally] = []
        for item in reader.value("rules")?.items ?? [] {
            let own = try reader.inner(item)
            rules.append(
                RuleTally(
                    name: try own.required("name", try own.text("name")),
                    isRequired: try own.flag("required") ?? true,
                    replyCount: try own.number(.replies) ?? 1,
                    repliesGiven: try own.number(.given),
                    decisionCount: try own.number(.decided) ?? 0,
                    nearMiss: try own.text("nearMiss")))
        }
        return rules
    }
}

extension ProviderRecord {
    fileprivate static func all(_ profiles: JSONObject?) -> [String: ProviderRecord] {
        var all: [String: ProviderRecord] = [:]
        for profile in profiles?.members ?? [] { all[profile.name] = ProviderRecord(profile.value) }
        return all
    }

    private init(_ profile: JSON) {
        // One word for advices, or one for each kind.
        let advices = profile["advices"]
        self.init(
            name: profile["name"]?.text, retries: profile["retries"]?.text,
            confirmations: (advices?["confirm"] ?? advices)?.text,
            reversals: (advices?["reverse"] ?? advices)?.text)
    }
}

extension RecordedMessage {
    fileprivate init(
        _ reader: inout RecordReader, _ place: RecordPlace, _ operation: Operation
    ) throws(MalformedRecord) {
        self.init(
            seq: place.seq, at: place.at, sandbox: place.sandbox, operation: operation)
        request = reader.value("request").map(RecordedBody.value) ?? .none
        response = reader.value("response").map(RecordedBody.value) ?? .none
        processedAt = try reader.time("processedAt")
        finishedAt = try reader.time("finishedAt")
        transaction = try reader.text("transaction")
        messageID = try reader.text("messageId")
        spelledID = try reader.text("spelledId")
        client = try reader.text("client")
        credentials = try reader.text("credentials")
        codeHash = try reader.text("codeHash")
        source = try MessageSource(reader)
        terminal = try reader.text("terminal")
        attempt = try reader.number(.attempt)
        provider = try reader.text("provider")
        rule = try reader.text("rule")
        fault = try RecordedFault(&reader)
        refused = try reader.text("refused")
        nearMiss = try reader.text("nearMiss")
        tolerated = (reader.value("tolerated")?.items ?? []).compactMap(\.text)
        processed = try reader.flag("processed") ?? false
        upstream = try reader.word("upstream", as: ProviderAct.self).map { [processed] act in
            Upstream(act, isProcessed: processed)
        }
        status = try reader.number(.status)
        cutAfter = try reader.number(.cutAfter)
        state = try reader.word("state", as: TransactionState.self) ?? .none
        // How an exchange ended in a word of a later version is not known; it has ended.
        ended =
            try reader.word("ended", as: Ended.self)
            ?? (reader.laterWords["ended"] == nil ? .pending : .closed)
        laterWords = reader.laterWords
    }
}

extension MessageSource {
    /// The source of a message.
    fileprivate init(_ reader: RecordReader) throws(MalformedRecord) {
        self.init(
            connection: try reader.number(.connection),
            requestOnConnection: try reader.number(.requestOnConnection),
            userAgent: try reader.text("userAgent"),
            clientSubject: try reader.text("clientSubject"),
            traceparent: try reader.text("traceparent"))
    }
}

extension RecordedFault {
    /// The fault of a message; nil for none.
    fileprivate init?(_ reader: inout RecordReader) throws(MalformedRecord) {
        let garbling = try reader.word("garbled", as: Garbling.self, isOpen: true)
        let delivery = try reader.word("delivery", as: Delivery.self)
        let lost = try reader.word("lost", as: Leg.self)
        let position = try reader.text("cutAt")
        let garbled = try reader.text("garbled").map { "garbled \($0)" }
        guard let text = try reader.text("fault") ?? garbled else { return nil }
        self.init(text)
        self.garbling = garbling
        self.delivery = delivery
        self.position = position
        self.lost = lost ?? Leg.allCases.first { text.hasPrefix("lost \($0.rawValue)") }
        // Journals of 0.1 have the text alone.
        if reader.value("garbled") == nil { self.garbling = Garbling(inText: text) }
        if delivery == nil, text == "tls expired-certificate" {
            self.delivery = .expiredCertificate
        }
    }
}

extension Garbling {
    /// The kind that a text names, as in `garbled bad-chunk`; nil for another fault.
    fileprivate init?(inText text: String) {
        guard text.contains("garbled") else { return nil }
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        guard words.contains("garbled"),
            let kind = words.lazy.compactMap({ Garbling(rawValue: String($0)) }).first
        else { return nil }
        self = kind
    }
}
