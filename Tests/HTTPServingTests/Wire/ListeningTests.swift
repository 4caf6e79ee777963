import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// Where a server listens, and what it says when it cannot.
@Suite(.blocking) struct ListeningTests {
    @Test("Port 0 becomes a free port, another one for every server")
    func anyPort() async throws {
        try await withServer { first in
            try await withServer { second in
                #expect(first.port != 0)
                #expect(second.port != first.port)
            }
        }
    }

    @Test("A server listens on IPv6", .enabled(if: hasIPv6))
    func ipv6() async throws {
        let server = try await startServer(on: ["::1"])
        #expect(server.addresses.description == "[[::1]:\(server.port)]")
        #expect(try WireClient(host: "::1", port: server.port).exchange(request()).status == 200)
        await server.stop(graceMs: 0)
    }

    @Test("A server listens on several addresses at once", .enabled(if: hasIPv6))
    func severalAddresses() async throws {
        let server = try await startServer(on: ["127.0.0.1", "::1", "127.0.0.1"])
        for address in server.addresses {
            let client = try WireClient(host: address.host, port: address.port)
            #expect(try client.exchange(request()).status == 200)
        }
        await server.stop(graceMs: 0)
    }

    @Test("A name, and every address of the machine, are listened on in both families on one port")
    func everyAddress() async throws {
        let families = ["127.0.0.1"] + (Self.hasIPv6 ? ["::1"] : [])
        for host in ["localhost", "*"] {
            let server = try await startServer(on: [host, "127.0.0.1"])
            #expect(server.addresses.map(\.host) == [host, "127.0.0.1"])
            for family in families {
                // Some machines know localhost by one family only.
                guard let client = try? WireClient(host: family, port: server.port) else {
                    #expect(host == "localhost" && family == "::1")
                    continue
                }
                #expect(try client.exchange(request()).status == 200)
            }
            await server.stop(graceMs: 0)
        }
    }

    @Test(
        "The handler is told which of the addresses a request came in at, whatever they stand for")
    func origins() async throws {
        let handler = ScriptedHandler()
        let server = try await startServer(handler, on: ["*", "127.0.0.1"])
        for (index, address) in server.addresses.enumerated() {
            let client = try WireClient(host: "127.0.0.1", port: address.port)
            #expect(try client.exchange(request("GET", "/\(index)")).status == 200)
        }
        #expect(handler.listeners == ["/0": 0, "/1": 1])
        await server.stop(graceMs: 0)
    }

    @Test("A port that another server has is refused, and the first server does not notice")
    func addressInUse() async throws {
        try await withServer { server in
            let error = #expect(throws: ServerError.self) {
                try Self.server(on: server.addresses[0])
            }
            #expect(error == .addressInUse("127.0.0.1:\(server.port)"))
            #expect(
                error?.description
                    == "cannot listen on 127.0.0.1:\(server.port): the port is taken, by another "
                    + "process or another address of this one; choose another one, or port 0 for "
                    + "any that is free")
            let client = try WireClient(port: server.port)
            #expect(try client.exchange(request()).status == 200)
        }
    }

    @Test("A port can be had again as soon as its server has stopped, despite connections")
    func portAgain() async throws {
        let first = try await startServer()
        let client = try WireClient(port: first.port)
        #expect(try client.exchange(request()).status == 200)
        await first.stop(graceMs: 0)
        let second = try Self.server(on: first.addresses[0])
        await second.start()
        #expect(try WireClient(port: second.port).exchange(request()).status == 200)
        await second.stop(graceMs: 0)
    }

    @Test("A host without an address is named, with the resolver's reason")
    func unknownHost() throws {
        let error = #expect(throws: ServerError.self) {
            try Self.server(on: ListenAddress(host: "no such host", port: 0))
        }
        #expect(
            error?.description
                == "cannot find the host 'no such host': Name or service not known; "
                + "check the name, or write the address")
    }

    @Test("An address of another machine is refused with the system's reason")
    func foreignAddress() throws {
        let error = #expect(throws: ServerError.self) {
            try Self.server(on: ListenAddress(host: "192.0.2.1", port: 0))
        }
        #expect(
            error?.description
                == "cannot listen on 192.0.2.1:0: Cannot assign requested address; "
                + "name an address of this machine, or * for all of them")
    }

    @Test("When one of several addresses is taken, none of them stays bound")
    func allOrNothing() async throws {
        try await withServer { taken in
            let free = try await startServer()
            await free.stop(graceMs: 0)
            #expect(throws: ServerError.addressInUse("127.0.0.1:\(taken.port)")) {
                try HTTPServer(
                    listeningOn: free.addresses + taken.addresses, lanes: 1, limits: HTTPLimits(),
                    handler: ScriptedHandler())
            }
            #expect(throws: WireClient.Failure.self) { try WireClient(port: free.port) }
        }
    }

    @Test("A server that is never started can be dropped, and gives its port back")
    func neverStarted() async throws {
        let port = try Self.server(on: ListenAddress(host: "127.0.0.1", port: 0)).port
        let next = try Self.server(on: ListenAddress(host: "127.0.0.1", port: port))
        await next.stop(graceMs: 0)
        let last = try Self.server(on: ListenAddress(host: "127.0.0.1", port: port))
        await last.start()
        #expect(try WireClient(port: port).exchange(request()).status == 200)
        await last.stop(graceMs: 0)
    }

    private static func server(on address: ListenAddress) throws -> HTTPServer {
        try HTTPServer(
            listeningOn: [address], lanes: 1, limits: HTTPLimits(), handler: ScriptedHandler())
    }

    /// Some machines and containers have no IPv6.
    private static var hasIPv6: Bool {
        // The port does not matter: the address is there when only the connection is refused.
        do {
            _ = try WireClient(host: "::1", port: 9)
            return true
        } catch {
            return "\(error)".contains("refused")
        }
    }
}
