import Foundation
import JSONTree
import TestSupport
import Testing

/// A mock in a process of its own that runs out of descriptors.
@Suite(.blocking) struct DescriptorTests {
    private let health = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"

    /// How the control API is reached.
    enum Control: CaseIterable {
        case samePort, ownPort
    }

    /// A mock with 64 descriptors, and the port of its control API.
    private func scarceMock(_ control: Control, _ arguments: String...) async throws
        -> (mock: MockProcess, controlPort: UInt16)
    {
        let own = control == .ownPort ? ["--admin-listen", "127.0.0.1:0"] : []
        let mock = try MockProcess(
            ["serve", "-q", "--listen", "127.0.0.1:0", "--ready-file", "ready"] + own + arguments,
            descriptors: "-n 64")
        _ = try await mock.port
        let admin = mock.directory.read("ready").split(separator: "\"admin\":\"")[1]
        let digits = admin.drop { $0 != ":" }.dropFirst().drop { $0 != ":" }.dropFirst()
        return (mock, try #require(UInt16(digits.prefix { $0.isNumber })))
    }

    @Test(
        "Idle clients may take every descriptor: the control API answers",
        arguments: Control.allCases)
    func controlAnswers(control: Control) async throws {
        let (mock, controlPort) = try await scarceMock(control)
        let port = try await mock.port
        let till = Till(client: try WireClient(port: port))
        #expect(try till.provision(uuid(1)).status == 201)
        let idle = try (0..<100).map { _ in try WireClient(port: port) }
        try await eventually("no descriptor is left") { mock.usage.descriptors >= 63 }
        for _ in 1...50 {
            let response = try WireClient(port: controlPort).exchange(health)
            #expect(response.status == 200)
            #expect(response["Connection"] == "close")
        }
        #expect(idle[0].hasInput(withinMs: 0) == false, "a client that has its place was closed")
        #expect(try till.provision(uuid(2)).status == 201)
    }

    @Test("A till beyond the last descriptor is told so, and is served when others have left")
    func tillIsTold() async throws {
        let (mock, _) = try await scarceMock(.samePort)
        let port = try await mock.port
        let idle = try (0..<100).map { _ in try WireClient(port: port) }
        try await eventually("no descriptor is left") { mock.usage.descriptors >= 63 }
        let client = try WireClient(port: port)
        let till = Till(client: client)
        let body = till.provisionRequest(uuid(1)).description
        let refused = try client.exchange(till.request("/vouchers", body: body))
        #expect(refused.status == 503)
        #expect(refused.text.contains("ulimit -n"))
        #expect(try client.readToEnd() == .cleanEnd)

        for client in idle { client.close() }
        try await eventually("they have left") { mock.usage.descriptors < 40 }
        #expect(try Till(client: WireClient(port: port)).provision(uuid(1)).status == 201)
        mock.signal(SIGTERM)
        #expect(try await mock.exit.status == 0)
    }

    @Test("Unanswered messages may take every descriptor: the control API answers")
    func unansweredMessages() async throws {
        let directory = TemporaryDirectory()
        let silence = "title: s\nrules: [{name: s, on: provision, replies: [lost: reply]}]\n"
        try directory.write(silence, to: "silence.yaml")
        let (mock, controlPort) = try await scarceMock(
            .samePort, "--scenarios", directory.path, "--scenario", "silence")
        let port = try await mock.port
        let clients = try (1...100).map { number in
            let till = Till(client: try WireClient(port: port))
            let body = till.provisionRequest(uuid(number)).description
            till.client.send(till.request("/vouchers", body: body))
            return till.client
        }
        // The first wait for ever, those on the reserve are told that there is no room.
        #expect(try clients[99].readResponse().status == 503)
        #expect(!clients[0].hasInput(withinMs: 0))
        for _ in 1...50 {
            #expect(try WireClient(port: controlPort).exchange(health).status == 200)
        }
    }

    @Test("Waiters may take every descriptor: health answers", arguments: Control.allCases)
    func waiters(control: Control) async throws {
        let (mock, controlPort) = try await scarceMock(control)
        let path = "/_mock/sandboxes/default/journal/await?count=1&timeout=1h"
        let waiters = try (0..<100).map { _ in
            let client = try WireClient(port: controlPort)
            client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return client
        }
        try await eventually("no descriptor is left") { mock.usage.descriptors >= 63 }
        for _ in 1...20 {
            #expect(try WireClient(port: controlPort).exchange(health).status == 200)
        }
        #expect(!waiters[0].hasInput(withinMs: 0), "a waiter that has its place was closed")
        let refused = waiters.filter { $0.hasInput(withinMs: 0) }
        #expect(refused.count >= 30)
        for client in refused {
            let response = try client.readResponse()
            #expect(response.status == 503)
            #expect(response.text.contains("ulimit -n"))
            #expect(try client.readToEnd() == .cleanEnd)
        }
    }

    @Test("Clients that do not read a long answer may take every descriptor: health answers")
    func unreadAnswers() async throws {
        let directory = TemporaryDirectory()
        let body = String(repeating: "x", count: 900_000)
        let rule = "{name: a, replies: [respond: {status: 400, body: {a: \(body)}}]}"
        try directory.write("rules: [\(rule)]\n", to: "long.yaml")
        let (mock, controlPort) = try await scarceMock(
            .samePort, "--scenarios", directory.path, "--scenario", "long")
        let till = Till(client: try WireClient(port: try await mock.port))
        for _ in 1...8 { #expect(try till.provision(uuid(1)).status == 400) }
        let idle = try (0..<28).map { _ in try WireClient(port: controlPort) }
        let readers = try (0..<40).map { _ in
            let client = try WireClient(port: controlPort, receiveBufferBytes: 4_096)
            client.send("GET /_mock/sandboxes/default/journal HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return client
        }
        try await eventually("no descriptor is left") { mock.usage.descriptors >= 63 }
        for _ in 1...20 {
            #expect(try WireClient(port: controlPort).exchange(health).status == 200)
        }
        withExtendedLifetime((idle, readers)) {}
    }

    @Test("Who asks for nothing makes room before who waits")
    func idleBeforeWaiting() async throws {
        let (mock, controlPort) = try await scarceMock(.samePort)
        let kept = try (0..<48).map { _ in try WireClient(port: controlPort) }
        try await eventually("only the reserve is left") { mock.usage.descriptors >= 48 }
        let path = "/_mock/sandboxes/default/journal/await?count=1&timeout=1h"
        let waiter = try WireClient(port: controlPort)
        waiter.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let idle = try (0..<16).map { _ in try WireClient(port: controlPort) }
        try await eventually("no descriptor is left") { mock.usage.descriptors >= 63 }
        waiter.dawdle(ms: 150)
        #expect(try WireClient(port: controlPort).exchange(health).status == 200)
        #expect(!waiter.hasInput(withinMs: 0))
        withExtendedLifetime((kept, idle)) {}
    }

    @Test("Without a descriptor left, the mock rests")
    func rests() async throws {
        let (mock, _) = try await scarceMock(.samePort)
        let port = try await mock.port
        let clients = try (0..<100).map { _ in try WireClient(port: port) }
        try await eventually("no descriptor is left") { mock.usage.descriptors >= 63 }
        let before = mock.usage.processorMs
        clients[0].dawdle(ms: 400)
        #expect(mock.usage.processorMs < before + 150, "the mock burns the processor")
        #expect(try clients[0].exchange(health).status == 200)
    }

    @Test("The mock takes as many descriptors as the system lets it have")
    func raisesLimit() async throws {
        let mock = try await MockProcess.serving("-q", descriptors: "-Sn 64")
        let port = try await mock.port
        let clients = try (0..<200).map { _ in try WireClient(port: port) }
        for client in clients {
            let response = try client.exchange(health)
            #expect(response.status == 200)
            #expect(response["Connection"] == nil)
        }
    }

    // A lane takes two: an odd number ends in the one, an even number in the other.
    @Test(
        "With too few descriptors to start, the mock says so and exits with 4",
        arguments: [40, 41])
    func tooFewDescriptors(count: Int) async throws {
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0", "--lanes", "64"], descriptors: "-n \(count)")
        let exit = try await mock.exit
        #expect(!exit.wasSignalled)
        #expect(exit.status == 4)
        #expect(mock.errors.contains("cannot start a lane: Too many open files; raise `ulimit -n`"))
    }
}
