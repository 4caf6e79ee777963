import ElectrumMock
import ElectrumSwitch
import Foundation
import JSONTree
import Scenarios
import TestSupport
import Testing

/// The effect of a provider's profile and catalogue on a voucher (contract.md 2.8, 2.14, 2.16,
/// 2.17).
@Suite(.blocking) struct VoucherFormTests {
    private func provision(_ profile: String) async throws -> Reply {
        let directory = TemporaryDirectory()
        try directory.write("name: Shop\nvoucher:\n\(profile)", to: "providers/default.yaml")
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

    /// A request for a product, `AMOUNT CURRENCY` or none, the receiver it names or none, and its
    /// answer. The lists are those of `scenarios/products.yaml`.
    private static let requests: [(String, String, String, String)] = [
        ("12345", "5000 710", "", "201 default"), ("12345", "5000 840", "", "INVALID_AMOUNT"),
        ("12345", "", "", "INVALID_AMOUNT"), ("12345", "0 710", "", "INVALID_AMOUNT"),
        ("12345", "-5000 710", "", "INVALID_AMOUNT"),
        ("12345", "9223372036854775807 710", "", "INVALID_AMOUNT"),
        ("67890", "10000 710", "", "201 default"), ("67890", "10000 840", "", "INVALID_AMOUNT"),
        ("67890", "-10000 710", "", "INVALID_AMOUNT"), ("67890", "0 710", "", "INVALID_AMOUNT"),
        ("67890", "", "", "201 default"), ("13579", "", "", "201 default"),
        ("13579", "1 840", "", "201 default"), ("13579", "0 710", "", "INVALID_AMOUNT"),
        ("13579", "-1 710", "", "INVALID_AMOUNT"),
        ("OTTANY", "500 710", "OTT", "201 ott"), ("OTTANY", "499 710", "OTT", "INVALID_AMOUNT"),
        // The list that has it says whose it is, unless the till does.
        ("OTTANY", "500 710", "", "201 ott"), ("OTTANY", "499 710", "", "INVALID_AMOUNT"),
        ("NETGP", "45000 710", "", "201 netcare"), ("NETGP", "45000 710", "OTT", "DO_NOT_HONOR"),
        ("OTT50", "5000 710", "Yoyo", "DO_NOT_HONOR"), ("12345", "5000 710", "OTT", "DO_NOT_HONOR"),
        ("OTT50", "5000 710", "Nobody", "201 ott"),
        // A product in no list is for the provider to judge.
        ("unlisted", "-1 840", "OTT", "201 ott"), ("unlisted", "", "", "201 default"),
    ]

    @Test("What a provider does not sell, or not for that much, it declines, and all else it sells")
    func offers() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let till = try Till(mock)
            for (index, (product, amount, receiver, answer)) in Self.requests.enumerated() {
                var request = till.provisionRequest(uuid(index + 1)).members ?? JSONObject()
                request["product"] = ["productId": .string(product)]
                let words = amount.split(separator: " ").map(String.init)
                request["amounts"] =
                    words.isEmpty
                    ? nil
                    : [
                        "requestAmount": [
                            "amount": .number(JSONNumber(Int64(words[0]) ?? 0)),
                            "currency": .string(words[1]),
                        ]
                    ]
                request["receiver"] =
                    receiver.isEmpty ? nil : ["id": "4444", "name": .string(receiver)]
                let reply = try till.post("/vouchers", .object(request))
                let record = try ControlledSandbox(of: mock).records().last
                let provider = record?["provider"]?.text ?? ""
                let shown =
                    reply.status == 201 ? "201 \(provider)" : reply.errorType ?? "\(reply.status)"
                #expect(shown == answer, "\(product) \(amount) \(receiver)")
                #expect([201, answer == "DO_NOT_HONOR" ? 404 : 400].contains(reply.status))
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
