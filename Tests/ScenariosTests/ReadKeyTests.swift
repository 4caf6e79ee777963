import Testing

@testable import Scenarios

/// A key is declared with the place that its value goes to; a model that is the same without it
/// would be a declaration that means nothing.
@Suite("A key that is accepted")
struct ReadKeyTests {
    @Test("in a scenario file is read")
    func scenario() throws {
        try check(Self.fields(of: Scenario.keys.syntax)) { "{rules: [], \($0)}" }
    }

    @Test("in a rule is read")
    func rule() throws {
        try check(Self.fields(of: Rule.keys.syntax)) {
            "{rules: [{name: r, replies: [normal], \($0)}]}"
        }
    }

    @Test("in `when` is read")
    func when() throws {
        try check(Self.fields(of: Condition.keys.syntax)) {
            "{rules: [{name: r, replies: [normal], when: {header.Base: x, \($0)}}]}"
        }
    }

    @Test("in a reply is read", arguments: ["provision", "connect"])
    func reply(operation: String) throws {
        let fields = Self.fields(of: Reply.keys.syntax)
        let isConnect = operation == "connect"
        let company = { (field: Syntax.Field) in (Self.company[field.name] ?? "delay: 1s") + ", " }
        try check(fields.filter { ($0.name == "tls") == isConnect }, beside: company) {
            "{rules: [{name: r, on: [\(operation)], replies: [{\($0)}]}]}"
        }
    }

    @Test("in a provider's profile is read")
    func profile() throws {
        for field in Self.fields(of: ProviderProfile.keys.syntax)
        where !field.isRequired && field.name != "routes" {
            for value in Self.values(of: field) where value != "{pin: none}" {
                let plain = "{name: x, routes: {receiver: [x]}"
                let profile = try ProviderProfile(
                    id: "ott", yaml: "\(plain), \(field.name): \(value)}", file: "ott.yaml")
                let other = try ProviderProfile(id: "ott", yaml: plain + "}", file: "ott.yaml")
                #expect(profile != other, "\(field.name): \(value)")
            }
        }
    }

    /// Reads a text with each key, and without it.
    private func check(
        _ fields: [Syntax.Field], beside company: (Syntax.Field) -> String = { _ in "" },
        _ text: (_ members: String) -> String
    ) throws {
        for field in fields where !field.isRequired {
            let name = field.name.replacing("*", with: "X")
            for value in Self.values(of: field) {
                let beside = company(field)
                let with = try read(text("\(beside)\(name): \(value)"))
                let without = try read(text(beside))
                #expect(with != without, "\(name): \(value)")
            }
        }
    }

    /// The keys that some modifiers of a reply require beside them.
    private static let company = [
        "by": "lost: reply", "hold": "lost: reply", "at": "garbled: truncated",
        "processed": "error: 503 GENERAL_ERROR", "delay": "processing: 1s",
    ]

    private func read(_ yaml: String) throws -> Scenario {
        try Scenario(name: "x", yaml: yaml, file: "x.yaml", providers: ["default", "ott"])
    }

    private static func fields(of syntax: Syntax) -> [Syntax.Field] {
        if case .mapping(_, let fields) = syntax { fields() } else { [] }
    }

    /// Values of a key; what is so unless said otherwise is said otherwise.
    private static func values(of field: Syntax.Field) -> [String] {
        field.name == "switchAdvices" ? ["no"] : values(of: field.value)
    }

    /// Values that show each key in a shape once.
    private static func values(of syntax: Syntax) -> [String] {
        switch syntax {
        case .scalar(let scalar): [scalar().example]
        case .list(let element, let atLeast, _):
            values(of: element).map { value in
                "[" + Array(repeating: value, count: max(1, atLeast)).joined(separator: ", ") + "]"
            }
        case .either(let alternatives): alternatives.flatMap(values(of:))
        case .reference: ["{cents: 7}"]
        case .anything: ["x"]
        case .mapping(_, let fields): fields().flatMap { values(of: $0, among: fields()) }
        }
    }

    private static func values(of field: Syntax.Field, among fields: [Syntax.Field]) -> [String] {
        let others = fields.filter { $0.isRequired && $0.name != field.name }
            .map { "\($0.name): \(values(of: $0.value)[0])" }
        let needed = ["median": ["p99: 20s"], "p99": ["median: 1s"], "every": ["for: 1s"]]
        let isWindow = fields.contains { $0.name == "for" }
        let beside = field.name == "every" && !isWindow ? [] : needed[field.name] ?? []
        let name = field.name.replacing("*", with: "X")
        return values(of: field.value).map { value in
            "{" + (others + beside + ["\(name): \(value)"]).joined(separator: ", ") + "}"
        }
    }
}
