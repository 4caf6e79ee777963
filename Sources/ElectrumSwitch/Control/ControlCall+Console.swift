import JSONTree

extension ControlCall {
    /// The calls that only the console needs so far.
    var declaredOfConsole: Row {
        switch self {
        case .about:
            Row(
                method: "GET", path: "/about", summary: "Tells what runs here, and where.",
                answer: .json("About"))
        case .events:
            Row(
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
        case .check:
            Row(
                method: "POST", path: "/check", summary: "Checks the text of a scenario.",
                body: Body(
                    mayBeEmpty: false, contentTypes: Self.yamlTypes, schema: "Nothing",
                    example: [:]), answer: .json("Checked"))
        case .judge:
            Row(
                method: "POST", path: "/judge", summary: "Judges a journal file.",
                body: Body(
                    mayBeEmpty: false, contentTypes: ["application/x-ndjson"], schema: "Nothing",
                    example: [:]), answer: .json("Judged"))
        case .providers:
            Row(
                method: "GET", path: "/providers", summary: "Lists the providers' profiles.",
                answer: .json("Providers"))
        case .products:
            Row(
                method: "GET", path: "/products", summary: "Lists the products by provider.",
                answer: .json("Products"))
        default:
            Row(
                method: "POST", path: "/route",
                summary: "Tells which provider a request would go to, and why.",
                body: Body(
                    mayBeEmpty: false, contentTypes: ["application/json"], schema: "Routed",
                    example: ["receiver": "OTT"]), answer: .json("Route"))
        }
    }
}
