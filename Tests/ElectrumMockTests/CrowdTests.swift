import Foundation
import JSONTree
import TestSupport
import Testing

/// Many connections against a mock in a process of its own, which shows what it holds.
@Suite(.blocking, .serialized) struct CrowdTests {
    private let health = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"

    init() { DescriptorLimit.raise() }

    @Test("Thousands of idle connections cost little memory and no thread, and hinder nobody")
    func idleConnections() async throws {
        let count = min(4_000, DescriptorLimit.current - 500)
        try #require(count > 500, "the machine allows too few descriptors")
        let mock = try await MockProcess.serving("-q")
        let port = try await mock.port
        let first = try WireClient(port: port)
        #expect(try first.exchange(health).status == 200)
        let before = mock.usage

        var clients = try (0..<count).map { _ in try WireClient(port: port) }
        try await eventually("all are accepted") {
            mock.usage.descriptors == before.descriptors + count
        }
        #expect(mock.usage.threads <= before.threads + 2)
        #expect(mock.usage.residentKB < before.residentKB + 3 * count)
        #expect(try first.exchange(health).status == 200)
        for client in clients.suffix(100) { #expect(try client.exchange(health).status == 200) }

        clients = []
        try await eventually("all are gone") { mock.usage.descriptors == before.descriptors }
        #expect(try first.exchange(health).status == 200)
    }

    @Test("Ten thousand messages that get no answer cost less than a kilobyte each")
    func silentExchanges() async throws {
        let count = min(10_000, DescriptorLimit.current - 500)
        try #require(count > 6_000, "the machine allows too few descriptors")
        let directory = TemporaryDirectory()
        try directory.write(
            "title: s\nrules: [{name: s, on: provision, replies: [lost: request]}]",
            to: "silence.yaml")
        // Only the cost of the silences is measured, not the journal's records.
        let mock = try await MockProcess.serving(
            "-q", "--scenarios", directory.path, "--scenario", "silence", "--journal-bytes-max",
            "0")
        let port = try await mock.port
        let first = try WireClient(port: port)
        #expect(try first.exchange(health).status == 200)
        let alone = mock.usage.descriptors
        let begun = 3_000
        var tills = try silentTills(begun, of: port)
        try await eventually("the first are accepted") {
            mock.usage.descriptors == alone + begun
        }
        let before = mock.usage
        tills += try silentTills(count - begun, of: port)
        try await eventually("all are accepted") { mock.usage.descriptors == alone + count }
        #expect(try first.exchange(health).status == 200)
        let after = mock.usage
        #expect(after.threads <= before.threads + 2)
        #expect(after.residentKB < before.residentKB + count - begun)
        #expect(!tills[0].client.hasInput(withinMs: 0))
    }

    /// Tills that have sent a provision each.
    private func silentTills(_ count: Int, of port: UInt16) throws -> [Till] {
        try (0..<count).map { number in
            let till = Till(client: try WireClient(port: port))
            let body = till.provisionRequest(uuid(number)).description
            till.client.send(till.request("/vouchers", body: body))
            return till
        }
    }

    @Test("20,000 connections in churn leave no descriptor, thread or memory behind")
    func churn() async throws {
        let mock = try await MockProcess.serving("-q")
        let port = try await mock.port
        let first = try WireClient(port: port)
        #expect(try first.exchange(health).status == 200)
        try await expectNothingLeft(in: mock, by: 19_000) { try connect($0, to: port) }
        #expect(try first.exchange(health).status == 200)
    }

    /// Input of clients that ends before an exchange begins.
    private static let broken: [[UInt8]] = [
        Array("no HTTP at all\r\n\r\n".utf8),
        Array("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf".utf8),
        Array("GET /_mock/health HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
        TLSGreeting.clientHello, Array(TLSGreeting.clientHello.prefix(40)),
        TLSGreeting.clientHello.map { $0 ^ 0x55 },
        Array(TLSGreeting.clientHello.prefix(11)) + [UInt8](repeating: 0xFF, count: 200),
    ]

    @Test(
        "Thousands of broken requests and handshakes leave no descriptor, thread or memory behind",
        arguments: [[], ["--tls-self-signed"]])
    func brokenClients(options: [String]) async throws {
        let mock = try MockProcess(["serve", "-q", "--listen", "127.0.0.1:0"] + options)
        let port = try await mock.port
        try await expectNothingLeft(in: mock, by: 6_000) { try sendBroken($0, to: port) }
        #expect(mock.isRunning)
    }

    /// Many clients leave no more behind than as many did before. What only a busy machine made the
    /// mock allocate is not asked for again by the next round; a leak grows with each.
    private func expectNothingLeft(
        in mock: MockProcess, by count: Int, _ visit: (_ count: Int) throws -> Void
    ) async throws {
        let idle = mock.usage.descriptors
        try visit(1_000)
        try await eventually("the first are gone") { mock.usage.descriptors <= idle }
        let first = mock.usage
        var growthKB = [Int]()
        repeat {
            let before = mock.usage
            try visit(count)
            try await eventually("all are gone") { mock.usage.descriptors <= idle }
            growthKB.append(mock.usage.residentKB - before.residentKB)
        } while growthKB.last ?? 0 >= 4_096 && growthKB.count < 3
        #expect(mock.usage.threads <= first.threads + 2)
        #expect(growthKB.last ?? 0 < 4_096, "\(growthKB)")
    }

    /// Broken clients one after another; every other ends its stream and waits for the end.
    private func sendBroken(_ count: Int, to port: UInt16) throws {
        for number in 0..<count {
            let client = try WireClient(port: port)
            client.send(Self.broken[number / 2 % Self.broken.count])
            if number % 2 == 0 {
                client.finishSending()
                _ = try client.readToEnd()
            } else {
                client.reset()
            }
        }
    }

    /// Clients one after another, each leaving in another way.
    private func connect(_ count: Int, to port: UInt16) throws {
        for number in 0..<count {
            let client = try WireClient(port: port)
            switch number % 4 {
            case 0:
                #expect(try client.exchange(health).status == 200)
            case 1:
                #expect(try client.exchange(health).status == 200)
                client.reset()
            case 2:
                client.send("GET /_mock")
                client.reset()
            default:
                client.reset()
            }
        }
    }
}

/// How many descriptors the test process may have.
private enum DescriptorLimit {
    static var current: Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(limit.rlim_cur)
    }

    /// As many as the machine allows.
    static func raise() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        getrlimit(resource, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
