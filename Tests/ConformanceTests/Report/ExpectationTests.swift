import Conformance
import JSONTree
import Testing
import Vocabulary

struct ExpectationTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        let expect: JSON
        let verdict: Verdict
        let play: @Sendable (Till) -> Till

        var testDescription: String { name }
    }

    private static func ends(
        _ word: String, _ name: String, _ verdict: Verdict,
        _ play: @escaping @Sendable (Till) -> Till
    ) -> Example {
        Example(
            name: "\(word): \(name)", expect: ["finally": .string(word)], verdict: verdict,
            play: play)
    }

    private static func retries(
        _ bounds: JSON, _ name: String, _ verdict: Verdict,
        _ play: @escaping @Sendable (Till) -> Till
    ) -> Example {
        Example(
            name: "retries: \(name)", expect: ["retries": bounds], verdict: verdict, play: play)
    }

    static let examples: [Example] = [
        ends("confirmed", "it is", .pass) { $0.provision(.voucher).confirm().ended() },
        ends("confirmed", "not yet", .inconclusive) { $0.provision(.voucher) },
        ends("confirmed", "never", .fail) { $0.provision(.voucher).ended() },
        ends("confirmed", "refused", .fail) { $0.provision(.voucher).confirm(.notFound).ended() },
        ends("confirmed", "declined for good", .fail) { $0.provision(.decline) },
        ends("confirmed", "one of two", .fail) {
            $0.provision(.voucher).confirm().sale(2).provision(.decline)
        },
        ends("confirmed", "nothing came yet", .inconclusive) { $0 },
        ends("confirmed", "nothing came", .inconclusive) { $0.ended() },
        ends("reversed", "it is", .pass) { $0.provision(.outage).retry(.outage).reverse() },
        ends("reversed", "there was nothing to reverse", .pass) {
            $0.provision(.timeout).retry(.timeout).reverse(.notFound).ended()
        },
        ends("reversed", "under way", .inconclusive) {
            $0.provision(.outage).retry(.outage).reverse(.pending)
        },
        ends("reversed", "confirmed already", .fail) {
            $0.provision(.voucher).confirm().reverse(.error(400, "VOUCHER_ALREADY_CONFIRMED"))
        },
        ends("provisioned", "it is", .pass) { $0.provision(.voucher).ended() },
        ends("provisioned", "confirmed instead", .fail) { $0.provision(.voucher).confirm() },
        ends("declined", "it is", .pass) { $0.provision(.decline) },
        ends("declined", "a voucher came", .fail) { $0.provision(.voucher).ended() },
        retries(["min": 1, "max": 3], "two", .pass) {
            $0.provision(.outage).retry(.outage).retry(.voucher).ended()
        },
        retries(["min": 1], "none yet", .inconclusive) { $0.provision(.outage) },
        retries(["min": 1], "none", .fail) { $0.provision(.outage).ended() },
        retries(["max": 1], "two", .fail) { $0.provision(.outage).retry(.outage).retry(.outage) },
        retries(["max": 0], "none", .pass) { $0.provision(.voucher) },
    ]

    @Test("what the scenario expects is judged beside the rules", arguments: examples)
    func judged(_ example: Example) throws {
        let report = try example.play(Till(expect: example.expect)).report()
        #expect(report.expectations.map(\.verdict) == [example.verdict])
    }

    @Test("a provision may end in one of several ways")
    func severalEndings() throws {
        let expect: JSON = ["finally": ["confirmed", "reversed"]]
        let confirmed = Till(expect: expect).provision(.voucher).confirm()
        let results = try confirmed.sale(2).provision(.outage).reverse().ended().report()
        #expect(results.expectations.map(\.verdict) == [.pass])
        #expect(results.expectations.map(\.text) == ["every provision ends confirmed or reversed"])
        let declined = try confirmed.sale(2).provision(.decline).ended().report()
        #expect(declined.expectations.map(\.verdict) == [.fail])
    }

    @Test("an expectation that fails spoils the run")
    func spoils() throws {
        let till = Till(expect: ["finally": "reversed"]).provision(.voucher).confirm().ended()
        #expect(try till.report().verdict == .fail)
    }

    @Test("expectations are told in words")
    func words() throws {
        let expect: JSON = ["finally": "confirmed", "retries": ["min": 1, "max": 3]]
        let report = try Till(expect: expect).provision(.voucher).confirm().ended().report()
        #expect(
            report.expectations.map(\.text) == [
                "every provision ends confirmed", "every provision has 1 to 3 retries",
            ])
        #expect(
            report.expectations.map(\.observed) == [
                "the only provision did",
                "the only provision did not: 00000000… has 0 retries",
            ])
    }
}
