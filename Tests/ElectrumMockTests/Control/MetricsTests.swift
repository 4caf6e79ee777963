import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// `GET metrics`.
@Suite(.blocking) struct MetricsTests {
    /// The text format of Prometheus, read.
    private struct Exposition {
        private(set) var samples: [String: Double] = [:]
        private(set) var types: [Substring: Substring] = [:]
        private(set) var mistakes: [Substring] = []

        init(_ text: String) {
            for line in text.split(separator: "\n") {
                if let comment = line.wholeMatch(of: /# (HELP|TYPE) ([a-z_]+) (.+)/)?.output {
                    if comment.1 == "TYPE" { types[comment.2] = comment.3 }
                } else if let sample = line.wholeMatch(of: /([a-z_]+)(.*) ([\d.]+)/)?.output,
                    hasType(sample.1), Self.areLabels(sample.2)
                {
                    samples[String(sample.1 + sample.2)] = Double(sample.3)
                } else {
                    mistakes.append(line)
                }
            }
        }

        /// A histogram has samples of three names.
        private func hasType(_ name: Substring) -> Bool {
            types[name] != nil
                || ["_bucket", "_sum", "_count"].contains { ending in
                    name.hasSuffix(ending) && types[name.dropLast(ending.count)] == "histogram"
                }
        }

        /// Returns true if this can stand between name and value.
        private static func areLabels(_ text: Substring) -> Bool {
            text.wholeMatch(of: /(\{[a-z]+="([^"\\]|\\.)*"(,[a-z]+="([^"\\]|\\.)*")*\})?/) != nil
        }

        subscript(name: String) -> Double? { samples["electrum_mock_\(name)"] }
    }

    @Test("However many sandboxes there are, a hundred have samples of their own")
    func manySandboxes() async throws {
        try await withMock { mock in
            for number in 100...219 { try ControlledSandbox("s\(number)", of: mock).reset() }
            let metrics = Exposition(try ControlClient(mock).exchange("GET", "/metrics").text)
            #expect(metrics.mistakes.isEmpty)
            #expect(metrics["sandboxes"] == 120)
            #expect(metrics.samples.count { $0.key.contains("transactions{sandbox") } == 101)
            #expect(metrics["transactions{sandbox=\"(others)\"}"] == 0)
            #expect(metrics["transactions{sandbox=\"s219\"}"] == nil)
        }
    }

    @Test("They count messages by operation and status, rules, refusals, and what is kept")
    func counts() async throws {
        let text = """
            rules:
              - {name: 'odd "name" \\', on: [retry], replies: [error: 503 UPSTREAM_UNAVAILABLE]}
              - {name: lost, on: [reverse], replies: [{lost: request, by: close}]}
              - {name: away, on: [deliver], replies: [lost: request]}
            """
        let scenario = try Scenario(name: "metrics", yaml: text, file: "metrics.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            let till = try Till(mock)
            for number in 1...3 { #expect(try till.provision(uuid(number)).status == 201) }
            #expect(try till.retry(uuid(1)).status == 503)
            #expect(try till.confirm(uuid(1), id: uuid(11)).status == 202)
            #expect(try till.post("/vouchers", [:]).status == 400)
            till.client.send("no HTTP\r\n\r\n")
            #expect(try till.client.readResponse().status == 400)
            let lossy = try Till(mock)
            lossy.client.send(lossy.message(.reverse, on: uuid(2)))
            #expect(try lossy.client.readToEnd() == .cleanEnd)
            try ControlledSandbox("other", of: mock).reset()
            _ = try await ControlledSandbox(of: mock).finished("reverse")

            let answer = try ControlClient(mock).exchange("GET", "/metrics")
            #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            let metrics = Exposition(answer.text)
            #expect(metrics.mistakes.isEmpty)
            #expect(metrics["messages_total{operation=\"provision\",status=\"201\"}"] == 3)
            #expect(metrics["messages_total{operation=\"provision\",status=\"400\"}"] == 1)
            #expect(metrics["messages_total{operation=\"retry\",status=\"503\"}"] == 1)
            #expect(metrics["messages_total{operation=\"reverse\",status=\"none\"}"] == 1)
            #expect(metrics["rules_fired_total{rule=\"odd \\\"name\\\" \\\\\"}"] == 1)
            #expect(metrics["rules_fired_total{rule=\"lost\"}"] == 1)
            #expect(metrics["refusals_total{status=\"400\"}"] == 1)
            #expect(metrics["sandboxes"] == 2)
            #expect(metrics["transactions{sandbox=\"default\"}"] == 3)
            #expect(metrics["transactions{sandbox=\"other\"}"] == 0)
            #expect(metrics["queue_depth{sandbox=\"default\"}"] == 1)
            #expect(metrics["build_info{version=\"\(ProductInfo.version)\",commit=\"\"}"] == 1)
            #expect(metrics["connections"] == 2)
            #expect(metrics["connections_total"] == 5)
            #expect(metrics["exchanges_in_flight"] == 1)
            #expect(metrics["request_duration_seconds_count"] == 7)
            #expect(metrics["request_duration_seconds_bucket{le=\"+Inf\"}"] == 7)
            #expect(metrics["request_duration_seconds_bucket{le=\"0.001\"}"] != nil)
            #expect(metrics.types["electrum_mock_messages_total"] == "counter")
            #expect(metrics.types["electrum_mock_queue_depth"] == "gauge")
        }
    }
}
