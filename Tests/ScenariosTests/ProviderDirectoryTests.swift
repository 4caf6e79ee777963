import Testing

@testable import Scenarios

@Suite("A request finds its provider")
struct ProviderDirectoryTests {
    private let directory: ProviderDirectory

    init() throws {
        directory = ProviderDirectory([
            try ProviderProfile(
                id: "stellr",
                yaml: """
                    name: Stellr
                    routes:
                      receiver: [Stellr, 900]
                      settlementEntity: Stellr
                      product: ["STL*", "?X-*-Z"]
                    """,
                file: "stellr.yaml"),
            try ProviderProfile(
                id: "ott", yaml: "{name: OTT, routes: {receiver: OTT, settlementEntity: [77]}}",
                file: "ott.yaml"),
        ])
    }

    struct Example: CustomTestStringConvertible {
        var receiver: (id: String?, name: String?)?
        var settlementEntity: (id: String?, name: String?)?
        var product: String?
        let provider: String

        var testDescription: String {
            "\(receiver as Any) \(settlementEntity as Any) \(product ?? "-") → \(provider)"
        }
    }

    static let examples = [
        Example(provider: "default"),
        Example(receiver: ("1", "Somebody"), product: "12345", provider: "default"),
        Example(receiver: (nil, "STELLR"), provider: "stellr"),
        Example(receiver: ("900", "Somebody"), provider: "stellr"),
        Example(settlementEntity: ("5", "stellr"), provider: "stellr"),
        Example(settlementEntity: ("77", nil), provider: "ott"),
        Example(product: "stl0001", provider: "stellr"),
        Example(product: "STL", provider: "stellr"),
        Example(product: "XSTL", provider: "default"),
        Example(product: "9x-a-b-z", provider: "stellr"),
        Example(product: "9x-a-b-zz", provider: "default"),
        Example(receiver: (nil, "ott"), settlementEntity: (nil, "Stellr"), provider: "ott"),
        Example(settlementEntity: ("77", nil), product: "STL1", provider: "ott"),
        Example(
            receiver: (nil, "Unknown"), settlementEntity: (nil, "OTT"), product: "STL1",
            provider: "stellr"),
    ]

    @Test("by receiver, then settlement entity, then product", arguments: examples)
    func routing(example: Example) {
        let profile = directory.profile(
            receiver: example.receiver.map { .init(id: $0.id, name: $0.name) },
            settlementEntity: example.settlementEntity.map { .init(id: $0.id, name: $0.name) },
            productId: example.product)
        #expect(profile.id == example.provider)
    }

    @Test("A profile file named default replaces the built-in one")
    func ownDefault() throws {
        let own = try ProviderProfile(id: "default", yaml: "name: Ours", file: "default.yaml")
        let profile = ProviderDirectory([own])
            .profile(receiver: nil, settlementEntity: nil, productId: nil)
        #expect(profile.name == "Ours")
    }

    @Test("A huge product id costs nothing, whatever the patterns are", .timeLimit(.minutes(1)))
    func hugeProduct() throws {
        let letters = String(repeating: "a", count: 4_096)
        let profile = try ProviderProfile(
            id: "long", yaml: "name: Long\nroutes: {product: [\"*\(letters)b\"]}", file: "long.yaml"
        )
        let found = ProviderDirectory([profile]).profile(
            receiver: nil, settlementEntity: nil,
            productId: String(repeating: letters, count: 256))
        #expect(found.id == "default")
    }
}
