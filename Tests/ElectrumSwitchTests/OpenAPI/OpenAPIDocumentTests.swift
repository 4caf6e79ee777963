import JSONTree
import Testing
import Yams

@testable import ElectrumSwitch

/// The document as a value: it is whole, and says what the tables say.
struct OpenAPIDocumentTests {
    private let document = OpenAPIDocument(
        acceptsUnknownFields: false, providerErrorName: .providerErrorMsg
    ).json

    @Test("It has every operation of contract.md 1.3, under its path and method")
    func operations() {
        let expected = [
            "POST /vouchers provisionVoucher", "GET /vouchers lookupVoucher",
            "POST /vouchers/confirmations confirmVoucher",
            "POST /vouchers/reversals reverseVoucher",
            "POST /vouchers/{provisionId}/retry retryProvisionVoucher",
            "POST /redemptions redeemVoucher", "POST /redemptions/confirmations confirmRedeem",
            "POST /redemptions/reversals reverseRedeem",
            "GET /redemptions/{requestId} lookupRedemption",
            "POST /refunds refundVoucher", "POST /refunds/confirmations confirmRefund",
            "POST /refunds/reversals reverseRefund", "GET /products listProducts",
        ]
        let paths = document["paths"]?.members?.members ?? []
        let found = paths.flatMap { path in
            (path.value.members?.members ?? []).map { method in
                "\(method.name.uppercased()) \(path.name) "
                    + (method.value["operationId"]?.text ?? "")
            }
        }
        #expect(Set(found) == Set(expected))
        #expect(found.count == expected.count)
    }

    @Test("Every reference leads to something")
    func references() {
        let references = Self.references(in: document)
        #expect(references.count > 100)
        for reference in Set(references) {
            let steps = reference.split(separator: "/")
            #expect(steps.first == "#")
            let target = steps.dropFirst().reduce(JSON?.some(document)) { $0?[String($1)] }
            #expect(target != nil, "\(reference)")
        }
    }

    @Test("JSON and YAML say the same")
    func yaml() throws {
        let node = try #require(try Yams.compose(yaml: YAMLWriter.text(of: document)))
        #expect(JSON(node) == document)
    }

    @Test("Members beyond the tables are forbidden as the switch forbids them")
    func unknownFields() {
        let lenient = OpenAPIDocument(
            acceptsUnknownFields: true, providerErrorName: .providerErrorMsg)
        for (document, isStrict) in [(document, true), (lenient.json, false)] {
            let schemas = document["components"]?["schemas"]
            let voucher = schemas?["Voucher"]?["additionalProperties"]
            #expect(voucher == (isStrict ? false : nil))
            #expect(schemas?["DetailMessage"]?["additionalProperties"] == nil)
        }
    }

    @Test(
        "Errors have the name for the provider's message that the mock uses",
        arguments: ProviderErrorName.allCases)
    func providerErrorName(name: ProviderErrorName) {
        let document = OpenAPIDocument(acceptsUnknownFields: false, providerErrorName: name)
        let error = document.json["components"]?["schemas"]?["ErrorDetail"]?["properties"]
        for other in ProviderErrorName.allCases {
            #expect((error?[other.rawValue] != nil) == (other == name))
        }
    }

    @Test("A pattern means the same to those who search for it", arguments: PatternSample.all)
    func patterns(sample: PatternSample) throws {
        let pattern = try #require(FieldPattern(sample.pattern))
        let regex = try Regex(pattern.searched)
        for fit in [sample.shortest, sample.longest] {
            #expect(fit.firstMatch(of: regex) != nil, "\(fit)")
        }
        for misfit in sample.misfits {
            #expect(misfit.firstMatch(of: regex) == nil, "\(misfit)")
        }
    }

    private static func references(in value: JSON) -> [String] {
        switch value {
        case .object(let object):
            object.members.flatMap { member in
                member.name == "$ref"
                    ? [member.value.text ?? ""] : references(in: member.value)
            }
        case .array(let items): items.flatMap(references)
        default: []
        }
    }
}
