import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// `GET …/journal/await`.
@Suite(.blocking) struct AwaitTests {
    private static let path = "/sandboxes/default/journal/await?"

    @Test("It answers as soon as enough messages have arrived")
    func count() async throws {
        try await withMock { mock in
            let waiting = try ControlClient(mock)
            waiting.send("GET", Self.path + "operation=provision&count=2&timeout=1h")
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(3)).status == 202)
            #expect(!waiting.hasAnswer(withinMs: 20))
            #expect(try till.provision(uuid(2)).status == 201)
            let reply = try waiting.reply()
            #expect(reply.status == 200)
            #expect(reply.json["satisfied"] == true)
            let transactions = reply.json["records"]?.items?.map { $0["transaction"]?.text }
            #expect(transactions == [uuid(1), uuid(2)])
        }
    }

    @Test("A message counts when it arrives, though its answer is still held back")
    func pending() async throws {
        let text = "rules: [{name: hang, on: [provision], replies: [{lost: reply, hold: 1h}]}]"
        let scenario = try Scenario(name: "hang", yaml: text, file: "hang.yaml")
        try await withMock {
            $0.switching.scenario = scenario
        } _: { mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            let reply = try ControlClient(mock).ask("GET", Self.path + "count=1&timeout=1h")
            #expect(reply.json["satisfied"] == true)
            #expect(reply.json["records"]?[0]?["ended"] == "pending")
        }
    }

    @Test("It waits for messages in an order, with others between them")
    func order() async throws {
        try await withMock { mock in
            let waiting = try ControlClient(mock)
            waiting.send(
                "GET", Self.path + "operation=provision,retry,reverse&order=true&timeout=1h")
            let till = try Till(mock)
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(try till.reverse(uuid(9), id: uuid(8)).status == 404)
            #expect(try till.provision(uuid(2)).status == 201)
            #expect(try till.confirm(uuid(2), id: uuid(3)).status == 202)
            #expect(!waiting.hasAnswer(withinMs: 20))
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(!waiting.hasAnswer(withinMs: 20))
            #expect(try till.reverse(uuid(1), id: uuid(4)).status == 202)
            #expect(try waiting.reply().json["satisfied"] == true)
        }
    }

    @Test("It waits for one transaction, and for what comes after a record")
    func narrowed() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.provision(uuid(2)).status == 201)
            let control = try ControlClient(mock)
            for query in ["transaction=\(uuid(2).uppercased())", "since=2", "operation=provision"] {
                let reply = try control.ask("GET", Self.path + query)
                #expect(reply.json["satisfied"] == true, "\(query)")
                let count = query.hasPrefix("operation") ? 2 : 1
                #expect(reply.json["records"]?.items?.count == count, "\(query)")
            }
            for query in ["transaction=\(uuid(3))", "since=3"] {
                let reply = try control.ask("GET", Self.path + query + "&timeout=1ms")
                #expect(reply.json["satisfied"] == false, "\(query)")
            }
        }
    }

    @Test("Count 0 waits for absence until the time is up, and fails at once when one arrives")
    func absence() async throws {
        try await withMock { mock in
            let waiting = try ControlClient(mock)
            let start = ContinuousClock.now
            let absent = try waiting.ask(
                "GET", Self.path + "operation=reverse&count=0&timeout=50ms")
            #expect(absent.json["satisfied"] == true)
            #expect(ContinuousClock.now - start >= .milliseconds(50))
            waiting.send("GET", Self.path + "operation=reverse&count=0&timeout=1h")
            #expect(try Till(mock).reverse(uuid(1), id: uuid(2)).status == 404)
            let present = try waiting.reply()
            #expect(present.json["satisfied"] == false)
            #expect(present.json["records"]?.items?.count == 1)
        }
    }

    @Test("When the time is up it says so, with what there is")
    func timeout() async throws {
        try await withMock { mock in
            #expect(try Till(mock).provision(uuid(1)).status == 201)
            let reply = try ControlClient(mock).ask("GET", Self.path + "count=2&timeout=30ms")
            #expect(reply.json["satisfied"] == false)
            #expect(reply.json["records"]?.items?.count == 1)
        }
    }

    @Test("The sandbox's own record is no message")
    func notes() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            for count in [0, 1] {
                let query = "count=\(count)&timeout=20ms"
                let reply = try control.ask("GET", Self.path + query)
                #expect(reply.json["satisfied"] == .bool(count == 0))
                #expect(reply.json["records"] == [])
            }
        }
    }

    @Test("It sees a delivery to the provider that happens while nobody else asks for anything")
    func delivery() async throws {
        let directory = TemporaryDirectory()
        try directory.write(
            "name: Quick\nroutes: {receiver: [Quick]}\ndelivery: {every: 20ms}\n",
            to: "providers/quick.yaml")
        try directory.write(
            "rules: [{name: away, on: [deliver], replies: [lost: request, lost: request, normal]}]",
            to: "away.yaml")
        try await withMock {
            $0.switching.library = try ScenarioLibrary(directories: [directory.path])
            $0.switching.scenario = try $0.switching.library.scenario(named: "away")
        } _: { mock in
            var till = try Till(mock)
            till.receiver = "Quick"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            let query = "operation=deliver-confirm&count=3&timeout=1h"
            let reply = try ControlClient(mock).ask("GET", Self.path + query)
            #expect(reply.json["satisfied"] == true)
            let ends = reply.json["records"]?.items?.map { $0["ended"]?.text }
            #expect(ends == ["closed", "closed", "sent"])
        }
    }
}
