import ElectrumMock
import JSONTree
import TestSupport
import Testing

@testable import ElectrumSwitch

/// The document of the control API, and the API that it describes.
@Suite(.blocking) struct ControlDocumentTests {
    private static let plan: [(method: String, path: String, body: String)] = [
        ("GET", "/health", ""), ("GET", "/scenarios", ""),
        ("PUT", "/sandboxes/s", "{\"clock\":\"manual\",\"yaml\":\"rules: []\"}"),
        ("GET", "/sandboxes/s", ""), ("GET", "/sandboxes", ""), ("GET", "/sandboxes?limit=1", ""),
        ("GET", "/sandboxes/s/journal", ""), ("GET", "/sandboxes/s/journal?limit=1", ""),
        ("GET", "/sandboxes/s/journal/await?count=0&timeout=1ms", ""),
        ("GET", "/sandboxes/s/transactions", ""), ("GET", "/sandboxes/s/transactions?limit=1", ""),
        ("GET", "/sandboxes/s/transactions/\(uuid(1))", ""), ("GET", "/sandboxes/s/queue", ""),
        ("POST", "/sandboxes/s/clock", "{\"advance\":\"1s\"}"),
        ("POST", "/sandboxes/s/clock", "{\"advance\":\"idle\"}"),
        ("PUT", "/sandboxes/s", "{\"yaml\":\"rules: {}\"}"), ("PUT", "/sandboxes/s", "[]"),
        ("GET", "/sandboxes/no", ""), ("POST", "/stop", "{}"), ("GET", "/openapi.json", ""),
        ("GET", "/about", ""), ("GET", "/sandboxes?view=summary", ""),
        ("GET", "/sandboxes/t?view=summary", ""), ("GET", "/scenarios?view=full", ""),
        ("GET", "/sandboxes/s/journal?view=summary&limit=1", ""),
        ("GET", "/sandboxes/s/journal/2", ""), ("GET", "/sandboxes/s/rules", ""),
        ("GET", "/sandboxes/s/transactions?view=summary&limit=1", ""),
        ("GET", "/sandboxes/s/transactions/\(uuid(1))?view=ladder", ""),
        ("GET", "/providers", ""), ("GET", "/products", ""),
        ("POST", "/route", "{\"receiver\":\"OTT\"}"), ("GET", "/sandboxes/%2e%2e", ""),
    ]

    private func withDocument(_ body: (ControlClient, JSON) throws -> Void) async throws {
        try await withMock {
            $0.switching.stop = {}
            try $0.useProjectScenarios()
        } _: { mock in
            let control = try ControlClient(mock)
            _ = try control.ask("PUT", "/sandboxes/s?clock=manual")
            _ = try control.ask("PUT", "/sandboxes/t")
            var till = try Till(mock)
            till.basePath = "/sandboxes/s/suv/v1"
            for number in 1...2 { _ = try till.provision(uuid(number)) }
            try body(control, try control.ask("GET", "/openapi.json").json)
        }
    }

    @Test("It has every call under its path and method, and nothing else")
    func calls() async throws {
        try await withDocument { _, document in
            let found = (document["paths"]?.members?.members ?? []).flatMap { path in
                (path.value.members?.members ?? []).map {
                    "\($0.name.uppercased()) \(path.name) \($0.value["operationId"]?.text ?? "")"
                }
            }
            let declared = ControlCall.allCases.map {
                "\($0.row.method) \($0.row.path.replacing("{+", with: "{")) \($0)"
            }
            #expect(Set(found) == Set(declared))
            #expect(found.count == ControlCall.allCases.count)
        }
    }

    @Test("Every call is reached by its path and method, every parameter of the query is known")
    func routes() async throws {
        try await withDocument { control, _ in
            let lines = try control.exchange("GET", "/sandboxes/t/journal?format=ndjson").text
            let record = try control.ask("GET", "/sandboxes/s/journal/2").json
            var sale = try #require(record["request"]?.members)
            sale["id"] = .string(uuid(3))
            let bodies: [ControlCall: String] = [
                .judge: lines, .relay: JSON.object(sale).description,
            ]
            for call in ControlCall.allCases where call != .stop {
                let name = [.makeSandbox, .deleteSandbox].contains(call) ? "t" : "s"
                let path = call.row.path.replacing("{+scenario}", with: "flows/f1-dual-success")
                    .replacing("{name}", with: name).replacing("{id}", with: uuid(1))
                    .replacing("{seq}", with: "2").replacing("{+path}", with: "vouchers")
                let pairs = call.row.query.compactMap { parameter in
                    parameter.standard.map { "\(parameter.name)=\($0)" }
                }
                let waits = [ControlCall.await: ["count=0", "timeout=1ms"], .events: ["wait=1ms"]]
                let query = waits[call] ?? pairs
                let body = bodies[call] ?? call.row.body?.example.description ?? ""
                let target = path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
                let type = call.row.body.map { "Content-Type: \($0.contentTypes[0])" }
                let till = "X-Till-Authorization: Basic MjIyMjIyMjI6c2VjcmV0"
                let status = try control.exchange(
                    call.row.method, target, body, fields: (type.map { [$0] } ?? []) + [till]
                ).status
                #expect((200...204).contains(status), "\(call.row.method) \(target)")
            }
        }
    }

    @Test("Each answer has the members of its schema, and those alone")
    func answers() async throws {
        try await withDocument { control, document in
            for (method, path, body) in Self.plan {
                let reply = try control.ask(method, path, body)
                let template = try #require(Self.template(of: path))
                let responses = document["paths"]?[template]?[method.lowercased()]?["responses"]
                let response = responses?[String(reply.status)] ?? responses?["default"]
                let schema = Self.resolved(response, document)?["content"]?["application/json"]
                let flaws = Self.flaws(of: reply.json, schema?["schema"], document)
                #expect(flaws == [], "\(method) \(path): \(reply.json)")
            }
        }
    }

    @Test("It names the formats of reports that there are, and the token where one is needed")
    func configured() async throws {
        try await withDocument { control, document in
            let parameters = document["paths"]?["/sandboxes/{name}/report"]?["get"]?["parameters"]
            let format = parameters?.items?.first { $0["name"] == "format" }?["schema"]?["enum"]
            for name in try #require(format?.items).compactMap(\.text) {
                let path = "/sandboxes/s/report?format=\(name)"
                #expect(try control.exchange("GET", path).status == 200, "\(name)")
            }
            #expect(document["security"] == nil)
        }
        let guarded = ControlDocument(reportFormats: [], hasToken: true).json
        #expect(guarded["security"] == [["token": []]])
        #expect(guarded["paths"]?["/health"]?["get"]?["security"] == [])
    }

    // MARK: A small reader of schemas

    private static func template(of path: String) -> String? {
        let segments = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        return ControlRoute(segments)?.calls.first?.row.path
    }

    private static func resolved(_ json: JSON?, _ document: JSON) -> JSON? {
        guard let reference = json?["$ref"]?.text else { return json }
        return reference.split(separator: "/").dropFirst()
            .reduce(JSON?.some(document)) { $0?[String($1)] }
    }

    /// Returns the names of members that are missing, unknown, or of another type.
    private static func flaws(of value: JSON, _ schema: JSON?, _ document: JSON) -> [String] {
        guard let schema = resolved(schema, document) else { return ["no schema"] }
        if let items = value.items {
            return items.flatMap { flaws(of: $0, schema["items"], document) }
        }
        guard let members = value.members?.members else {
            let types = schema["type"]?.items ?? [schema["type"] ?? .null]
            return types.compactMap(\.text).contains(type(of: value)) ? [] : ["\(value)"]
        }
        guard let properties = schema["properties"] else { return [] }
        let required = (schema["required"]?.items ?? []).compactMap(\.text)
        let missing = required.filter { value[$0] == nil }
        return missing
            + members.flatMap { member -> [String] in
                if let known = properties[member.name] {
                    return flaws(of: member.value, known, document).map { "\(member.name): \($0)" }
                }
                return schema["additionalProperties"] == false ? [member.name] : []
            }
    }

    private static func type(of value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .number: "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
