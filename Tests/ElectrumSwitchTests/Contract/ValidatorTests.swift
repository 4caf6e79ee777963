import JSONTree
import Testing

@testable import ElectrumSwitch

struct ValidatorTests {
    private let validator = Validator(unknownFields: .refuse)

    private func violations(ofRequest text: String) throws -> [String] {
        validator.violations(of: try JSON(parsing: text), against: .provisionRequest)
    }

    /// The sample with one value, reached along names and places, replaced or (nil) removed.
    private func sample(_ sample: JSON, _ path: [String], _ value: JSON?) -> JSON {
        guard let step = path.first else { return sample }
        let rest = Array(path.dropFirst())
        switch sample {
        case .object(var object):
            object[step] = rest.isEmpty ? value : self.sample(object[step] ?? [:], rest, value)
            return .object(object)
        case .array(var items):
            guard let place = Int(step) else { return sample }
            items[place] = self.sample(items[place], rest, value)
            return .array(items)
        default:
            return sample
        }
    }

    @Test("The official sample passes")
    func acceptsSample() {
        #expect(
            validator.violations(of: OfficialSample.provisionRequest, against: .provisionRequest)
                == [])
        #expect(
            validator.violations(of: OfficialSample.confirmation, against: .tenderAdvice) == [])
        #expect(validator.violations(of: OfficialSample.reversal, against: .basicReversal) == [])
    }

    @Test(
        "A missing value of a request is named by its path",
        arguments: [
            (["id"], "id may not be null"),
            (["time"], "time may not be null"),
            (["originator"], "originator may not be null"),
            (["client"], "client may not be null"),
            (["thirdPartyIdentifiers"], "thirdPartyIdentifiers may not be null"),
            (["client", "name"], "client.name may not be null"),
            (
                ["originator", "merchant", "merchantName", "city"],
                "originator.merchant.merchantName.city may not be null"
            ),
            (
                ["thirdPartyIdentifiers", "0", "institutionId"],
                "thirdPartyIdentifiers[0].institutionId may not be null"
            ),
            (
                ["thirdPartyIdentifiers", "0", "transactionIdentifier"],
                "thirdPartyIdentifiers[0].transactionIdentifier may not be null"
            ),
        ])
    func namesMissing(path: [String], violation: String) {
        let message = sample(OfficialSample.provisionRequest, path, nil)
        #expect(validator.violations(of: message, against: .provisionRequest) == [violation])
    }

    @Test("A missing value of an advice is named by its path")
    func namesMissingInAdvice() {
        let confirmation = sample(
            OfficialSample.confirmation, ["tenders", "0", "amount", "currency"], nil)
        #expect(
            validator.violations(of: confirmation, against: .tenderAdvice)
                == ["tenders[0].amount.currency may not be null"])
        #expect(
            validator.violations(of: [:], against: .basicReversal)
                == [
                    "id may not be null", "requestId may not be null", "time may not be null",
                    "thirdPartyIdentifiers may not be null", "reversalReason may not be null",
                ])
        let response = sample(
            .object(ContractSamples.full(.provisionResponse)), ["voucher"], nil)
        #expect(
            validator.violations(of: response, against: .provisionResponse)
                == ["voucher may not be null"])
    }

    @Test(
        "A value of the wrong length or form is named by its path",
        arguments: [
            (["originator", "terminalId"], "term001", "length must be between 8 and 8"),
            (["originator", "terminalId"], "term00001", "length must be between 8 and 8"),
            (
                ["originator", "merchant", "merchantId"], "12345678901234",
                "length must be between 15 and 15"
            ),
            (["originator", "merchant", "merchantType"], "541", "must match \"[0-9]{4}\""),
            (["amounts", "requestAmount", "currency"], "ZAR", "must match \"[0-9]{3}\""),
        ] as [([String], JSON, String)])
    func namesMisfit(path: [String], value: JSON, violation: String) {
        let message = sample(OfficialSample.provisionRequest, path, value)
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == ["\(path.joined(separator: ".")) \(violation)"])
    }

    @Test("Lengths are counted in Unicode scalars")
    func countsScalars() {
        let message = sample(
            OfficialSample.provisionRequest, ["originator", "terminalId"], "kasse€😀1")
        #expect(validator.violations(of: message, against: .provisionRequest) == [])
    }

    @Test("The violations come in the order in which the switch checks")
    func ordersStages() throws {
        let text = """
            {"thirdPartyIdentifiers":[{"institutionId":"1"},{"transactionIdentifier":"2"}],
             "requestId":"no uuid","tenders":[],"id":"neither","colour":{"deep":1},"time":"today"}
            """
        #expect(
            validator.violations(of: try JSON(parsing: text), against: .tenderAdvice)
                == [
                    "Unrecognized field 'colour'",
                    "thirdPartyIdentifiers[1].institutionId may not be null",
                    "time must be a date-time such as 2026-01-28T10:41:29.123Z",
                    "UUID must conform to the format 8-4-4-4-12 hexadecimal values",
                    "UUID must conform to the format 8-4-4-4-12 hexadecimal values",
                    "thirdPartyIdentifiers[0].transactionIdentifier may not be null",
                ])
    }

    @Test("A missing id is missing, and no broken UUID besides")
    func missesIdOnce() {
        for absent in [nil, .some(.null)] as [JSON?] {
            let message = sample(OfficialSample.provisionRequest, ["id"], absent)
            #expect(
                validator.violations(of: message, against: .provisionRequest)
                    == ["id may not be null"])
        }
    }

    @Test("A confirmation may do without tenders")
    func toleratesNoTenders() {
        let confirmation = sample(OfficialSample.confirmation, ["tenders"], nil)
        #expect(validator.violations(of: confirmation, against: .tenderAdvice) == [])
    }

    @Test("Unknown members are found at every depth")
    func findsUnknownDeep() {
        let message = sample(
            OfficialSample.provisionRequest, ["originator", "merchant", "merchantName", "zip"], 1)
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == ["Unrecognized field 'zip'"])
    }

    @Test("Nobody looks into an unknown member")
    func leavesUnknownAlone() throws {
        let message = sample(OfficialSample.provisionRequest, ["x"], ["id": "no uuid", "id2": nil])
        let lenient = Validator(unknownFields: .ignore)
        #expect(lenient.violations(of: message, against: .provisionRequest) == [])
    }

    @Test("An element that is null is missing")
    func missesElement() {
        let message = sample(OfficialSample.provisionRequest, ["tenders"], [nil])
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == ["tenders[0] may not be null"])
    }

    @Test("An amount of any name is looked into")
    func looksIntoMaps() {
        let message = sample(
            OfficialSample.provisionRequest, ["amounts", "additionalAmounts"],
            ["tip": ["amount": 1, "currency": "71"], "cash back": nil])
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == ["amounts.additionalAmounts.tip.currency must match \"[0-9]{3}\""])
    }

    @Test(
        "A pin is looked into as its type says",
        arguments: [
            (["type": "CLEAR_PIN", "pin": "1234"], nil),
            (["pin": "1234", "type": "CLEAR_PIN"], nil),
            (["type": "HASHED_PIN", "hash": "0A"], nil),
            (["type": "CLEAR_PIN"], "voucher.pin.pin may not be null"),
            (["type": "CLEAR_PIN", "pin": "1", "hash": "0"], "Unrecognized field 'hash'"),
            (["pin": "1234"], "voucher.pin.type may not be null"),
            (["type": nil, "pin": "1234"], "voucher.pin.type may not be null"),
            (
                ["type": "OTHER_PIN"],
                "voucher.pin.type must be one of CLEAR_PIN, ENCRYPTED_PIN, HASHED_PIN"
            ),
            (
                ["x": 1, "type": 1],
                "voucher.pin.type must be one of CLEAR_PIN, ENCRYPTED_PIN, HASHED_PIN"
            ),
        ] as [(JSON, String?)])
    func choosesPin(pin: JSON, violation: String?) {
        let message = sample(OfficialSample.provisionRequest, ["voucher"], ["pin": pin])
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == [violation].compactMap(\.self))
    }

    @Test("A body that is no object is refused", arguments: [nil, [], "text", 1, true] as [JSON])
    func refusesOthers(message: JSON) {
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == ["the body must be a JSON object"])
    }

    @Test("Beyond a bound, violations are counted only")
    func bounds() throws {
        let unknown = (0..<250).map { "\"x\($0)\":0" }.joined(separator: ",")
        let violations = try violations(ofRequest: "{\(unknown)}")
        #expect(violations.count == 101)
        #expect(violations[99] == "Unrecognized field 'x99'")
        #expect(violations[100] == "and 155 more")
    }

    @Test("Just at the bound, nothing is counted")
    func fillsBound() throws {
        let unknown = (0..<95).map { "\"x\($0)\":0" }.joined(separator: ",")
        let violations = try violations(ofRequest: "{\(unknown)}")
        #expect(violations.count == 100)
        #expect(violations.last == "thirdPartyIdentifiers may not be null")
    }

    @Test("A long name is shortened")
    func shortens() throws {
        let name = String(repeating: "n", count: 1000)
        let message = sample(OfficialSample.provisionRequest, [name], 1)
        #expect(
            validator.violations(of: message, against: .provisionRequest)
                == ["Unrecognized field '\(name.prefix(80))…'"])
    }

    @Test("100,000 unknown members are told quickly", .timeLimit(.minutes(1)))
    func survivesMembers() throws {
        let members = (0..<100_000).map { "\"x\($0)\":0" }.joined(separator: ",")
        #expect(try violations(ofRequest: "{\(members)}").last == "and 99905 more")
    }
}
