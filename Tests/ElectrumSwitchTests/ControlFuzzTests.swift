import FuzzInputs
import TestSupport
import Testing
import Vocabulary

/// Whatever is asked of the control API, it answers.
struct ControlFuzzTests {
    private static let methods = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", ""]

    private static let paths = [
        "health", "metrics", "scenarios", "scenarios/x", "scenarios/a/b/c", "sandboxes/default",
        "sandboxes/other", "sandboxes/default/journal", "sandboxes/default/journal/await",
        "sandboxes/default/transactions",
        "sandboxes/default/transactions/a1b2c3d4-0000-4000-8000-000000000001",
        "sandboxes/default/queue", "sandboxes/default/clock", "sandboxes/default/report", "",
        "sandboxes", "sandboxes//", "stop", "openapi.json",
        "sandboxes/%00/clock", "sandboxes/default/clock/",
    ]

    private static let names = [
        "limit", "since", "count", "timeout", "operation", "transaction", "format", "order", "x",
        "after", "final", "seed", "clock",
    ]

    private static let values = [
        "0", "1", "-1", "9223372036854775807", "9223372036854775808", "1e9", "10s", "0ms", "36500d",
        "36501d", "99999999999999999999d", "provision", "retry,confirm", ",", "unknown", "ndjson",
        "json", "text", "html", "junit", "true", "%", "%zz", "%00", "%C3%28", "+", "+5", "",
        "a1b2c3d4-0000-4000-8000-000000000001",
    ]

    private static let bodies = [
        "", "{}", "[]", "null", "{", #"{"advance":"30s"}"#, #"{"advance":"idle"}"#,
        #"{"advance":30}"#, #"{"advance":"36500d"}"#, #"{"advance":null}"#, #"{"seed":7}"#,
        #"{"seed":-1}"#, #"{"seed":18446744073709551615}"#, #"{"seed":1e9}"#,
        #"{"clock":"manual"}"#, #"{"clock":"real","scenario":"none"}"#, #"{"scenario":"x"}"#,
        #"{"clock":"manual","seed":9223372036854775807}"#, #"{"x":1}"#, "\u{0}",
        #"{"yaml":"rules: []"}"#, #"{"yaml":"rules: [{name: a, replies: [{lost: reply}]}]"}"#,
        #"{"yaml":"rules: [[[[", "clock": "manual"}"#,
    ]

    @Test("A request of whatever method, path, query and body is answered", arguments: 0..<4)
    func requests(shard: UInt64) {
        let seed = 20_260_128 + shard
        print("control fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<TestInputs.count(1_000) / 4 {
            // Each round starts from the state that the requests so far have left.
            let count = Int.random(in: 1...FuzzedControl.requestsMax, using: &generator)
            let requests = (0..<count).map { _ in Self.request(using: &generator) }
            let input = requests.joined(separator: "\n")
            #expect(throws: Never.self, "seed \(seed): \(input)") {
                try FuzzedControl.check(Array(input.utf8)[...])
            }
        }
    }

    /// Method, target and body in a line each.
    private static func request(using generator: inout SeededGenerator) -> String {
        let method = methods.randomElement(using: &generator) ?? ""
        let target = target(using: &generator)
        var body = Array((bodies.randomElement(using: &generator) ?? "").utf8)
        if !body.isEmpty, Int.random(in: 0..<4, using: &generator) == 0 {
            body[Int.random(in: 0..<body.count, using: &generator)] ^=
                1 << UInt8.random(in: 0..<7, using: &generator)
        }
        return "\(method)\n\(target)\n" + String(decoding: body, as: UTF8.self)
    }

    private static func target(using generator: inout SeededGenerator) -> String {
        var path = paths.randomElement(using: &generator) ?? ""
        if Int.random(in: 0..<10, using: &generator) == 0 {
            path.append(
                ["/", "%2F", "?", "#", "é", "%", "..", "%FF"].randomElement(using: &generator) ?? ""
            )
        }
        let pairs = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            let name = names.randomElement(using: &generator) ?? ""
            return "\(name)=\(values.randomElement(using: &generator) ?? "")"
        }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }
}
