import ElectrumMock
import ElectrumSwitch
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Vocabulary

/// A mock with a journal file that has seen some of everything, looked at after every step.
final class RecordedLife {
    static let sandboxes = ["default", "other", "gone"]

    /// A code that the till asks for.
    static let requestedCode = "WISH-1"

    /// A text in which all wished-for codes are the same, whole or masked.
    static func withoutWishes(_ text: String) -> String {
        text.replacing(/WISH-1|WISH-2|\*{4}[0-9a-f-]{36}/, with: "wish")
    }

    /// The lines of the journal file at the end.
    private(set) var lines: [Substring] = []
    /// The views of the sandboxes, by the number of lines in the file.
    private(set) var views: [Int: [SandboxView]] = [:]
    /// The answers to the last requests.
    private(set) var lastAnswers: [String] = []

    private let directory = TemporaryDirectory()
    private let library: ScenarioLibrary
    private var codes: [String] = []

    init() async throws {
        try directory.write(Self.scenario, to: "scenarios/life.yaml")
        library = try ScenarioLibrary(directories: [
            ShippedScenarios.directory, "\(directory.path)/scenarios",
        ])
        try await withMock {
            try configure(&$0, journal: "\(directory.path)/life")
        } _: { mock in
            try play(at: mock)
            lastAnswers = try askLast(at: mock)
        }
    }

    /// Runs a body against a mock that has replayed a journal.
    func reliving<Result>(_ journal: String, _ body: (MockServer) throws -> Result) async throws
        -> Result
    {
        try await withMock {
            try configure(&$0, journal: journal)
        } _: {
            try body($0)
        }
    }

    private func configure(_ configuration: inout MockServer.Configuration, journal: String) throws
    {
        configuration.switching.library = library
        configuration.switching.scenario = try library.scenario(named: "life")
        configuration.switching.hasManualClock = true
        configuration.journal = try JournalFile(path: journal) { _ in }
    }

    private static let scenario = """
        rules:
          - {name: late, on: [provision], when: {amount: 10001}, replies: [processing: 20s]}
          - {name: late-retry, on: [retry], when: {amount: 10002}, replies: [processing: 5s]}
          - {name: slow-retry, on: [retry], when: {amount: 10003}, replies: [delay: 1s]}
          - {name: empty-retry, on: [retry], when: {amount: 10004}, replies: [garbled: empty]}
          - {name: late-advice, on: [confirm], when: {amount: 10005}, replies: [processing: 5s]}
          - name: request-lost
            on: [provision]
            when: {amount: 10006}
            replies: [{lost: request, by: close}, normal]
          - name: unsaid
            on: [provision]
            when: {amount: 10007}
            replies: [{error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}]
          - name: unsaid-reversal
            on: [reverse]
            when: {header.X-Fault: unsaid}
            replies: [{error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}]
          - {name: declined, on: [provision], when: {amount: 10008}, replies: [decline: 400 DO_NOT_HONOR]}
          - {name: waiting, on: [provision], when: {amount: 10009}, replies: [delay: 1h]}
          - name: asked-for
            on: [provision]
            when: {header.X-Fault: "yes"}
            per: sandbox
            replies: [error: 503 UPSTREAM_UNAVAILABLE, error: 500 GENERAL_ERROR, normal]
          - name: third-claim
            on: [redeem]
            every: 3
            replies: [error: 503 UPSTREAM_UNAVAILABLE, decline: 404 DO_NOT_HONOR]
          - {name: late-claim, on: [redeem], when: {body.stan: "5"}, replies: [{processing: 5s}]}
          - name: away
            on: [deliver]
            per: sandbox
            replies: [lost: request, {delay: 3s}, error: 503 GENERAL_ERROR, {lost: reply}, normal]
        """

    // MARK: The life

    private func play(at mock: MockServer) throws {
        try sales(at: mock)
        try retries(at: mock)
        try advices(at: mock)
        try claims(at: mock)
        try resets(at: mock)
    }

    /// Takes down what the sandboxes look like now.
    private func look(at mock: MockServer) throws {
        let found = try Self.sandboxes.map { try SandboxView(of: $0, at: mock) }
        lines = directory.read("life").split(separator: "\n")
        views[lines.count] = found
    }

    /// Sends a message, takes its answer if there is one, and looks.
    private func send(_ request: (Till) throws -> String, by till: Till, at mock: MockServer) throws
    {
        till.client.send(try request(till))
        if let response = try? till.client.readResponse() {
            let reply = try Reply(response)
            if let code = reply.voucherCode { codes.append(code) }
        }
        // A control request is answered when all that came before it has been dealt with.
        _ = try ControlClient(mock).ask("GET", "/health")
        try look(at: mock)
    }

    private func till(_ receiver: String = "OTT", amount: Int64 = 10_000, at mock: MockServer)
        throws
        -> Till
    {
        var till = try Till(mock)
        till.receiver = receiver
        till.amount = amount
        return till
    }

    /// Sends a message whose answer waits for the clock; looks before and after it is moved.
    private func send(_ request: String, by till: Till, until span: String, at mock: MockServer)
        throws
    {
        let control = try ControlledSandbox(of: mock)
        let last = try control.ask("GET").json["records"]?.integer ?? 0
        till.client.send(request)
        _ = try control.ask("GET", "/journal/await?since=\(last)")
        try look(at: mock)
        try control.advance(span)
        _ = try till.client.readResponse()
        try look(at: mock)
    }

    private func sales(at mock: MockServer) throws {
        for (number, receiver) in ["OTT", "Stellr", "Netcare"].enumerated() {
            try send(
                { $0.message(.provision, on: uuid(1 + number)) }, by: till(receiver, at: mock),
                at: mock)
        }
        for (number, amount) in [10_006, 10_006, 10_007, 10_008].enumerated() {
            let id = uuid(number < 2 ? 6 : 5 + number)
            try send(
                { $0.message(.provision, on: id) }, by: till(amount: Int64(amount), at: mock),
                at: mock)
        }
        for (number, code) in [Self.requestedCode, "WISH-2"].enumerated() {
            try send(
                { till in
                    var request = till.provisionRequest(uuid(9 + number)).members ?? JSONObject()
                    request["voucher"] = ["code": .string(code)]
                    return till.request("/vouchers", body: JSON.object(request).description)
                }, by: till(at: mock), at: mock)
        }
        var asking = try till(at: mock)
        asking.fields = ["X-Fault: yes"]
        try send({ $0.message(.provision, on: uuid(11)) }, by: asking, at: mock)
        try send({ $0.request("/vouchers", body: "{\"id\":\"none\"}") }, by: asking, at: mock)
        let late = try till(amount: 10_001, at: mock)
        try send(late.message(.provision, on: uuid(12)), by: late, until: "20s", at: mock)
    }

    private func retries(at mock: MockServer) throws {
        for (number, receiver) in ["OTT", "Stellr"].enumerated() {
            for amount in 10_002...10_003 {
                let till = try till(receiver, amount: Int64(amount), at: mock)
                let id = uuid(20 + 2 * number + amount - 10_002)
                try send(till.message(.retry, on: id), by: till, until: "5s", at: mock)
            }
            try send(
                { $0.message(.retry, on: uuid(24 + number)) },
                by: till(receiver, amount: 10_004, at: mock), at: mock)
        }
    }

    private func advices(at mock: MockServer) throws {
        for (number, receiver) in ["OTT", "Stellr", "Netcare"].enumerated() {
            let operation = number == 2 ? Operation.reverse : .confirm
            try send(
                { $0.message(operation, on: uuid(1 + number)) }, by: till(receiver, at: mock),
                at: mock)
        }
        let late = try till(amount: 10_005, at: mock)
        try send({ $0.message(.provision, on: uuid(13)) }, by: late, at: mock)
        try send(late.message(.confirm, on: uuid(13)), by: late, until: "5s", at: mock)
        try send({ $0.message(.reverse, on: uuid(7)) }, by: till(at: mock), at: mock)
        try send({ $0.message(.reverse, on: uuid(99)) }, by: till(at: mock), at: mock)
        var unsure = try till(at: mock)
        unsure.fields = ["X-Fault: unsaid"]
        try send({ $0.message(.reverse, on: uuid(14)) }, by: unsure, at: mock)
        for id in [9, 10] {
            try send({ $0.message(.confirm, on: uuid(id)) }, by: till(at: mock), at: mock)
        }
        for span in ["1s", "7s", "12h", "idle"] {
            try ControlledSandbox(of: mock).advance(span)
            try look(at: mock)
        }
    }

    private func claims(at mock: MockServer) throws {
        let claimed = [codes[0], Self.requestedCode, "WISH-2", codes[0], "none", codes[2]]
        for (number, code) in claimed.enumerated() {
            try send(
                {
                    $0.request(
                        "/redemptions", body: $0.claim(code, id: uuid(30 + number)).description)
                },
                by: till(at: mock), at: mock)
        }
        try send(
            { till in
                let body = till.advice(uuid(30), id: uuid(40), [:])
                return till.request("/redemptions/confirmations", body: body.description)
            }, by: till(at: mock), at: mock)
        try send(
            { $0.request("/refunds", body: $0.claim(self.codes[0], id: uuid(41)).description) },
            by: till(at: mock), at: mock)
        try send(
            { till in
                let body = till.advice(uuid(31), id: uuid(42), ["reversalReason": "TIMEOUT"])
                return till.request("/redemptions/reversals", body: body.description)
            }, by: till(at: mock), at: mock)
        let late = try till(at: mock)
        var claim = late.claim("WISH-2", id: uuid(43)).members ?? JSONObject()
        claim["stan"] = "5"
        let request = late.request("/redemptions", body: JSON.object(claim).description)
        try send(request, by: late, until: "5s", at: mock)
        for id in 30...35 {
            try send({ $0.getRequest("/redemptions/\(uuid(id))") }, by: till(at: mock), at: mock)
        }
    }

    private func resets(at mock: MockServer) throws {
        let control = try ControlClient(mock)
        for name in Self.sandboxes.dropFirst() {
            let setup = "{\"scenario\":\"life\",\"seed\":18446744073709551,\"clock\":\"manual\"}"
            _ = try control.ask("PUT", "/sandboxes/\(name)", setup)
            for user in ["22222222", "33333333"] {
                var till = try till(at: mock)
                till.basePath = "/sandboxes/\(name)"
                till.user = user
                try send({ $0.message(.provision, on: uuid(1)) }, by: till, at: mock)
                try send({ $0.message(.confirm, on: uuid(1)) }, by: till, at: mock)
            }
        }
        var waiting = try till(amount: 10_009, at: mock)
        waiting.basePath = "/sandboxes/other"
        waiting.client.send(waiting.message(.provision, on: uuid(2)))
        try ControlledSandbox("other", of: mock).awaitArrival(of: "provision", on: uuid(2))
        _ = try control.ask(
            "PUT", "/sandboxes/other", "{\"scenario\":\"life\",\"clock\":\"manual\"}")
        _ = try waiting.client.readToEnd()
        try look(at: mock)
        _ = try control.ask("DELETE", "/sandboxes/gone")
        try look(at: mock)
        var other = try till(at: mock)
        other.basePath = "/sandboxes/other"
        other.user = "33333333"
        try send({ $0.message(.provision, on: uuid(3)) }, by: other, at: mock)
        let reset = "{\"userDataWillBeLost\":\"TRUE\",\"resetUserData\":\"TRUE\"}"
        try send({ $0.request("/testServerAdmin/reset", body: reset) }, by: other, at: mock)
        try send({ $0.message(.provision, on: uuid(3)) }, by: other, at: mock)
    }

    // MARK: Afterwards

    /// Returns the answers to messages that test everything the mock has to remember.
    func askLast(at mock: MockServer) throws -> [String] {
        var till = try till(at: mock)
        var answers: [String] = []
        func note(_ reply: Reply) { answers.append("\(reply.status) \(reply.json)") }
        for id in 1...14 { note(try till.retry(uuid(id))) }
        for id in 30...36 { note(try till.get("/redemptions/\(uuid(id))")) }
        for code in codes { note(try till.get("/vouchers?voucherCode=\(code)")) }
        for (number, code) in (codes + [Self.requestedCode, "WISH-2"]).enumerated() {
            note(try till.redeem(code, id: uuid(50 + number)))
        }
        for id in [1, 2, 9, 10] { note(try till.confirm(uuid(id), id: uuid(70 + id))) }
        till.fields = ["X-Fault: yes"]
        for id in 80...82 { note(try till.provision(uuid(id))) }
        return answers
    }
}
