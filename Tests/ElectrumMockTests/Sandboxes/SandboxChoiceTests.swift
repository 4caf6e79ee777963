import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// Which sandbox a message belongs to.
@Suite(.blocking) struct SandboxChoiceTests {
    @Test(
        "The path tells, with and without the base path", arguments: ["", "/suv/v1"])
    func path(base: String) async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine\(base)"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try ControlledSandbox("mine", of: mock).records().count == 4)
            #expect(try ControlledSandbox(of: mock).records().isEmpty)
        }
    }

    @Test("Else the header X-Sandbox tells, and the path is stronger")
    func header() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.fields = ["X-Sandbox: by-header"]
            #expect(try till.provision(uuid(1)).status == 201)
            till.basePath = "/sandboxes/by-path"
            #expect(try till.provision(uuid(1)).status == 201)
            for name in ["by-header", "by-path"] {
                #expect(try ControlledSandbox(name, of: mock).records().count == 1)
            }
        }
    }

    @Test("Else the client tells, where clients are kept apart", arguments: [true, false])
    func client(areApart: Bool) async throws {
        try await withMock {
            $0.switching.keepsClientsApart = areApart
        } _: { mock in
            var till = try Till(mock)
            for user in ["22222222", "33333333"] {
                till.user = user
                #expect(try till.provision(uuid(1)).status == 201)
                let own = try ControlledSandbox(user, of: mock).ask("GET")
                #expect(own.status == (areApart ? 200 : 404))
            }
            till.fields = ["X-Sandbox: by-header"]
            #expect(try till.provision(uuid(1)).status == 201)
            let counts = try ["22222222", "33333333", "by-header", "default"].map { name in
                try ControlledSandbox(name, of: mock).records().count
            }
            #expect(counts == (areApart ? [1, 1, 1, 0] : [0, 0, 1, 2]))
        }
    }

    @Test(
        "What can be no name is refused, and makes no sandbox of its own",
        arguments: ["", ".", "..", "a b", "ä", "a/b", "..%2F", String(repeating: "n", count: 65)])
    func badNames(name: String) async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.fields = ["X-Sandbox: \(name)"]
            let reply = try till.provision(uuid(1))
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")

            let encoded = name.utf8.map { "%" + String(Int($0) + 256, radix: 16).dropFirst() }
            let path = "/sandboxes/\(encoded.joined())"
            #expect(try ControlClient(mock).ask("PUT", path).status >= 400)
            let metrics = try ControlClient(mock).exchange("GET", "/metrics").text
            // The default one tells of it.
            #expect(metrics.contains("\nelectrum_mock_sandboxes 1\n"))
        }
    }

    @Test("Names of every allowed form are sandboxes of their own")
    func goodNames() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            for name in ["a", "A", "a.b_c-9", "...", String(repeating: "n", count: 64)] {
                till.fields = ["X-Sandbox: \(name)"]
                #expect(try till.provision(uuid(1)).status == 201, "\(name)")
            }
        }
    }
}
