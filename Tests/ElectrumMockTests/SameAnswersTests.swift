import ElectrumSwitch
import FuzzInputs
import HTTPMessages
import TestSupport
import Testing

/// One till over a socket and in the process of the switch.
@Suite(.blocking) struct SameAnswersTests {
    @Test("A voucher's life is answered alike over a socket and in-process")
    func voucherLife() async throws {
        let wire = try await withMock { try Self.life(of: Till($0)) }
        var configuration = Switch.Configuration()
        configuration.seed = 7
        let inProcess = TestSupport.Till(Switch(configuration), at: Instant(uptime: 1, unix: 1))
        #expect(try Self.life(of: inProcess) == wire)
        #expect(wire.count == 8)
    }

    /// Plays what becomes of one voucher; returns what the answers say of it.
    private static func life(of till: TestSupport.Till<some TillTransport>) throws -> [String] {
        let provision = try till.provision(uuid(1))
        let code = provision.voucherCode ?? ""
        let replies = try [
            provision, till.retry(uuid(1)), till.confirm(uuid(1), id: uuid(2)),
            till.reverse(uuid(1), id: uuid(3)), till.redeem(code, id: uuid(4)),
            till.confirmRedeem(uuid(4), id: uuid(5)), till.refund(code, id: uuid(6)),
            till.provision("not a UUID"),
        ]
        return replies.map { "\($0.status) \($0.errorType ?? "") \($0.voucherCode ?? "")" }
    }
}
