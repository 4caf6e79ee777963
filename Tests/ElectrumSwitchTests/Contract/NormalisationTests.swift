import JSONTree
import Testing

@testable import ElectrumSwitch

struct NormalisationTests {
    private func normalised(_ text: String, _ schema: Schema) throws -> String {
        schema.normalised(try JSON(parsing: text)).description
    }

    @Test(
        "A currency that came as a number is echoed as a string, wherever it stands",
        arguments: [
            (
                #"{"amounts":{"requestAmount":{"amount":1,"currency":710}}}"#,
                #"{"amounts":{"requestAmount":{"amount":1,"currency":"710"}}}"#
            ),
            (
                #"{"tenders":[{"tenderType":"CASH"},{"amount":{"currency":710,"amount":1}}]}"#,
                #"{"tenders":[{"tenderType":"CASH"},{"amount":{"currency":"710","amount":1}}]}"#
            ),
            (
                #"{"amounts":{"additionalAmounts":{"tip":{"currency":710},"x":null}}}"#,
                #"{"amounts":{"additionalAmounts":{"tip":{"currency":"710"}}}}"#
            ),
            (
                #"{"paymentMethods":[{"amount":{"currency":710},"type":"QR"}]}"#,
                #"{"paymentMethods":[{"amount":{"currency":"710"},"type":"QR"}]}"#
            ),
        ])
    func currency(text: String, expected: String) throws {
        #expect(try normalised(text, .provisionRequest) == expected)
    }

    @Test("A currency that came as a number passes")
    func acceptsNumber() throws {
        let text = #"{"amount":1,"currency":710}"#
        #expect(
            Validator(unknownFields: .refuse)
                .violations(of: try JSON(parsing: text), against: .ledgerAmount) == [])
    }

    @Test("A member of the table that is null is dropped")
    func dropsNull() throws {
        #expect(
            try normalised(
                #"{"stan":null,"client":{"id":"1","name":null},"rrn":"2"}"#, .provisionRequest)
                == #"{"client":{"id":"1"},"rrn":"2"}"#)
    }

    @Test("Unknown members, order and number spelling stay")
    func keepsTheRest() throws {
        let text =
            #"{"x":null,"rrn":"1","y":{"currency":710},"id":"2","slipData":{"slipWidth":1e1}}"#
        #expect(try normalised(text, .provisionRequest) == text)
    }

    @Test("The official sample is normal")
    func keepsSample() {
        let sample = OfficialSample.provisionRequest
        #expect(Schema.provisionRequest.normalised(sample) == sample)
    }

    @Test("What fits no table stays", arguments: ["7", #"{"client":7}"#, #"{"tenders":{}}"#])
    func keepsMisfits(text: String) throws {
        #expect(try normalised(text, .provisionRequest) == text)
    }
}
