import JSONTree
import TestSupport
import Vocabulary

/// A till that keeps every duty, against a switch and a network that fail at random.
struct SimulatedTill {
    private(set) var messages: [SimulatedMessage] = []
    var random: SeededGenerator
    private let isDual: Bool
    /// None: it reverses an unknown outcome at once.
    private let retriesMax: Int
    /// True if it spells ids in capitals wherever it has to write one again.
    private let isCapital: Bool
    /// True if it writes null for what it leaves out, and numbers for strings, when it repeats.
    private let writesNull: Bool
    let client: String
    private let provider: String
    /// Of the sale, redemption or refund that the till is about.
    var id: String
    /// The operation that began it.
    var topic = "provision"
    private var clock: Int64
    var identifiers: JSON = .null
    private var sent = 0

    /// The till's interpretation of an answer.
    enum Understanding { case approved, declined, unknown }

    init(seed: UInt64, number: Int, isDual: Bool) {
        random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x1_0000_0001)
        self.isDual = isDual
        retriesMax = random.pick([0, 1, 2, 3, 5])
        isCapital = random.chance(20)
        writesNull = random.chance(20)
        client = random.pick([Bodies.client, "44444444"])
        provider = random.pick(["ott", "ott", "stellr", "netcare"])
        // Two clients may use one id.
        id = Till.uuid(0, client == Bodies.client ? number : number + 1)
            .replacing("-8000-", with: "-8abc-")
        clock = 1_769_596_889_000 + random.pick([0, 40, 700, 5000])
    }

    /// Plays one sale to its end, and what may become of its voucher.
    mutating func play() {
        let hasVoucher = random.chance(10)
        if !hasVoucher { sell() }
        guard hasVoucher || random.chance(40) else { return }
        claim("redeem")
        if random.chance(50) { claim("refund") }
    }

    private mutating func sell() {
        var request = Bodies.provision(id: id, identifier: "RRN\(client)\(id)").members ?? .init()
        request["client"] = ["id": .string(client)]
        let provision = JSON.object(request)
        identifiers = provision["thirdPartyIdentifiers"] ?? .null
        switch attempt("provision", provision) {
        case .approved: finish()
        case .declined: if random.chance(20) { reverse("RESPONSE_NOT_FINAL") }
        case .unknown:
            let knowsProvider = provider == "stellr" && random.chance(50)
            if knowsProvider { return reverse("TIMEOUT") }
            retry(provision)
        }
        if random.chance(10) { lookup() }
    }

    private mutating func retry(_ provision: JSON) {
        for _ in 0..<retriesMax {
            var body = provision.members ?? .init()
            if random.chance(50) { body["time"] = "2026-01-28T12:00:00Z" }
            repeated(&body)
            switch attempt("retry", .object(body)) {
            case .approved: return finish()
            case .declined: return reverse("RESPONSE_NOT_FINAL")
            case .unknown: continue
            }
        }
        reverse("TIMEOUT")
    }

    mutating func finish() {
        if random.chance(10) { return reverse("CANCELLED") }
        guard isDual else { return }
        advise("confirm") { id, till in
            Bodies.confirmation(id: id, of: till.id, identifiers: till.identifiers)
        }
    }

    mutating func reverse(_ reason: String) {
        advise("reverse") { id, till in
            Bodies.reversal(
                id: id, of: till.id, identifiers: till.identifiers, reason: reason)
        }
    }

    mutating func attempt(_ operation: String, _ request: JSON) -> Understanding {
        var reply = provisionReply(operation)
        if reply.isVoucher {
            reply.response = Bodies.provisioned(request, identifier: "RRN\(client)\(id)")
        }
        // The client may give up long before the answer is out, or at that very moment.
        let leavesEarly = random.chance(3)
        let isMissed = leavesEarly || (reply.isVoucher && random.chance(2))
        send(operation, request, reply, leavesEarly: leavesEarly)
        let understanding = isMissed ? .unknown : understanding(of: reply)
        if understanding == .approved {
            identifiers = reply.response["thirdPartyIdentifiers"] ?? .null
        }
        return understanding
    }

    mutating func understanding(of reply: Reply) -> Understanding {
        switch reply.fault {
        case nil: break
        case "garbled wrong-content-type", "garbled wrong-length", "garbled bad-chunk":
            if random.chance(50) { return .unknown }
        default: return .unknown
        }
        guard reply.ended == "sent", let status = reply.status else { return .unknown }
        if reply.isVoucher { return .approved }
        let type = reply.response["errorType"]?.text ?? ""
        if ["UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN"].contains(type) { return .unknown }
        return (400..<500).contains(status) ? .declined : .unknown
    }

    private mutating func advise(
        _ operation: String, _ body: (String, SimulatedTill) -> JSON
    ) {
        let kinds = ["provision": 1, "redeem": 5, "refund": 7]
        let kind = (kinds[topic] ?? 1) + (operation == "confirm" ? 0 : 1)
        let name = topic == "provision" ? operation : "\(operation)-\(topic)"
        let suffix = id.suffix(1) + client.prefix(1)
        var request = body("0000000\(kind)-0000-4000-8abc-0000000000\(suffix)", self)
        if isCapital, var members = request.members {
            members["requestId"] = .string(id.uppercased())
            request = .object(members)
        }
        if operation == "confirm", topic == "provision", random.chance(20),
            var members = request.members
        {
            members["amounts"] = ["approvedAmount": ["amount": 10000, "currency": "710"]]
            request = .object(members)
        }
        for round in 1... {
            let reply = round > 5 ? .accepted : adviceReply(request)
            send(name, request, reply, leavesEarly: false)
            if isSettled(reply) { return }
            var members = request.members ?? .init()
            if random.chance(30) { members["time"] = "2026-01-28T12:00:00Z" }
            repeated(&members)
            request = .object(members)
        }
    }

    /// Changes a repeated message in ways that do not matter.
    private func repeated(_ body: inout JSONObject) {
        if isCapital, let id = body["id"]?.text { body["id"] = .string(id.uppercased()) }
        guard writesNull else { return }
        body["slip"] = .null
        guard body["amounts"]?["requestAmount"] != nil else { return }
        body["amounts"] = ["requestAmount": ["currency": 710, "amount": 10000]]
    }

    private mutating func isSettled(_ reply: Reply) -> Bool {
        guard let status = reply.status, reply.ended == "sent", status < 500 else { return false }
        switch reply.fault {
        case nil: return true
        case "garbled not-http", "garbled html-502": return false
        default: return random.chance(50)
        }
    }

    private mutating func lookup() {
        let isKnown = messages.last.map {
            $0.operation == "confirm" || $0.operation == "reverse"
        }
        guard isKnown ?? false else { return }
        send("lookup", .null, Reply(status: 200), leavesEarly: false)
    }

    mutating func send(
        _ operation: String, _ request: JSON, _ reply: Reply, leavesEarly: Bool
    ) {
        if sent > 0 { clock += random.pick([100, 250, 1000, 9000, 25_000]) }
        let took: Int64 = random.pick([0, 1, 40, 2000, 60_000])
        sent += 1
        messages.append(
            SimulatedMessage(
                operation: operation, transaction: id, client: client, provider: provider,
                at: clock, finishedAt: clock + took + (leavesEarly ? 30_000 : 0),
                request: request, reply: reply))
        clock += took
    }

    private mutating func provisionReply(_ operation: String) -> Reply {
        if operation == "retry" && provider == "stellr" { return .decline }
        let kinds = [
            "truncated", "malformed-json", "wrong-length", "bad-chunk", "not-http", "empty",
            "html-502", "wrong-content-type",
        ]
        switch Int.random(in: 1...100, using: &random) {
        case ...40: return .voucher
        case ...50: return random.pick([.decline, .error(400, "INVALID_AMOUNT"), .error(404)])
        case ...55:
            return .error(400, random.pick(["UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN"]))
        case ...70:
            return random.pick([.outage, .error(500), .error(504, "VOUCHER_STATUS_UNKNOWN")])
        case ...85: return .silence(random.pick(["held", "closed", "reset", "client-left"]))
        case ...87: return Reply(status: 201, ended: "truncated", isVoucher: false)
        default: return .voucher.garbled(random.pick(kinds))
        }
    }

    private mutating func adviceReply(_ request: JSON) -> Reply {
        switch Int.random(in: 1...100, using: &random) {
        case ...60: return Reply(status: 202, response: request)
        case ...68: return random.pick([.notFound, .error(400, "VOUCHER_ALREADY_CONFIRMED")])
        case ...80: return random.pick([.outage, .error(500), .error(504)])
        case ...92: return .silence(random.pick(["held", "closed", "reset", "client-left"]))
        default:
            return .accepted.garbled(
                random.pick(["truncated", "not-http", "html-502", "wrong-content-type"]))
        }
    }
}
