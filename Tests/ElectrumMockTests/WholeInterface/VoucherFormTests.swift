import ElectrumMock
import ElectrumSwitch
import Foundation
import JSONTree
import Scenarios
import Testing
import WireTesting

/// What a provider's profile and catalogue make of a voucher (contract.md 2.8, 2.14, 2.16, 2.17).
@Suite(.blocking) struct VoucherFormTests {
    private func provision(_ profile: String) async throws -> Reply {
        let directory = TemporaryDirectory()
        _ = try directory.write("name: Shop\nvoucher:\n\(profile)", to: "providers/default.yaml")
        return try await withMock {
            $0.switching.library = try ScenarioLibrary(directories: [directory.path])
        } _: { mock in
            try Till(mock).provision(uuid(1))
        }
    }

    @Test("A slip has lines as printers meet them")
    func slip() async throws {
        let reply = try await provision(
            """
              slipWidth: 40
              slip:
                - {text: Voucher, scale: 2}
                - {text: Wide, scale: {width: 3}}
                - {text: 'Code {{voucher.code}}', barcode: {symbology: EAN13, data: '{{voucher.code}}'}}
                - {line: yes}
                - {text: Thank you, cut: yes}
            """)
        #expect(reply.status == 201)
        let code = try #require(reply.voucherCode)
        let slip = try #require(reply.json["slipData"])
        #expect(slip["slipWidth"]?.integer == 40)
        let lines = try #require(slip["messageLines"]?.items)
        #expect(
            lines.map { $0["text"]?.text } == ["Voucher", "Wide", "Code \(code)", "", "Thank you"])
        #expect(lines.map { $0["fontWidthScaleFactor"]?.integer } == [2, 3, 1, 1, 1])
        #expect(lines.map { $0["fontHeightScaleFactor"]?.integer } == [2, 1, 1, 1, 1])
        #expect(lines.map { $0["line"] } == [false, false, false, true, false])
        #expect(lines.map { $0["cut"] } == [false, false, false, false, true])
        #expect(lines[2]["barcode"] == ["data": .string(code), "encoding": "EAN13"])
    }

    @Test(
        "A PIN is shown in the form of the profile",
        arguments: [
            ("clear", "CLEAR_PIN", "pin"), ("encrypted", "ENCRYPTED_PIN", "pinBlock"),
            ("hashed", "HASHED_PIN", "hash"),
        ])
    func pins(type: String, name: String, member: String) async throws {
        let reply = try await provision("  pin: {digits: 4, type: \(type)}")
        let pin = try #require(reply.json["voucher"]?["pin"])
        #expect(pin["type"]?.text == name)
        #expect(pin[member]?.text?.isEmpty == false)
        // As it is, it is well formed in a request.
        try await withMock { mock in
            let till = try Till(mock)
            var request = till.provisionRequest(uuid(2)).members ?? JSONObject()
            request["voucher"] = ["pin": pin]
            #expect(try till.post("/vouchers", .object(request)).status == 201)
        }
    }

    @Test(
        "The catalogue's limits are applied, and what is approved is told",
        arguments: [
            ("12345", 5_000, 201), ("12345", 50_000, 201), ("12345", 4_999, 400),
            ("12345", 50_001, 400), ("67890", 10_000, 201), ("67890", 9_999, 400),
            ("67890", nil, 201), ("13579", 1, 201), ("unknown", 1, 201),
        ] as [(String, Int64?, Int)])
    func limits(product: String, amount: Int64?, status: Int) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
            request["product"] = ["productId": .string(product)]
            request["amounts"] = amount.map {
                ["requestAmount": ["amount": .number(JSONNumber($0)), "currency": "710"]]
            }
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.status == status)
            if status == 400 {
                #expect(reply.errorType == "INVALID_AMOUNT")
                #expect(try ControlledSandbox(of: mock).state(of: uuid(1)) == "declined/none")
            } else {
                let approved = reply.json["amounts"]?["approvedAmount"]
                #expect(approved?["amount"]?.integer == amount ?? 10_000)
                #expect(approved?["currency"]?.text == "710")
            }
        }
    }

    @Test(
        "A shipped instruction is a whole sentence, a list in one line has words alone"
    )
    func sentences() throws {
        for profile in try ShippedScenarios.library.get().providers.profiles.values {
            for line in profile.voucher.redeemInstructions {
                #expect(line.hasSuffix(".") && line.first?.isUppercase == true, "\(line)")
            }
        }
        for path in try ShippedScenarios.library.get().scenarios.map(\.file) {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for match in text.matches(of: /\[([^\]\n'"{}:]*,[^\]\n'"{}:]*)\]/) {
                let items = match.output.1.split(separator: ",").map { $0.drop { $0 == " " } }
                #expect(items.allSatisfy { !$0.contains(" ") }, "\(path): \(match.output.0)")
            }
        }
    }
}
