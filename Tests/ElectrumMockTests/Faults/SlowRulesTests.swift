import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import Synchronization
import TestSupport
import Testing

/// Rules that take too long for what a till sends, and answers that would repeat it.
@Suite(.blocking) struct SlowRulesTests {
    @Test("A message that is too long for the rules gets the normal answer; record and log say so")
    func givenUp() async throws {
        let pattern = String(repeating: "[^a]*", count: 180)
        let rules = (1...60).map { number in
            "  - {name: r\(number), when: {header.X: {matches: '\(pattern)\(number)'}}, "
                + "replies: [error: 503 UPSTREAM_UNAVAILABLE]}"
        }
        let log = Mutex<[String]>([])
        try await withMock {
            $0.switching.log = { line in log.withLock { $0.append(line) } }
            try $0.play(file: "rules:\n" + rules.joined(separator: "\n"))
        } _: { mock in
            var till = try Till(mock)
            till.fields = ["X: \(String(repeating: "x", count: 8_000))"]
            for number in 1...3 { #expect(try till.provision(uuid(number)).status == 201) }
            till.fields = ["X: 7"]
            #expect(try till.provision(uuid(4)).status == 503)
            let records = try ControlledSandbox(of: mock).records()
            for record in records.prefix(3) {
                #expect(record["nearMiss"]?.text?.hasPrefix("rule `r1`: not tried") == true)
            }
            #expect(records.last?["rule"]?.text == "r7")
        }
        let told = log.withLock { $0.filter { $0.contains("takes too long") } }
        #expect(told.count == 1)
        #expect(told.first?.contains("sandbox default: rule r1 and those after it") == true)
    }

    @Test("An answer repeats no megabyte a thousand times")
    func repeated() async throws {
        let places = String(repeating: "{{body.note}}", count: 1_000)
        try await withMock {
            $0.switching.acceptsUnknownFields = true
            try $0.play(
                file: "rules: [{name: r, replies: [{respond: {status: 200, body: '\(places)'}}]}]")
        } _: { mock in
            let till = try Till(mock)
            for (size, shown) in [(900_000, 0), (100_000, 200_000), (100, 100_000)] {
                var request = till.provisionRequest(uuid(size)).members ?? JSONObject()
                request.append("note", .string(String(repeating: "x", count: size)))
                let message = till.request("/vouchers", body: JSON.object(request).description)
                let reply = try till.client.exchange(message)
                #expect(reply.status == 200)
                #expect(reply.body.count == shown)
            }
        }
    }
}
