import JSONTree

/// A call of the control API. Its row in `ControlCall+Rows.swift` is the one declaration of it:
/// routes, query parameters, content types of bodies and the OpenAPI document follow from it.
enum ControlCall: CaseIterable {
    case health, ready, metrics, document, stop
    case scenarios, scenario
    case sandboxes, makeSandbox, sandbox, deleteSandbox
    case journal, await, record, transactions, transaction, rules, queue, clock, report, relay
    case about, events, check, judge, providers, products, route

    /// The declaration of a call.
    struct Row {
        let method: String
        /// The path below `/_mock`. A parameter like `{+name}` takes all that is left of the path
        /// (RFC 6570 section 3.2.3).
        let path: String
        let summary: String
        var query: [ControlParameter] = []
        var body: Body?
        let answer: Answer
        /// True if the answer has an entity tag, and clients that show it are answered 304.
        var isTagged = false
    }

    /// The body of a call.
    struct Body {
        /// False for a call that does nothing without one.
        let mayBeEmpty: Bool
        /// The content types that it may be declared as: none that a page in a browser can send
        /// without asking first.
        let contentTypes: [String]
        /// The name of its schema in the document.
        let schema: String
        let example: JSON
    }

    /// The answer to a call that succeeds.
    enum Answer {
        /// JSON, by the name of its schema in the document.
        case json(String, statuses: [Int] = [200])
        case text(_ contentTypes: [String])
        case nothing
    }

    /// True if it is answered without the token.
    var isOpen: Bool { self == .health || self == .ready }

    var row: Row {
        switch self {
        case .about: .about
        case .health: .health
        case .ready: .ready
        case .metrics: .metrics
        case .document: .document
        case .stop: .stop
        case .events: .events
        case .scenarios: .scenarios
        case .scenario: .scenario
        case .check: .check
        case .providers: .providers
        case .products: .products
        case .route: .route
        case .judge: .judge
        case .sandboxes: .sandboxes
        case .makeSandbox: .makeSandbox
        case .sandbox: .sandbox
        case .deleteSandbox: .deleteSandbox
        case .rules: .rules
        case .queue: .queue
        case .clock: .clock
        case .report: .report
        case .relay: .relay
        case .journal: .journal
        case .await: .await
        case .record: .record
        case .transactions: .transactions
        case .transaction: .transaction
        }
    }

    /// RFC 9512, and the names in use before it.
    static let yamlTypes = ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"]
}

/// A parameter in the query of a call.
struct ControlParameter {
    /// The values that it may have.
    enum Kind {
        case text
        /// As after the key of that name in a search.
        case searched
        /// A whole number from 0.
        case number
        case flag
        /// With a unit: `250ms`.
        case duration
        case words([String])
        /// One of the forms that the reporter knows.
        case reportFormat
    }

    /// The views of the call that have the parameter.
    enum Scope: Equatable {
        case everywhere
        case view(String)
        /// The usual answer alone.
        case noView
    }

    let name: String
    let kind: Kind
    /// The value where the parameter is left out; nil for none.
    let standard: String?
    let scope: Scope
    let meaning: String

    init(
        _ name: String, _ kind: Kind, default standard: String? = nil,
        in scope: Scope = .everywhere, _ meaning: String
    ) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.scope = scope
        self.meaning = meaning
    }

    /// The values that it may have, if it is one of several words.
    var words: [String] {
        if case .words(let words) = kind { words } else { [] }
    }

    /// True if it stands for a word of a search.
    var isSearched: Bool {
        if case .searched = kind { true } else { false }
    }

    static func limit(default standard: Int?) -> ControlParameter {
        ControlParameter(
            "limit", .number, default: standard.map(String.init), "The largest number of entries.")
    }

    static func summary(_ meaning: String) -> ControlParameter {
        ControlParameter("view", .words(["summary"]), meaning)
    }

    static func before(in scope: Scope) -> ControlParameter {
        ControlParameter("before", .number, in: scope, "The `next` of the page before.")
    }

    /// The search of a view, and for some of its keys a parameter each.
    static func search(_ keys: [String]) -> [ControlParameter] {
        let search = ControlParameter(
            "q", .text, in: .view("summary"),
            "Words to find, as in `op:retry -state:confirmed amount:>100 status:5xx`. A page may "
                + "have fewer entries than its limit and yet a `next`.")
        return [search]
            + keys.map { key in
                ControlParameter(key, .searched, in: .view("summary"), "As `\(key):` in q.")
            }
    }

    static func secrets(in scope: Scope = .everywhere) -> ControlParameter {
        ControlParameter(
            "secrets", .words(["hide", "show"]), default: "hide", in: scope,
            "Shows codes, PINs and the like, or hides them.")
    }

    /// The selection of records, in the usual answer.
    static let ofRecords = [
        ControlParameter(
            "operation", .text, in: .noView, "Those of these operations, by commas."),
        ControlParameter(
            "transaction", .text, in: .noView,
            "Those about the provision, redemption or refund."),
        ControlParameter(
            "since", .number, default: "0", in: .noView, "Those after the record of this number."),
    ]
}

/// A path of the control API, and the calls at it.
struct ControlRoute {
    let calls: [ControlCall]
    private let values: [String: String]

    /// A template taken apart.
    private struct Template {
        let segments: [Substring]
        let calls: [ControlCall]
    }

    private static let templates: [Template] = {
        var templates: [(path: String, calls: [ControlCall])] = []
        for call in ControlCall.allCases {
            let path = call.row.path
            if let index = templates.firstIndex(where: { $0.path == path }) {
                templates[index].calls.append(call)
            } else {
                templates.append((path, [call]))
            }
        }
        return templates.map { Template(segments: $0.path.split(separator: "/"), calls: $0.calls) }
    }()

    /// The paths in one line, for the hint of an error: `health, …, sandboxes/NAME/journal`.
    static let summary = templates.map { template in
        template.segments.map { segment in
            segment.hasPrefix("{") ? segment.filter(\.isLetter).uppercased() : String(segment)
        }.joined(separator: "/")
    }.joined(separator: ", ")

    /// Returns true if a path belongs to the control API, even if there is no such route.
    static func isAbove(_ path: String) -> Bool {
        path == "/_mock" || path.hasPrefix("/_mock/")
    }

    /// Returns the route of the decoded segments below `/_mock`; nil for none.
    init?(_ segments: [String]) {
        for template in Self.templates {
            guard let values = Self.values(of: segments, by: template.segments) else { continue }
            self.values = values
            calls = template.calls
            return
        }
        return nil
    }

    private static func values(
        of segments: [String], by template: [Substring]
    ) -> [String: String]? {
        var values: [String: String] = [:]
        for (index, part) in template.enumerated() {
            guard index < segments.count else { return nil }
            if part.hasPrefix("{+") {
                values[String(part.dropFirst(2).dropLast())] =
                    segments[index...].joined(separator: "/")
                return values
            }
            if part.hasPrefix("{") {
                values[String(part.dropFirst().dropLast())] = segments[index]
            } else if part != segments[index] {
                return nil
            }
        }
        return segments.count == template.count ? values : nil
    }

    /// The value of a parameter of the path; empty if the path has none of that name.
    subscript(name: String) -> String { values[name] ?? "" }

    var methods: [String] { calls.map(\.row.method) }

    /// Returns the call for a method; HEAD counts as GET (RFC 9110 section 9.3.2).
    func call(for method: String) -> ControlCall? {
        calls.first { $0.row.method == (method == "HEAD" ? "GET" : method) }
    }
}
