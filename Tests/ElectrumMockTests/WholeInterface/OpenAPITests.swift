import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// The document over a real socket, and its examples sent to the mock that wrote it.
@Suite(.blocking) struct OpenAPITests {
    @Test(
        "It is served wherever the operations are",
        arguments: ["", "/suv/v1", "/sandboxes/test/suv/v1", "/sandboxes/test"])
    func places(base: String) async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.basePath = base
            let json = try till.get("/openapi.json")
            #expect(json.status == 200)
            #expect(json.response["Content-Type"] == "application/json")
            #expect(json.json["openapi"] == "3.1.0")
            let yaml = try till.client.exchange(till.getRequest("/openapi.yaml"))
            #expect(yaml.status == 200)
            #expect(yaml["Content-Type"] == "application/yaml")
            #expect(yaml.text.hasPrefix("openapi: \"3.1.0\"\n"))
        }
    }

    /// Each operation behind those that its voucher needs before.
    static let plays: [[String]] = {
        let redeemed = ["provisionVoucher", "confirmVoucher", "redeemVoucher"]
        let refunded = redeemed + ["confirmRedeem", "refundVoucher"]
        return [
            ["listProducts"], ["retryProvisionVoucher"],
            ["provisionVoucher", "retryProvisionVoucher", "lookupVoucher"],
            ["provisionVoucher", "reverseVoucher"],
            redeemed + ["lookupRedemption"], redeemed + ["reverseRedeem"],
            refunded + ["confirmRefund", "redeemVoucher"], refunded + ["reverseRefund"],
        ]
    }()

    @Test("Every example is accepted", arguments: plays)
    func examples(names: [String]) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let operations = try Self.operations(in: till.get("/openapi.json").json)
            for name in names {
                let operation = try #require(operations[name])
                let request =
                    operation.body.map { till.request(operation.target, body: $0.description) }
                    ?? till.getRequest(operation.target)
                let answer = try till.client.exchange(request)
                #expect(answer.status == operation.success, "\(name): \(answer.text)")
            }
        }
    }

    @Test("The plays have every operation")
    func everyExample() async throws {
        try await withMock { mock in
            let document = try Till(mock).get("/openapi.json").json
            #expect(Set(Self.plays.joined()) == Set(try Self.operations(in: document).keys))
        }
    }

    /// An operation with its example.
    private struct Operation {
        let target: String
        let body: JSON?
        let success: Int
    }

    private static func operations(in document: JSON) throws -> [String: Operation] {
        var operations: [String: Operation] = [:]
        for path in try #require(document["paths"]?.members?.members) {
            for method in try #require(path.value.members?.members) {
                let name = try #require(method.value["operationId"]?.text)
                operations[name] = try operation(method.value, at: path.name)
            }
        }
        return operations
    }

    private static func operation(_ operation: JSON, at path: String) throws -> Operation {
        var path = path
        var query: [String] = []
        for parameter in operation["parameters"]?.items ?? [] {
            guard let example = parameter["example"]?.text else { continue }
            let name = try #require(parameter["name"]?.text)
            if parameter["in"] == "path" {
                path = path.replacing("{\(name)}", with: example)
            } else {
                query.append("\(name)=\(example)")
            }
        }
        let statuses = try #require(operation["responses"]?.members?.members.map(\.name))
        return Operation(
            target: query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))",
            body: operation["requestBody"]?["content"]?["application/json"]?["example"],
            success: try #require(statuses.compactMap { Int($0) }.first { 200..<300 ~= $0 }))
    }
}
