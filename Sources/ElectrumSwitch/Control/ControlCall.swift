import JSONTree

/// A call of the control API. Its row is the one declaration of it: routes, query parameters,
/// content types of bodies and the OpenAPI document follow from it.
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

    var row: Row { Self.rows[self] ?? declared }

    /// The rows, each made once.
    private static let rows = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, $0.declared) })

    private var declared: Row {
        switch self {
        case .health:
            Row(
                method: "GET", path: "/health", summary: "Tells that the mock serves; no token.",
                answer: .json("Health"))
        case .ready:
            Row(
                method: "GET", path: "/ready",
                summary: "Tells that the mock takes more tests; 503 while it drains; no token.",
                answer: .json("Ready", statuses: [200, 503]))
        case .metrics:
            Row(
                method: "GET", path: "/metrics", summary: "Counts for Prometheus.",
                answer: .text(["text/plain"]))
        case .document:
            Row(
                method: "GET", path: "/openapi.json", summary: "This document.",
                answer: .json("Document"))
        case .stop:
            Row(
                method: "POST", path: "/stop",
                summary: "Ends `serve` as SIGTERM does; 409 where something else ends the mock.",
                body: Body(
                    mayBeEmpty: true, contentTypes: ["application/json"], schema: "Nothing",
                    example: [:]),
                answer: .json("Stopping", statuses: [202]))
        case .scenarios:
            Row(
                method: "GET", path: "/scenarios", summary: "Lists the scenarios.",
                query: [
                    ControlParameter(
                        "view", .words(["full"]), "With text, rules and expectations.")
                ],
                answer: .json("Scenarios"))
        case .scenario:
            Row(
                method: "GET", path: "/scenarios/{+scenario}",
                summary: "Explains a scenario as a table.", answer: .text(["text/plain"]))
        case .about, .events, .check, .judge, .providers, .products, .route: declaredOfConsole
        default: declaredOfSandbox
        }
    }

    private var declaredOfSandbox: Row {
        let path = "/sandboxes/{name}"
        return switch self {
        case .sandboxes:
            Row(
                method: "GET", path: "/sandboxes", summary: "Lists the sandboxes by name.",
                query: [
                    .limit(default: 100),
                    ControlParameter("after", .text, "The name before the first one; paging."),
                    .summary("With verdict, counts and money at risk."),
                ], answer: .json("Sandboxes"))
        case .makeSandbox:
            Row(
                method: "PUT", path: path, summary: "Makes a sandbox, or makes it anew.",
                query: [
                    ControlParameter("seed", .number, "As in the body."),
                    ControlParameter("clock", .words(["real", "manual"]), "As in the body."),
                ],
                body: Body(
                    mayBeEmpty: true, contentTypes: ["application/json"] + Self.yamlTypes,
                    schema: "Setup",
                    example: ["scenario": "faults/lost-reply-silence", "clock": "manual"]),
                answer: .json("Sandbox", statuses: [200, 201]))
        case .deleteSandbox:
            Row(
                method: "DELETE", path: path,
                summary: "Removes a sandbox and cancels whatever waits in it.", answer: .nothing)
        case .journal:
            Row(
                method: "GET", path: path + "/journal", summary: "Reads the journal.",
                query: ControlParameter.ofRecords + [
                    .limit(default: nil),
                    .summary("Without bodies, the newest first; for the console."),
                    .before, .search, .secrets,
                    ControlParameter("seq", .text, "Those of these numbers, by commas."),
                    ControlParameter(
                        "format", .words(["json", "ndjson"]), default: "json",
                        "One document, or one record on each line."),
                ], answer: .json("Records"))
        case .await:
            Row(
                method: "GET", path: path + "/journal/await",
                summary: "Waits until messages have arrived, by the machine's clock.",
                query: ControlParameter.ofRecords + [
                    ControlParameter(
                        "count", .number, default: "1",
                        "How many of each operation; 0 waits for the time to pass without one."),
                    ControlParameter(
                        "order", .flag, default: "false",
                        "Whether the operations must come in the order given."),
                    ControlParameter("timeout", .duration, default: "10s", "The longest wait."),
                ], answer: .json("AwaitedRecords"))
        case .transactions:
            Row(
                method: "GET", path: path + "/transactions",
                summary: "Lists the transactions, the newest first.",
                query: [
                    .limit(default: 100),
                    .before, .summary("With the beliefs of the parties; for the console."), .search,
                    ControlParameter("id", .text, "Those of these ids, by commas."),
                ], answer: .json("Transactions"))
        case .transaction:
            Row(
                method: "GET", path: path + "/transactions/{id}",
                summary: "Tells the state of a transaction at the switch and at the provider.",
                query: [
                    ControlParameter(
                        "view", .words(["ladder"]), "With messages, beliefs and the ladder."),
                    .secrets,
                ], answer: .json("Transaction"))
        case .record:
            Row(
                method: "GET", path: path + "/journal/{seq}",
                summary: "Tells one record, with method, target and headers.",
                query: [.secrets], answer: .json("Record"))
        case .rules:
            Row(
                method: "GET", path: path + "/rules",
                summary: "Tells what a sandbox plays, and what each rule has decided.",
                answer: .json("Rules"))
        case .queue:
            Row(
                method: "GET", path: path + "/queue",
                summary: "Lists the advices that providers have not answered yet.",
                answer: .json("Queue"))
        case .clock:
            Row(
                method: "POST", path: path + "/clock",
                summary: "Advances a manual clock; what falls due on the way happens.",
                body: Body(
                    mayBeEmpty: false, contentTypes: ["application/json"], schema: "Advance",
                    example: ["advance": "30s"]),
                answer: .json("Advanced"))
        case .report:
            Row(
                method: "GET", path: path + "/report", summary: "Judges the till.",
                query: [
                    ControlParameter("format", .reportFormat, default: "json", "The form."),
                    ControlParameter(
                        "final", .flag, default: "false",
                        "Whether nothing more will come: what the till still owes has failed."),
                ],
                answer: .text([
                    "application/json", "text/plain", "application/xml", "text/markdown",
                    "text/html", "application/x-ndjson",
                ]))
        case .relay:
            Row(
                method: "POST", path: path + "/till/{+path}",
                summary: "Passes a till's message on: below till/ is the path of the interface, "
                    + "in X-Till-Authorization the till's Authorization. For the console.",
                body: Body(
                    mayBeEmpty: false, contentTypes: ["application/json"], schema: "Message",
                    example: [:]), answer: .text(["application/json"]))
        default:
            Row(
                method: "GET", path: path, summary: "Describes a sandbox.",
                query: [.summary("With verdict, counts and money at risk.")],
                answer: .json("Sandbox"))
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
        /// A whole number from 0.
        case number
        case flag
        /// With a unit: `250ms`.
        case duration
        case words([String])
        /// One of the forms that the reporter knows.
        case reportFormat
    }

    let name: String
    let kind: Kind
    /// The value where the parameter is left out; nil for none.
    let standard: String?
    let meaning: String

    init(_ name: String, _ kind: Kind, default standard: String? = nil, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.meaning = meaning
    }

    /// The values that it may have, if it is one of several words.
    var words: [String] {
        if case .words(let words) = kind { words } else { [] }
    }

    static func limit(default standard: Int?) -> ControlParameter {
        ControlParameter("limit", .number, default: standard.map(String.init), "The most to tell.")
    }

    static func summary(_ meaning: String) -> ControlParameter {
        ControlParameter("view", .words(["summary"]), meaning)
    }

    static let before = ControlParameter("before", .number, "The `next` of the page before.")
    static let search = ControlParameter(
        "q", .text, "Words to find, as in `op:retry -state:confirmed amount:>100 status:5xx`.")
    static let secrets = ControlParameter(
        "secrets", .words(["hide", "show"]), default: "hide",
        "Whether codes, PINs and the like are told.")

    /// The selection of records.
    static let ofRecords = [
        ControlParameter("operation", .text, "Those of these operations, by commas."),
        ControlParameter("transaction", .text, "Those about the provision, redemption or refund."),
        ControlParameter("since", .number, default: "0", "Those after the record of this number."),
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
