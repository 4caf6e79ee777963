import EmbeddedFiles
import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// The calls of the console.
extension ControlAPI {
    // MARK: The mock

    func about(_ request: HTTPRequest) -> JSON {
        let root = base(for: request)
        let commit = embeddedCommit().map { String(cString: $0) } ?? ""
        return [
            "product": .string(ProductInfo.name),
            "version": .string(ProductInfo.version),
            "commit": commit.isEmpty ? .null : .string(commit),
            "epoch": .string(hub.epoch), "base": .string("\(root)/suv/v1"),
            "sandboxBase": .string("\(root)/sandboxes/{name}/suv/v1"),
            "needsToken": .bool(hasToken),
            "loopback": .bool(isLoopback),
            "duties": .object(views?.duties ?? JSONObject()),
            "limits": [
                "streams": .number(JSONNumber(EventHub.watchersMax)),
                "page": .number(JSONNumber(Self.pageMax)),
                "checkBytes": .number(JSONNumber(Self.checkBytesMax)),
            ],
        ]
    }

    // MARK: Sandboxes

    /// Returns a line of the list of sandboxes. It does not wait for a verdict that takes long.
    func row(of sandbox: Sandbox, isListed: Bool, below base: String, at now: Instant) -> JSON {
        .object(hub.row(of: sandbox, isListed: isListed, below: base, at: now))
    }

    // MARK: Journals

    func journalSummaries(_ query: Query, in sandbox: Sandbox) throws(ControlError)
        -> JournalSummaries
    {
        let numbers = query["seq"].map { $0.split(separator: ",").compactMap { Int($0) } }
        return JournalSummaries(
            of: sandbox, try ListSearch(query),
            before: try query.number("before") ?? .max,
            only: numbers, limit: min(try query.number("limit") ?? Self.pageMax, Self.pageMax))
    }

    func transactionSummaries(_ query: Query, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> TransactionSummaries
    {
        guard let views else { throw .noConsole }
        let ids = query["id"].map { $0.split(separator: ",").map(String.init) }
        return TransactionSummaries(
            of: sandbox, try ListSearch(query),
            before: try query.number("before") ?? .max,
            only: ids, limit: min(try query.number("limit") ?? Self.pageMax, Self.pageMax), views,
            at: now)
    }

    /// The most of a page.
    private static let pageMax = 1_000

    func record(_ text: String, _ query: Query, in sandbox: Sandbox) throws(ControlError)
        -> HTTPResponse
    {
        let shows = query["secrets"] == "show"
        guard let seq = Int(text), let record = sandbox.journal[seq] else {
            throw ControlError(
                404, "There is no record \(text).", hint: "It was dropped, or never was.")
        }
        return HTTPResponse(
            status: 200, fields: ["Content-Type": "application/json"],
            body: record.whole(
                sandbox.setup.events.heads.request(of: seq, in: sandbox), hidesSecrets: !shows))
    }

    func ladder(of text: String, _ query: Query, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> HTTPResponse
    {
        guard let views else { throw .noConsole }
        let (journal, client) = (sandbox.journal, query["client"])
        let id = TransactionID(text)
        let key = id.flatMap { id in sandbox.peek { $0.core.transaction(id, of: client)?.key } }
        let numbers =
            key.map(journal.numbers) ?? (client == nil ? id.map(journal.numbers) : nil) ?? []
        let made =
            numbers.isEmpty ? [] : views.transactions(sandbox.records(numbers, at: now), true)
        guard var detail = made.first?.members else {
            throw .noTransaction(text, of: client, in: sandbox.name)
        }
        detail.append("number", .number(JSONNumber(numbers[0])))
        let hidesSecrets = query["secrets"] != "show"
        let voucher = key.flatMap { sandbox.voucher(of: $0, hidesSecrets: hidesSecrets) }
        detail.append("voucher", voucher ?? .null)
        return HTTPResponse(status: 200, json: .object(detail))
    }

    func rules(of sandbox: Sandbox) -> JSON {
        let (scenario, tallies, journal) = sandbox.played
        var misses: [String: [String: (count: Int, last: Int)]] = [:]
        var last: [String: Int] = [:]
        for record in journal.records(from: max(1, journal.nextSeq - Self.recordsRead), max: .max) {
            guard let message = record.message else { continue }
            if let rule = message.rule { last[rule] = message.seq }
            guard let (rule, reason) = message.nearMiss.flatMap(Self.miss) else { continue }
            let count = misses[rule]?[reason]?.count ?? 0
            misses[rule, default: [:]][reason] = (count + 1, record.seq)
        }
        let rules = scenario.cells.map { cells -> JSON in
            let tally = tallies.first { $0.name == cells.name }
            let nearest = (misses[cells.name] ?? [:]).sorted { $0.value.count > $1.value.count }
            return .object(
                JSONObject(
                    cells.json.members.map { ($0.name, $0.value) } + [
                        ("optional", .bool(!(tally?.isRequired ?? false))),
                        ("decided", .number(JSONNumber(tally?.decisionCount ?? 0))),
                        ("last", last[cells.name].map { .number(JSONNumber($0)) } ?? .null),
                        (
                            "misses",
                            .array(
                                nearest.prefix(Self.missesMax).map { reason, found in
                                    [
                                        "text": .string(reason),
                                        "count": .number(JSONNumber(found.count)),
                                        "last": .number(JSONNumber(found.last)),
                                    ]
                                })
                        ),
                    ]))
        }
        return ["scenario": .object(full(scenario)), "rules": .array(rules)]
    }

    /// The number of the newest records in which misses are counted, and the most misses reported
    /// for a rule.
    private static let recordsRead = 20_000
    private static let missesMax = 5

    /// Takes "rule `NAME`: REASON" apart.
    private static func miss(_ text: String) -> (rule: String, reason: String)? {
        guard text.hasPrefix("rule `"), let end = text.firstRange(of: "`: ") else { return nil }
        let begin = text.index(text.startIndex, offsetBy: 6)
        guard begin <= end.lowerBound else { return nil }
        return (String(text[begin..<end.lowerBound]), String(text[end.upperBound...]))
    }

    // MARK: Scenarios

    /// Returns a scenario with everything that is known of it but its rules.
    private func full(_ scenario: Scenario) -> JSONObject {
        let text = text(of: scenario)
        return JSONObject([
            ("name", .string(scenario.name)), ("title", .string(scenario.title)),
            ("comment", .string(Self.comment(in: text))),
            ("flow", scenario.flow.map(JSON.string) ?? .null),
            ("messaging", .string(scenario.messaging.rawValue)), ("file", .string(scenario.file)),
            ("text", .string(text)), ("expect", .string(scenario.expectationText)),
        ])
    }

    func text(of scenario: Scenario) -> String {
        scenario.inlineText ?? (try? library.text(of: scenario.name)) ?? ""
    }

    /// Returns a scenario with everything that is known of it.
    func whole(_ scenario: Scenario) -> JSON {
        var object = full(scenario)
        object.append("rules", .array(scenario.cells.map { .object($0.json) }))
        return .object(object)
    }

    var fullScenarios: JSON { ["scenarios": .array(library.scenarios.map(whole))] }

    /// Returns the comment at the head of a file, in one line, as far as it is prose.
    private static func comment(in text: String) -> String {
        text.split(separator: "\n").prefix { $0.hasPrefix("#") }
            .map { $0.drop { $0 == "#" || $0 == " " } }.prefix { !$0.hasPrefix("|") }
            .joined(separator: " ")
    }

    func check(_ request: HTTPRequest) throws(ControlError) -> JSON {
        guard request.body.count <= Self.checkBytesMax else {
            throw ControlError(
                413, "A scenario has at most \(Self.checkBytesMax) bytes.", hint: "Send less.")
        }
        guard let text = String(validating: request.body, as: UTF8.self) else {
            throw ControlError(400, "The body is not UTF-8 text.", hint: "Send it as UTF-8.")
        }
        do throws(Diagnostics) {
            let scenario = try Scenario(
                inline: text, of: "draft", providers: Array(library.providers.profiles.keys))
            return ["diagnostics": [], "scenario": whole(scenario)]
        } catch {
            return ["diagnostics": .array(error.list.map(\.json)), "scenario": .null]
        }
    }

    private static let checkBytesMax = 256 * 1024

    // MARK: Providers

    var providers: JSON {
        let profiles = library.providers.profiles.values.sorted { $0.id < $1.id }
        return ["providers": .array(profiles.map(\.json))]
    }

    var products: JSON {
        let all = library.providers.products
        let byProvider = Dictionary(grouping: all, by: \.provider).sorted { $0.key < $1.key }
        return [
            "products": .object(
                JSONObject(
                    byProvider.map { id, list in (id, .array(list.map { .object($0.json) })) }))
        ]
    }

    func route(_ request: HTTPRequest) throws(ControlError) -> JSON {
        let parties = ["receiver", "settlementEntity", "product"]
        let body = try request.bodyObject(of: parties)
        for name in parties where ![nil, .null].contains(body[name]) && body[name]?.text == nil {
            throw ControlError(400, "\(name) is not a text.", hint: "Write its name or its id.")
        }
        let (receiver, entity) = (body["receiver"]?.text, body["settlementEntity"]?.text)
        let product = body["product"]?.text
        let party = { (text: String?) in
            text.map { ProviderDirectory.Party(id: $0, name: $0) }
        }
        let find = { (receiver: String?, entity: String?, product: String?) in
            library.providers.profile(
                receiver: party(receiver), settlementEntity: party(entity), productId: product)
        }
        let profile = find(receiver, entity, product)
        let reason: String
        if receiver != nil, find(receiver, nil, nil).id != "default" {
            reason = "because of its receiver"
        } else if entity != nil, find(nil, entity, nil).id != "default" {
            reason = "because of its settlementEntity"
        } else if product != nil, profile.id != "default" {
            reason = "because of its product"
        } else {
            reason = "since nothing names another"
        }
        return [
            "provider": .string(profile.id), "name": .string(profile.name),
            "because": .string(reason),
        ]
    }

    func judge(_ request: HTTPRequest) throws(ControlError) -> ControlAnswer {
        guard let views else { throw .noConsole }
        return .long { [body = request.body] in
            do {
                return HTTPResponse(status: 200, json: try views.file(body))
            } catch {
                return ControlError(
                    400, "\(error)", hint: "Send the file that serve --journal writes."
                ).response
            }
        }
    }
}

extension ControlError {
    static let noConsole = ControlError(
        404, "This mock has no console.", hint: "Ask for the report instead.")

    static func noTransaction(_ text: String, of client: String?, in sandbox: String)
        -> ControlError
    {
        ControlError(
            404, "No transaction \(text)\(client.map { " of \($0)" } ?? "") was seen.",
            hint: "GET /_mock/sandboxes/\(sandbox)/journal shows what has arrived.")
    }
}

extension ProviderProfile {
    fileprivate var json: JSON {
        let list = { (texts: [String]) in JSON.array(texts.map(JSON.string)) }
        let routes = [
            ("receiver", routes.receiver), ("settlementEntity", routes.settlementEntity),
            ("product", routes.product),
        ].filter { !$0.1.isEmpty }.map { ($0.0, list($0.1)) }
        let pin: JSON = voucher.pin.map { ["digits": .number(JSONNumber($0.digits))] } ?? .null
        let areForwarded = [advices.confirm, advices.reverse].contains(.forwarded)
        return [
            "id": .string(id), "name": .string(name), "source": source.map(JSON.string) ?? .null,
            "routes": .object(JSONObject(routes)), "retries": .string(retries.rawValue),
            "advices": areForwarded ? "forwarded" : "consumed",
            "voucher": [
                "code": ["digits": .number(JSONNumber(voucher.codeDigits))], "pin": pin,
                "validFor": .string(voucher.validFor.written),
            ],
        ]
    }
}
