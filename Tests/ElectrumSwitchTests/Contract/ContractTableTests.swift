import JSONTree
import Testing

@testable import ElectrumSwitch

/// The validator and the tables held against each other, table by table.
@Suite("Each schema of the contract")
struct ContractTableTests {
    private let validator = Validator(unknownFields: .refuse)

    private func violations(of object: JSONObject, _ schema: Schema) -> [String] {
        validator.violations(of: .object(object), against: schema)
    }

    @Test("Has every field once, and no other schema has its name")
    func unique() {
        let schemas = ContractSamples.schemas
        #expect(Set(schemas.map(\.name)).count == schemas.count)
        for schema in schemas {
            #expect(Set(schema.fields.map(\.name)).count == schema.fields.count, "\(schema.name)")
        }
    }

    @Test("Passes with every field there", arguments: ContractSamples.schemas)
    func full(schema: Schema) {
        #expect(violations(of: ContractSamples.full(schema), schema) == [])
    }

    @Test("Passes with nothing but what must be there", arguments: ContractSamples.schemas)
    func least(schema: Schema) {
        #expect(violations(of: ContractSamples.least(schema), schema) == [])
    }

    @Test(
        "Misses each field that must be there, absent or null", arguments: ContractSamples.schemas)
    func missing(schema: Schema) {
        for field in schema.fields where !field.mayBeAbsent {
            for replacement in [nil, .some(.null)] as [JSON?] {
                var object = ContractSamples.full(schema)
                object[field.name] = replacement
                #expect(violations(of: object, schema) == ["\(field.name) may not be null"])
            }
        }
    }

    @Test("Lets each other field be null", arguments: ContractSamples.schemas)
    func null(schema: Schema) {
        for field in schema.fields where field.mayBeAbsent {
            var object = ContractSamples.full(schema)
            object[field.name] = .some(.null)
            #expect(violations(of: object, schema) == [], "\(field.name)")
        }
    }

    @Test(
        "Finds each value that does not fit, and nothing else", arguments: ContractSamples.schemas)
    func misfits(schema: Schema) throws {
        for field in schema.fields where field.name != Choice.discriminator {
            for (text, violation) in ContractSamples.misfits(of: field.type) {
                var object = ContractSamples.full(schema)
                object[field.name] = try JSON(parsing: text)
                #expect(violations(of: object, schema) == ["\(field.name) \(violation)"], "\(text)")
            }
        }
    }

    @Test("Finds each UUID that is none", arguments: ContractSamples.schemas)
    func uuids(schema: Schema) {
        for field in schema.fields {
            guard case .uuid = field.type else { continue }
            var object = ContractSamples.full(schema)
            object[field.name] = "4711"
            #expect(
                violations(of: object, schema)
                    == ["UUID must conform to the format 8-4-4-4-12 hexadecimal values"])
        }
    }

    @Test(
        "Refuses a member it does not have, unless it is open", arguments: ContractSamples.schemas)
    func unknown(schema: Schema) {
        var object = ContractSamples.full(schema)
        object["voucherColour"] = "blue"
        #expect(
            violations(of: object, schema)
                == (schema.isOpen ? [] : ["Unrecognized field 'voucherColour'"]))
    }

    @Test("Welcomes a member it does not have if told so", arguments: ContractSamples.schemas)
    func ignored(schema: Schema) {
        var object = ContractSamples.full(schema)
        object["voucherColour"] = "blue"
        let lenient = Validator(unknownFields: .ignore)
        #expect(lenient.violations(of: .object(object), against: schema) == [])
    }
}

extension Schema: CustomTestStringConvertible {
    var testDescription: String { name }
}
