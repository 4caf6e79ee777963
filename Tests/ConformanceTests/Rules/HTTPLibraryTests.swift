import Conformance
import JSONTree
import Testing

/// Repeats that the HTTP library makes by itself are named as such; the verdict stays.
struct HTTPLibraryTests {
    private static let named = "probably repeated by the HTTP library"

    private static func finding(_ rule: String, _ till: Till) throws -> String {
        let result = try till.report().rules.first { $0.id == rule }
        #expect(result?.verdict == (rule == "D2" ? .fail : .warn))
        return result?.findings.first?.message ?? ""
    }

    @Test(
        "A repeat of the same bytes after a loss names the library and how to switch that off",
        arguments: [
            ("okhttp/3.13", "(okhttp/3.13)", "retryOnConnectionFailure(false)"),
            ("Java/1.8.0_402", "(Java/1.8.0_402)", "-Dsun.net.http.retryPost=false"),
            ("Apache-HttpClient/4.5.14 (Java/17)", "(Apache-HttpClient/4.5.14)", "RetryHandler(0"),
            ("Apache-HttpClient/5.3 (Java/17)", "(Apache-HttpClient/5.3)", "RetryStrategy of 0"),
            ("python-requests/2.31", "(python-requests/2.31)", "allowed_methods"),
            ("curl/8.5.0", "(curl/8.5.0)", "without --retry"),
            ("Go-http-client/1.1", "(Go-http-client/1.1)", "Idempotency-Key"),
            ("Mine/1", "(Mine/1)", "automatic repeats"),
        ])
    func named(agent: String, shown: String, remedy: String) throws {
        let till = Till().agent(agent).provision(.silence("closed"))
            .provisionAgain(.duplicate, after: 5).reverse()
        let message = try Self.finding("D2", till)
        #expect(message.contains("\(Self.named) \(shown), not by the till's own code"))
        #expect(message.contains(remedy))
        #expect(try Self.finding("D15", till).contains(Self.named))
    }

    @Test("So does a repeat after a 503, and one without a User-Agent")
    func unavailable() throws {
        let till = Till().provision(.outage).provisionAgain(.duplicate, after: 1000).reverse()
        #expect(try Self.finding("D2", till).contains("\(Self.named), not by the till's own code"))
    }

    @Test(
        "The next retry of a till, which by D2 has the same bytes, is its own",
        arguments: ["till/1", "okhttp/3.13"])
    func ownRetry(agent: String) throws {
        let answered = Till().agent(agent).provision(.outage).retry(.outage)
            .retry(.voucher, after: 60).confirm()
        #expect(try !Self.finding("D15", answered).contains(Self.named))
        let lost = Till().agent(agent).provision(.outage).retry(.silence("closed"))
            .retry(.voucher, after: 60).confirm()
        #expect(try Self.finding("D15", lost).contains(Self.named) == (agent != "till/1"))
        let instant = Till().agent(agent).provision(.outage).retry(.silence("closed"))
            .retry(.voucher, after: 5).confirm()
        #expect(try Self.finding("D15", instant).contains(Self.named))
    }

    @Test("What the till changed, or sent much later, is its own")
    func own() throws {
        let lost = Till().agent("okhttp/3.13").provision(.silence("closed"))
        let changed = lost.provisionAgain(.duplicate, after: 5) {
            $0["time"] = "2026-01-28T11:00:00Z"
        }
        #expect(try !Self.finding("D2", changed.reverse()).contains(Self.named))
        let late = lost.provisionAgain(.duplicate, after: 10_000)
        #expect(try !Self.finding("D2", late.reverse()).contains(Self.named))
        let answered = Till().agent("okhttp/3.13").provision(.voucher)
            .provisionAgain(.duplicate, after: 5)
        #expect(try !Self.finding("D2", answered.reverse()).contains(Self.named))
    }
}
