import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import Synchronization
import TestSupport
import Testing

/// PINs, passwords, card numbers and voucher codes are whole in memory alone.
@Suite(.blocking) struct SecretsTests {
    private let directory = TemporaryDirectory()

    /// Secrets of a till that must not be found on a disk.
    private static let secrets = [
        "WISHED-CODE", "7000000000007", "SECRET-PIN", "0123456789ABCDEF", "4111111111111111",
        "5500000000000004", "REWARD-CODE", "secret",
    ]

    private static let scenario = """
        rules:
          - {name: a, on: [provision], when: {body.voucher.code: other}, replies: [delay: 1ms]}
          - {name: b, on: [lookup], when: {body.voucherCode: other}, replies: [delay: 1ms]}
          - {name: c, on: [confirm], when: {header.Authorization: other}, replies: [delay: 1ms]}
        """

    /// Returns the journal file and the log after a body, and the body's result.
    private func traces<Result>(_ body: (MockServer) throws -> Result) async throws
        -> (text: String, result: Result)
    {
        let log = Mutex<[String]>([])
        let path = "\(directory.path)/journal"
        let result = try await withMock {
            try $0.play(file: Self.scenario)
            $0.journal = try JournalFile(path: path) { _ in }
            $0.switching.log = { line in log.withLock { $0.append(line) } }
        } _: {
            try body($0)
        }
        return (directory.read("journal") + log.withLock { $0.joined(separator: "\n") }, result)
    }

    /// Everything secret that can stand in a provision, and where it can be sent besides.
    private func send(to mock: MockServer) throws -> JSON {
        let till = try Till(mock)
        var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
        request["voucher"] = [
            "code": "WISHED-CODE", "pin": ["type": "CLEAR_PIN", "pin": "SECRET-PIN"],
        ]
        request["paymentMethods"] = [
            [
                "type": "CARD", "pan": "4111111111111111",
                "pin": [
                    "type": "ENCRYPTED_PIN", "pinBlock": "0123456789ABCDEF",
                ],
            ],
            ["type": "LOYALTY_CARD", "cardNumber": "5500000000000004"],
            ["type": "REWARD", "rewardCode": "REWARD-CODE"],
        ]
        #expect(try till.post("/vouchers", .object(request)).status == 201)
        request["id"] = .string(uuid(2))
        request["voucher"] = ["code": 7_000_000_000_007]
        #expect(try till.post("/vouchers", .object(request)).status == 400)
        #expect(try till.confirm(uuid(1), id: uuid(3)).status == 202)
        let code = "voucherCode=WISHED-CODE"
        for path in ["/vouchers?\(code)", "/nowhere?\(code)", "/vouchers?\(code)&\(code)"] {
            _ = try till.get(path)
        }
        for body in ["{\"voucher\":{\"code\":\"WISHED-CODE\"", "WISHED-CODE", "\"WISHED-CODE\""] {
            let text = till.request("/redemptions", body: body)
            #expect(try till.client.exchange(text).status == 400)
        }
        return try ControlledSandbox(of: mock).ask("GET", "/journal").json
    }

    @Test("Neither the journal file nor the log holds a secret of the till; the memory does")
    func hidden() async throws {
        let (text, journal) = try await traces(send)
        for secret in Self.secrets {
            #expect(!text.contains(secret), "\(secret)")
            if secret != "secret" { #expect("\(journal)".contains(secret), "\(secret)") }
        }
        #expect(text.contains("\"code\":\"****"))
    }

    @Test("Nor do they hold the code and the PIN of a voucher that was issued")
    func issued() async throws {
        let (text, reply) = try await traces { mock in
            let till = try Till(mock)
            let reply = try till.provision(uuid(1))
            #expect(try till.redeem(reply.voucherCode ?? "", id: uuid(2)).status == 400)
            return reply
        }
        let code = try #require(reply.voucherCode)
        #expect(!text.contains(code))
    }
}
