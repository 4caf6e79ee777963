import Testing

@testable import Scenarios

@Suite("The language")
struct LanguageTests {
    private static let files = [
        Scenario.keys.syntax, Condition.keys.syntax, ProviderProfile.keys.syntax,
        Product.catalogueKeys.syntax, KnownCredentials.keys.syntax,
    ]

    @Test("says in a sentence what each of its keys means")
    func docs() {
        for field in Self.files.flatMap(\.allFields) {
            #expect(field.doc.hasSuffix("."), "\(field.name)")
        }
    }

    @Test("has each key of a mapping once")
    func distinctKeys() {
        for fields in Self.files.flatMap(\.allMappings) {
            #expect(Set(fields.map(\.name)).count == fields.count, "\(fields.map(\.name))")
        }
    }
}

extension Syntax {
    /// The keys of each mapping in it.
    fileprivate var allMappings: [[Field]] {
        switch self {
        case .scalar, .reference, .anything: []
        case .list(let element, _, _): element.allMappings
        case .either(let alternatives): alternatives.flatMap(\.allMappings)
        case .mapping(_, let fields): [fields()] + fields().flatMap(\.value.allMappings)
        }
    }

    fileprivate var allFields: [Field] { allMappings.flatMap(\.self) }
}
