import Conformance
import ElectrumMock
import ElectrumSwitch
import Foundation
import JSONTree
import Scenarios
import Synchronization
import TestSupport
import Testing
import Vocabulary

/// Wherever a till puts a secret, it leaves memory nowhere: neither in the journal file nor in the
/// log nor in a report of any form.
@Suite(.blocking) struct SecretPlacementTests {
    private let directory = TemporaryDirectory()

    /// Where a secret stands in a message; `*` is the secret.
    static let members = [
        // PINs and the like.
        #""pin":"*""#, #""PIN":"*""#, #""Pin":["*"]"#, #""pin":{"value":"*"}"#,
        #""pin":{"type":"CLEAR_PIN","pin":"*"}"#, #""pins":[{"a":{"b":"*"}}]"#, #""pin_block":"*""#,
        #""PIN-BLOCK":"*""#, #""pinBlock":"*""#, #""PINBLOCK":"*""#, #""cardpin":"*""#,
        #""encryptedPin":{"pinBlock":"*"}"#, #""hash":"*""#, #""hashedPin":"*""#, #""cvv":"*""#,
        #""CVV2":"*""#, #""cvc":["*"]"#, #""card":{"cvc2":"*"}"#, #""securityCode":"*""#,
        #""card_verification_value":"*""#, #""otp":"*""#,
        // Data of cards.
        #""pan":"*""#, #""PAN":{"value":"*"}"#, #""pan":[["*"]]"#, #""cardNumber":"*""#,
        #""card_number":"*""#, #""CARDNUMBER":"*""#, #""primaryAccountNumber":"*""#,
        #""accountNumber":"*""#, #""account-no":"*""#, #""track1":"*""#, #""track2":"*""#,
        #""track2Data":"*""#, #""TRACK_2":"*""#, #""magstripe":"*""#,
        // Credentials.
        #""password":"*""#, #""passwd":"*""#, #""PWD":"*""#, #""passphrase":"*""#,
        #""secret":"*""#, #""clientSecret":"*""#, #""client_secret":"*""#, #""token":"*""#,
        #""access_token":"*""#, #""refreshToken":"*""#, #""authorization":"Bearer *""#,
        #""apiKey":"*""#, #""credentials":{"user":"a","pw":"*"}"#, #""cookie":"*""#,
        // Codes and wallets: worth money.
        #""voucherCode":"*""#, #""voucher_code":"*""#, #""voucher":"*""#, #""voucher":["*"]"#,
        #""voucher":{"code":"*"}"#, #""voucher":{"CODE":"*"}"#, #""vouchers":[{"code":"*"}]"#,
        #""voucher":{"pin":{"type":"CLEAR_PIN","pin":"*"}}"#, #""code":"*""#, #""rewardCode":"*""#,
        #""redeemCode":"*""#, #""walletId":"*""#, #""wallet":{"id":"*"}"#, #""wallets":["*"]"#,
        #""walletPocket":{"pocketId":"*"}"#, #""partnerPaymentToken":"*""#,
        #""barcode":{"data":"*"}"#,
        // Members that Electrum marks as not to be stored.
        #""proxy":"*""#, #""proxies":[{"value":"*"}]"#, #""address":"*""#,
        #""addressDetails":{"addressLine1":"*"}"#, #""emailAddress":"*""#, #""msisdn":"*""#,
        #""srcAccountId":"*""#, #""customer":{"lastName":"*"}"#, #""dateOfBirth":"*""#,
        #""proxyType":"*""#, #""postalCode":"*""#,
        // Data of a card's chip, and PCI DSS's cardholder data.
        #""emv":"*""#, #""EMVData":"*""#, #""iccData":"*""#, #""icc_related_data":"*""#,
        #""card":{"cryptogram":"*"}"#, #""DE55":"*""#, #""cardHolderName":"*""#,
        #""cardholder":{"name":"*"}"#, #""name_on_card":"*""#, #""pinBlockFormat":"*""#,
        // Beside its name.
        #""extras":[{"name":"pin","value":"*"}]"#, #""a":{"key":"voucherCode","value":"*"}"#,
        #""a":{"Value":["*"],"Name":"PIN"}"#, #""a":{"id":"track2","data":{"x":"*"}}"#,
        #""a":{"type":"CVV","text":"*"}"#, #""pairs":[["pin","*"],["a","b"]]"#,
        #""a":{"label":"Card number","content":"*"}"#,
    ]

    /// Where a secret stands in a text; `*` is the secret.
    static let texts = [
        // JSON in a text.
        #"{"pin":"*"}"#, #"[{"name":"pin","value":"*"}]"#, #" { "a" : { "CVV" : ["*"] } } "#,
        #"{"a":"{\"b\":\"{\\\"pin\\\":\\\"*\\\"}\"}"}"#, #"{"a":"see ?pin=*"}"#,
        // A text that is nearly JSON.
        #"{"pin":"*""#, "{'pin': '*'}", "{pin: *}", #"\"pin\":\"*\""#,
        // Addresses and forms.
        "https://x/y?pin=*", "see https://x/y?a=b&voucherCode=*&c=d", "https://x/?code=*#top",
        "https://x/?next=https%3A%2F%2Fy%2F%3Fpin%3D*", "a=b&card[pin]=*", "?card.pin=*;x",
        "grant_type=password&username=22222222&password=*", "https://x/?next=%253Fpin%253D*",
        // Prose.
        "PIN: * please", "the pin = *.", "Password:*", "voucher code: *", "Authorization: Bearer *",
        "authorization=Basic *", "sent Bearer * to it", "<pin>*</pin>",
        "<Card><PAN> *</PAN></Card>",
        "track2=*?", "secret `*`, token \"*\"",
    ]

    /// Where the number of a card stands that nobody calls so; `#` is the number.
    static let cards = [
        ##""note":"#""##, ##""note":"paid by # today""##, ##""note":["a",{"b":"x#y"}]"##,
        ##""note":#"##, ##""#":"x""##, ##""note":"12345 #""##, ##""reference":"id-#-x""##,
        ##""time2":"# #""##,
    ]

    private static func secret(_ number: Int) -> String { "S3CR3T\(1_000 + number)" }

    /// A number of so many digits that the formula of Luhn accepts.
    private static func card(_ number: Int, digits: Int) -> String {
        let head =
            "4" + String(String(repeating: "7", count: 20).prefix(digits - 6))
            + String(1_000 + number)
        let sum = head.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.element.wholeNumberValue ?? 0
            let doubled = digit.offset % 2 == 0 ? 2 * value : value
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return head + String((10 - sum % 10) % 10)
    }

    /// Everything that leaves a mock, after a body.
    private func outputs(
        acceptsUnknownFields: Bool = true, _ body: (MockServer) async throws -> Void
    ) async throws -> [String: String] {
        let log = Mutex<[String]>([])
        let path = "\(directory.path)/journal"
        var outputs: [String: String] = [:]
        try await withMock {
            $0.switching.acceptsUnknownFields = acceptsUnknownFields
            $0.journal = try JournalFile(path: path) { _ in }
            $0.switching.log = { line in log.withLock { $0.append(line) } }
            try $0.play(file: Self.nearMisses)
        } _: { mock in
            try await body(mock)
            let control = try ControlClient(mock)
            for format in ReportFormat.allCases {
                let target = "/sandboxes/default/report?format=\(format.rawValue)"
                outputs["live \(format)"] = try control.exchange("GET", target).text
            }
        }
        outputs["file"] = directory.read("journal")
        outputs["log"] = log.withLock { $0.joined(separator: "\n") }
        let journal = try Journal(ndjson: Array(directory.read("journal").utf8))
        for format in ReportFormat.allCases {
            outputs["report \(format)"] = format.render(Report.all(of: journal))
        }
        return outputs
    }

    /// Rules that come close and tell why they did not fit.
    private static let nearMisses = """
        rules:
          - {name: a, on: [provision], when: {body.pan.value: other}, replies: [delay: 1ms]}
          - {name: b, on: [reverse], when: {header.X-Access-Token: other}, replies: [delay: 1ms]}
        """

    private func expectNone(_ secrets: [String], in outputs: [String: String]) {
        #expect(outputs.count == 2 + 2 * ReportFormat.allCases.count)
        for (name, text) in outputs {
            #expect(text.count > 20, "\(name)")
            for secret in secrets { #expect(!text.contains(secret), "\(secret) in \(name)") }
        }
    }

    @Test("A secret in a member of whatever spelling, at whatever depth", arguments: [true, false])
    func inMembers(isAccepted: Bool) async throws {
        let outputs = try await outputs(acceptsUnknownFields: isAccepted) { mock in
            let till = try Till(mock)
            for (number, member) in Self.members.enumerated() {
                let added = member.replacing("*", with: Self.secret(number))
                let body = till.provisionRequest(uuid(number + 1)).description
                let message = "{\(added),\(body.dropFirst())"
                let answer = try till.client.exchange(till.request("/vouchers", body: message))
                #expect([201, 400].contains(answer.status), "\(member)")
            }
        }
        expectNone(Self.members.indices.map(Self.secret), in: outputs)
    }

    @Test("A secret in a text, beside its name", arguments: [true, false])
    func inTexts(isAccepted: Bool) async throws {
        let outputs = try await outputs(acceptsUnknownFields: isAccepted) { mock in
            var till = try Till(mock)
            for (number, text) in Self.texts.enumerated() {
                let text = text.replacing("*", with: Self.secret(number))
                var request = till.provisionRequest(uuid(number + 1)).members ?? JSONObject()
                request.append("note", .string(text))
                request["tenders"] = nil
                let answer = try till.post("/vouchers", .object(request))
                #expect([201, 400].contains(answer.status), "\(text)")
                let isField = text.utf8.allSatisfy { $0 >= 0x20 }
                till.fields = isField ? ["User-Agent: \(text)", "X-Note: \(text)"] : []
                _ = try till.reverse(uuid(number + 1), id: uuid(1_000 + number))
                till.fields = []
            }
        }
        expectNone(Self.texts.indices.map(Self.secret), in: outputs)
    }

    @Test("User name and password, client id and secret that have changed places, and card dates")
    func swapped() async throws {
        let (user, client, date) = (Self.secret(1), Self.secret(2), "209712")
        let outputs = try await outputs { mock in
            let till = try Till(mock)
            let grant = "grant_type=password&username=\(user)&password=22222222"
            for form in [
                grant + "&client_id=till&client_secret=hidden",
                "grant_type=wrong&username=\(user)&password=22222222"
                    + "&client_id=\(client)&client_secret=till",
                grant + "&client_id=\(client)", "password=22222222&username=\(user)",
            ] { _ = try till.requestToken(form) }
            let body = till.provisionRequest(uuid(1)).description
            for member in [
                #""expiryDate":"209712""#, #""card":{"expiry":"12/2097"}"#,
                #""expirationDate":209712"#,
            ] {
                let message = "{\(member),\(body.dropFirst())"
                _ = try till.client.exchange(till.request("/vouchers", body: message))
            }
        }
        expectNone([user, client, date, "12/2097"], in: outputs)
    }

    @Test("The number of a card, wherever it stands", arguments: [13, 16, 19])
    func cards(digits: Int) async throws {
        let numbers = Self.cards.indices.map { Self.card($0, digits: digits) }
        let outputs = try await outputs { mock in
            var till = try Till(mock)
            for (number, member) in Self.cards.enumerated() {
                let added = member.replacing("#", with: numbers[number])
                let body = till.provisionRequest(uuid(number + 1)).description
                let message = "{\(added),\(body.dropFirst())"
                _ = try till.client.exchange(till.request("/vouchers", body: message))
            }
            till.fields = ["User-Agent: Till \(numbers[0])"]
            _ = try till.client.exchange(till.request("/vouchers", body: numbers[1]))
            _ = try till.get("/vouchers?a=\(numbers[2])")
            _ = try till.get("/vouchers/\(numbers[3])/retry")
            let grouped = "4111 1111 1111 1111 and 4111-1111-1111-1111"
            let text = #"{"note":"\#(grouped)"}"#
            _ = try till.client.exchange(till.request("/vouchers", body: text))
        }
        expectNone(numbers + ["4111 1111", "4111-1111"], in: outputs)
    }

    @Test("A secret in a path, a query, a header, the user's name or what is no JSON")
    func elsewhere() async throws {
        let targets = [
            "/vouchers?voucherCode=*", "/vouchers?voucherCode=*%",
            "/vouchers?voucherCode=*&voucher_code=*",
            "/vouchers?code=*", "/redemptions/*", "/vouchers/*", "/vouchers/*/retry", "/codes/*",
            "/nowhere?pin=*", "/nowhere/vouchers/*/x", "/wallets/*/pockets",
        ]
        let bodies = ["{\"pin\":\"*\"", "pin=*&code=*", "[\"*\"]", "\"*\"", "{\"*\":}"]
        var secrets: [String] = []
        func next() -> String {
            secrets.append(Self.secret(secrets.count))
            return secrets[secrets.count - 1]
        }
        let outputs = try await outputs { mock in
            let till = try Till(mock)
            for target in targets {
                for isGet in [true, false] {
                    let till = try Till(mock)
                    let path = target.replacing("*", with: next())
                    let request =
                        isGet ? till.getRequest(path) : till.request(path, body: "{}")
                    #expect(try till.client.exchange(request).status >= 400, "\(target)")
                }
            }
            for body in bodies {
                let text = till.request("/vouchers", body: body.replacing("*", with: next()))
                #expect(try till.client.exchange(text).status == 400)
            }
            for operation in [Operation.provision, .reverse] {
                // User name and password have changed places.
                let swapped = Data("\(next()):22222222".utf8).base64EncodedString()
                let token = "Authorization: Bearer \(next())\r\nX-Access-Token: \(next())"
                for field in ["Authorization: Basic \(swapped)", token] {
                    let text = till.message(operation, on: uuid(1)).replacing(
                        "Authorization: Basic \(till.credentials)", with: field)
                    #expect(try till.client.exchange(text).status >= 400)
                }
            }
            var reset = till.request(
                "/testServerAdmin/reset",
                body: #"{"userDataWillBeLost":"TRUE","resetUserData":"TRUE"}"#)
            let swapped = Data("\(next()):22222222".utf8).base64EncodedString()
            reset.replace(till.credentials, with: swapped)
            _ = try till.client.exchange(reset)
        }
        expectNone(secrets, in: outputs)
    }

    @Test("What tells messages apart is told: ids, identifiers, amounts, names of institutions")
    func kept() async throws {
        let outputs = try await outputs { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try till.get("/vouchers?provisionRequestId=\(uuid(1))").status == 200)
            _ = try till.get("/v2/sales")
            var request = till.provisionRequest(uuid(3)).members ?? JSONObject()
            request["voucher"] = [
                "serialNumber": "SN-4711", "expiryDate": "2027-01-28T10:41:29.123Z",
                "pin": ["type": "ENCRYPTED_PIN", "pinBlock": "0123456789ABCDEF"],
            ]
            request["note"] = "Till 7: open; status=ok, code: 404, a=b & \"c\": 12:30"
            request["entryMode"] = ["panEntryMode": "ICC_CVV", "pinEntryCapability": "UNKNOWN"]
            #expect(try till.post("/vouchers", .object(request)).status == 201)
        }
        let file = outputs["file"] ?? ""
        for text in [
            uuid(1), uuid(2), "123456789012", "10000", "Till Co", "term0001", "22222222",
            "merchant0000001", "2026-01-28T10:41:29.123Z", "SN-4711", "2027-01-28T10:41:29.123Z",
            "ENCRYPTED_PIN", "ICC_CVV", "UNKNOWN",
            #"Till 7: open; status=ok, code: 404, a=b & \"c\": 12:30"#,
        ] { #expect(file.contains(text), "\(text)") }
        #expect(outputs["log"]?.contains("/suv/v1/v2/sales") == true)
    }
}
