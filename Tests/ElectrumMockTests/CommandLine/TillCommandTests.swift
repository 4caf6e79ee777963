import TestSupport
import Testing

/// `electrum-mock till` over TLS, and its ways of writing.
@Suite(.blocking) struct TillCommandTests {
    private let directory = TemporaryDirectory()

    private func till(_ options: [String]) async throws -> MockProcess {
        let process = try MockProcess(
            ["till", "--timeout", "2s", "--pause", "1ms"] + options, in: TemporaryDirectory())
        _ = try await process.exit
        return process
    }

    private func secureMock() async throws -> (mock: MockProcess, url: String) {
        let mock = try MockProcess(
            [
                "serve", "--listen", "127.0.0.1:0", "--tls-self-signed", "--tls-cert-out", "ca.pem",
            ], in: directory)
        return (mock, "https://127.0.0.1:\(try await mock.port)/suv/v1")
    }

    @Test("A till sells over TLS to a mock whose certificate it trusts")
    func secure() async throws {
        let (mock, url) = try await secureMock()
        let till = try await till(["--url", url, "--ca", "\(directory.path)/ca.pem"])
        #expect(try await till.exit.status == 0)
        #expect(till.output.contains("sold and confirmed"))
        #expect(mock.errors.contains("confirm 202"))
    }

    @Test("A till sends nothing to a mock whose certificate it does not trust, and says why")
    func untrusted() async throws {
        let (mock, url) = try await secureMock()
        let till = try await till(["--url", url])
        #expect(try await till.exit.status == 5)
        #expect(till.errors.contains("the server's certificate is not accepted: "))
        #expect(!mock.errors.contains("provision"))
    }

    @Test(
        "A file without a usable certificate is a wrong option",
        arguments: [
            (nil, "no such file"), ("x", "not PEM"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be decoded"),
        ])
    func unusable(text: String?, complaint: String) async throws {
        if let text { try directory.write(text, to: "ca.pem") }
        let till = try await till(
            ["--url", "https://127.0.0.1:1/suv/v1", "--ca", "\(directory.path)/ca.pem"])
        #expect(try await till.exit.status == 64)
        #expect(till.errors.contains("--ca \(directory.path)/ca.pem: "))
        #expect(till.errors.contains(complaint))
    }

    @Test(
        "A till that writes its ids in capitals keeps every duty",
        arguments: [
            "flows/f1-dual-success", "flows/f3-till-timeout-retries-succeed",
            "flows/f7-upstream-unknown-retries-fail",
        ])
    func capitals(scenario: String) async throws {
        let run = try MockProcess(
            [
                "run", "--scenario", scenario, "--journal", "journal", "--", MockProcess.binary,
                "till", "--uuid", "capitals", "--timeout", "300ms", "--pause", "20ms",
            ], in: directory)
        #expect(try await run.exit.status == 0, "\(run.errors)")
        let ids = directory.read("journal").matches(of: #/"target":"/suv/v1/vouchers/([^"/]+)/#)
        #expect(ids.allSatisfy { $0.1 == $0.1.uppercased() || $0.1.hasPrefix("c") })
    }
}
