import Testing
import Vocabulary

@testable import Scenarios

@Suite("The table of words")
struct LanguageTests {
    @Test("has a case for each of its words, and a word for each case")
    func enumerations() {
        #expect(words("garbled", in: Language.transmission) == Garbling.allCases.map(\.rawValue))
        #expect(words("lost", in: Language.outcomes) == Outcome.Leg.allCases.map(\.rawValue))
        #expect(words("tls", in: Language.outcomes) == Outcome.TLSFault.allCases.map(\.rawValue))
        let scenario = fields(of: Language.scenario)
        #expect(words("messaging", in: scenario) == ["dual", "single"])
        let profile = fields(of: Language.profile)
        #expect(words("retries", in: profile) == ["supported", "declined"])
        #expect(words("advices", in: profile) == ["forwarded", "consumed"])
    }

    @Test("says what each of its keys means")
    func docs() {
        let all =
            fields(of: Language.scenario) + fields(of: Language.rule)
            + fields(of: Language.profile) + fields(of: Language.products)
            + fields(of: Language.product) + Language.outcomes + Language.transmission
            + Language.conditions
        for field in all { #expect(field.doc.hasSuffix("."), "\(field.name)") }
    }

    private func fields(of shape: Shape) -> [Field] {
        if case .mapping(let fields) = shape { fields } else { [] }
    }

    private func words(_ name: String, in fields: [Field]) -> [String] {
        words(of: fields.first { $0.name == name }?.shape)
    }

    private func words(of shape: Shape?) -> [String] {
        switch shape {
        case .scalar(.word(_, let words)): words.map(\.name)
        case .either(let shapes): words(of: shapes.first)
        default: []
        }
    }
}
