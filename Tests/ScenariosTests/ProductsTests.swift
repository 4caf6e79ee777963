import JSONTree
import TestSupport
import Testing

@testable import Scenarios

@Suite("The catalogue")
struct ProductsTests {
    private let directory = TemporaryDirectory()

    @Test("is read from products.yaml, in the order of the file, with its types")
    func read() throws {
        try directory.write([
            "providers/ott.yaml": "{name: OTT, routes: {receiver: OTT}}",
            "products.yaml": """
            ott:
              - {productId: 0150, amount: {amount: 5000, currency: 710}, isFixedValue: yes}
            default:
              - {productId: ANY, name: "12"}
            """,
        ])
        let products = try ScenarioLibrary(directories: [directory.path]).providers.products
        #expect(products.map(\.provider) == ["ott", "default"])
        #expect(products.map(\.productId) == ["0150", "ANY"])
        #expect(products[0].json["isFixedValue"] == .bool(true))
        #expect(
            products[0].json["amount"]
                == ["amount": 5000, "currency": "710"])
        #expect(products[1].json["name"] == "12")
    }

    @Test("names the provider as the receiver, unless the file names another")
    func receiver() throws {
        try directory.write([
            "providers/ott.yaml": "{name: OTT Ltd, routes: {receiver: [\"77\", OTT]}}",
            "products.yaml": """
            ott:
              - {productId: A}
              - {productId: B, receiver: {id: "1", name: One}}
            default:
              - {productId: C}
            """,
        ])
        let products = try ScenarioLibrary(directories: [directory.path]).providers.products
        #expect(
            products.map { $0.json["receiver"] } == [
                ["id": "77", "name": "OTT Ltd"],
                ["id": "1", "name": "One"], nil,
            ])
    }

    @Test("is built in where no file tells it")
    func builtIn() throws {
        try directory.write(["a.yaml": "rules: []"])
        let products = try ScenarioLibrary(directories: [directory.path]).providers.products
        #expect(products.map(\.productId) == ["12345", "67890", "13579"])
        #expect(products == ScenarioLibrary().providers.products)
    }

    @Test("may be empty")
    func empty() throws {
        try directory.write(["products.yaml": "{}"])
        #expect(try ScenarioLibrary(directories: [directory.path]).providers.products.isEmpty)
    }

    @Test("is covered by `check`")
    func check() throws {
        try directory.write(["products.yaml": "otto: [{productId: A}]"])
        for path in [directory.path, directory.path + "/products.yaml"] {
            let result = ScenarioLibrary.check([path], ScenarioSources(hasStandard: false))
            #expect(result.diagnostics.list.map(\.message) == ["unknown provider `otto`"])
        }
    }
}
