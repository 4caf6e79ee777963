import JSONTree

/// The declarations of the calls; `ControlCall.row` has the one of each.
extension ControlCall.Row {
    // MARK: The mock

    static let about = ControlCall.Row(
        method: "GET", path: "/about", summary: "Describes the mock that runs here.",
        answer: .json("About"))

    static let health = ControlCall.Row(
        method: "GET", path: "/health", summary: "Answers 200 while the mock serves; no token.",
        answer: .json("Health"))

    static let ready = ControlCall.Row(
        method: "GET", path: "/ready",
        summary: "Answers 200 while the mock takes more tests, 503 while it drains; no token.",
        answer: .json("Ready", statuses: [200, 503]))

    static let metrics = ControlCall.Row(
        method: "GET", path: "/metrics", summary: "Counts for Prometheus.",
        answer: .text(["text/plain"]))

    static let document = ControlCall.Row(
        method: "GET", path: "/openapi.json", summary: "This document.",
        answer: .json("Document"))

    static let stop = ControlCall.Row(
        method: "POST", path: "/stop",
        summary: "Ends `serve` as SIGTERM does; 409 where something else ends the mock.",
        body: ControlCall.Body(
            mayBeEmpty: true, contentTypes: ["application/json"], schema: "Nothing",
            example: [:]),
        answer: .json("Stopping", statuses: [202]))

    static let events = ControlCall.Row(
        method: "GET", path: "/events",
        summary: "Streams what happens in sandboxes, as server-sent events, or waits once.",
        query: [
            ControlParameter("sandbox", .text, "Those of these sandboxes, by commas."),
            ControlParameter(
                "after", .text, "The id of the last event seen, as in Last-Event-ID."),
            ControlParameter(
                "wait", .duration,
                "Answers JSON, at once or when something has happened within that time."),
        ], answer: .text(["text/event-stream", "application/json"]))

    // MARK: Scenarios, providers and products

    static let scenarios = ControlCall.Row(
        method: "GET", path: "/scenarios", summary: "Lists the scenarios.",
        query: [
            ControlParameter(
                "view", .words(["full"]), "With text, rules and expectations.")
        ],
        answer: .json("Scenarios"))

    static let scenario = ControlCall.Row(
        method: "GET", path: "/scenarios/{+scenario}",
        summary: "Explains a scenario as a table.",
        query: [
            ControlParameter(
                "format", .words(["text", "json", "yaml"]), default: "text",
                "A table, the same as data, or its own text.")
        ], answer: .text(["text/plain", "application/json", "application/yaml"]))

    static let check = ControlCall.Row(
        method: "POST", path: "/check", summary: "Checks the text of a scenario.",
        body: ControlCall.Body(
            mayBeEmpty: false, contentTypes: ControlCall.yamlTypes, schema: "Nothing",
            example: [:]), answer: .json("Checked"))

    static let providers = ControlCall.Row(
        method: "GET", path: "/providers", summary: "Lists the providers' profiles.",
        answer: .json("Providers"))

    static let products = ControlCall.Row(
        method: "GET", path: "/products", summary: "Lists the products by provider.",
        answer: .json("Products"))

    static let route = ControlCall.Row(
        method: "POST", path: "/route",
        summary: "Returns the provider that a request would go to, and the reason.",
        body: ControlCall.Body(
            mayBeEmpty: false, contentTypes: ["application/json"], schema: "Routed",
            example: ["receiver": "OTT"]), answer: .json("Route"))

    static let judge = ControlCall.Row(
        method: "POST", path: "/judge", summary: "Judges a journal file.",
        body: ControlCall.Body(
            mayBeEmpty: false, contentTypes: ["application/x-ndjson"], schema: "Nothing",
            example: [:]), answer: .json("Judged"))

    // MARK: Sandboxes

    private static let path = "/sandboxes/{name}"

    static let sandboxes = ControlCall.Row(
        method: "GET", path: "/sandboxes", summary: "Lists the sandboxes by name.",
        query: [
            .limit(default: 100),
            ControlParameter("after", .text, "The name before the first one; paging."),
            .summary("With verdict, counts and money at risk."),
        ], answer: .json("Sandboxes"), isTagged: true)

    static let makeSandbox = ControlCall.Row(
        method: "PUT", path: path, summary: "Makes a sandbox, or makes it anew.",
        query: [
            ControlParameter("seed", .number, "As in the body."),
            ControlParameter("clock", .words(["real", "manual"]), "As in the body."),
        ],
        body: ControlCall.Body(
            mayBeEmpty: true, contentTypes: ["application/json"] + ControlCall.yamlTypes,
            schema: "Setup",
            example: ["scenario": "faults/lost-reply-silence", "clock": "manual"]),
        answer: .json("Sandbox", statuses: [200, 201]))

    static let sandbox = ControlCall.Row(
        method: "GET", path: path, summary: "Describes a sandbox.",
        query: [.summary("With verdict, counts and money at risk.")],
        answer: .json("Sandbox"))

    static let deleteSandbox = ControlCall.Row(
        method: "DELETE", path: path,
        summary: "Removes a sandbox and cancels whatever waits in it.", answer: .nothing)

    static let rules = ControlCall.Row(
        method: "GET", path: path + "/rules",
        summary: "Returns the rules of a sandbox's scenario with their decisions.",
        answer: .json("Rules"))

    static let queue = ControlCall.Row(
        method: "GET", path: path + "/queue",
        summary: "Lists the advices that providers have not answered yet.",
        answer: .json("Queue"))

    static let clock = ControlCall.Row(
        method: "POST", path: path + "/clock",
        summary: "Advances a manual clock; what falls due on the way happens.",
        body: ControlCall.Body(
            mayBeEmpty: false, contentTypes: ["application/json"], schema: "Advance",
            example: ["advance": "30s"]),
        answer: .json("Advanced"))

    static let report = ControlCall.Row(
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

    static let relay = ControlCall.Row(
        method: "POST", path: path + "/till/{+path}",
        summary: "Passes a till's message on: below till/ is the path of the interface, "
            + "in X-Till-Authorization the till's Authorization. For the console.",
        body: ControlCall.Body(
            mayBeEmpty: false, contentTypes: ["application/json"], schema: "Message",
            example: [:]), answer: .text(["application/json"]))

    // MARK: Messages and transactions

    static let journal = ControlCall.Row(
        method: "GET", path: path + "/journal", summary: "Reads the journal.",
        query: ControlParameter.ofRecords + [
            .limit(default: nil),
            .summary("Without bodies and secrets, the newest first; for the console."),
            .before(in: .view("summary")),
            ControlParameter(
                "seq", .text, in: .view("summary"), "Those of these numbers, by commas."),
            ControlParameter(
                "secrets", .words(["hide"]), in: .view("summary"), "A record alone shows them."),
            ControlParameter(
                "order", .words(["desc"]), in: .view("summary"), "There is no other."),
            ControlParameter(
                "format", .words(["json", "ndjson"]), default: "json", in: .noView,
                "One document, or one record on each line."),
        ] + ControlParameter.search(["terminal", "provider", "rule", "status", "ended", "error"]),
        answer: .json("Records"))

    static let `await` = ControlCall.Row(
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

    static let record = ControlCall.Row(
        method: "GET", path: path + "/journal/{seq}",
        summary: "Returns one record, with method, target and headers.",
        query: [.secrets()], answer: .json("Record"))

    static let transactions = ControlCall.Row(
        method: "GET", path: path + "/transactions",
        summary: "Lists the transactions, the newest first.",
        query: [
            .limit(default: 100), .before(in: .everywhere),
            .summary("With the beliefs of the parties; for the console."),
            ControlParameter("id", .text, in: .view("summary"), "Those of these ids, by commas."),
        ]
            + ControlParameter.search([
                "state", "provider", "terminal", "rule", "finding", "is",
            ]), answer: .json("Transactions"))

    static let transaction = ControlCall.Row(
        method: "GET", path: path + "/transactions/{id}",
        summary: "Returns the state of a transaction at the switch and at the provider.",
        query: [
            ControlParameter(
                "client", .text,
                "The user name of its client; of several clients the newest has it otherwise."),
            ControlParameter(
                "view", .words(["ladder"]), "With messages, beliefs and the ladder."),
            .secrets(in: .view("ladder")),
        ], answer: .json("Transaction"))
}
