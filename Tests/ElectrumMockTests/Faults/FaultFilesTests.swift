import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// The files of `scenarios/faults/`: one for each kind, and each does what it is there for.
@Suite(.blocking) struct FaultFilesTests {
    private static let files = ShippedScenarios.names(in: "faults")
    /// Shows no kind of its own, and takes two sales.
    private static let usedConnection = "lost-reply-used-connection"
    /// An answer written out, to an advice.
    private static let expiredToken = "token-expired"

    @Test("Each fault of the matrix is shown by a file, and each file shows one of them")
    func everyKind() {
        let faults = Set((FaultKind.all + FaultKind.compositions).compactMap(\.file))
        let tls = Set(["tls-expired-certificate", "tls-hang", "tls-reset"])
        #expect(
            Set(Self.files) == faults.union(tls).union([Self.usedConnection, Self.expiredToken]))
    }

    @Test(
        "A till that does its duty meets the fault and ends as the file says",
        arguments: files.filter {
            !$0.hasPrefix("tls-") && ![usedConnection, expiredToken].contains($0)
        })
    func dutifulTill(file: String) async throws {
        let scenario = try ShippedScenarios.scenario("faults/\(file)")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let ending = try ReferenceTill(mock, in: sandbox).sell(uuid(1))
            if let expected = scenario.expect.finally.first { #expect(ending == expected) }
            #expect(try sandbox.records().first?["rule"]?.text == file)
        }
    }

    @Test(
        "The first TLS handshake fails as the file says, and no other",
        arguments: [
            ("tls-hang", .silence), ("tls-reset", .reset), ("tls-expired-certificate", .expired),
        ] as [(String, TLSGreeting)])
    func handshake(file: String, greeting: TLSGreeting) async throws {
        let scenario = try ShippedScenarios.scenario("faults/\(file)")
        let now = Instant.now().unix / 1_000_000_000
        let certificates = try SelfSignedCertificates(now: Int(now))
        try await withMock {
            $0.switching.scenario = scenario
            try $0.useTLS(certificates)
        } _: { mock in
            for expected in [greeting, .valid, .valid] as [TLSGreeting] {
                let patienceMs: Int32 = expected == .silence ? 100 : 20_000
                let seen = try TLSGreeting(of: mock, unixSeconds: now, patienceMs: patienceMs)
                #expect(seen == expected)
            }
        }
    }
}
