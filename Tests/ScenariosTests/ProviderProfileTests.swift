import Testing

@testable import Scenarios

@Suite("A provider profile")
struct ProviderProfileTests {
    @Test("reads every word of its language")
    func everyWord() throws {
        let profile = try ProviderProfile(
            id: "stellr",
            yaml: """
                name: Stellr
                source: a page
                routes: {receiver: [Stellr], settlementEntity: [S1, S2], product: ["STL*"]}
                retries: declined
                advices: consumed
                decline: {status: 400, type: DO_NOT_HONOR, message: No, providerErrorCode: 05}
                latency: {median: 300ms, p99: 4s}
                voucher:
                  code: {digits: 20}
                  serialNumber: none
                  pin: {digits: 4}
                  validFor: 30d
                  redeemInstructions: [one, two]
                  slip: [three]
                delivery: {every: 1.5s}
                """,
            file: "stellr.yaml")
        var expected = ProviderProfile(id: "stellr", name: "Stellr")
        expected.source = "a page"
        expected.routes = .init(
            receiver: ["Stellr"], settlementEntity: ["S1", "S2"], product: ["STL*"])
        expected.retries = .declined
        expected.advices = .consumed
        expected.decline = ErrorAnswer(
            status: 400, type: "DO_NOT_HONOR", message: "No", providerErrorCode: "05")
        expected.latency = .lognormal(median: .milliseconds(300), p99: .seconds(4))
        expected.voucher = VoucherTemplate(
            codeDigits: 20, serialNumberDigits: nil, pin: .init(digits: 4),
            validFor: .seconds(30 * 86_400),
            redeemInstructions: ["one", "two"], slip: ["three"])
        expected.delivery.interval = .milliseconds(1500)
        #expect(profile == expected)
    }

    @Test("has no quirks unless it says so")
    func defaults() throws {
        let profile = try ProviderProfile(
            id: "ott", yaml: "{name: OTT, routes: {receiver: OTT}}", file: "ott.yaml")
        #expect(profile.retries == .supported)
        #expect(profile.advices == .forwarded)
        #expect(profile.decline.description == "404 FUNCTION_NOT_SUPPORTED")
        #expect(profile.latency == .fixed(.zero))
        #expect(profile.voucher == VoucherTemplate())
        #expect(profile.delivery.interval == .seconds(5))
    }

    @Test("tells all its mistakes at once, each with its place and what would be right")
    func mistakes() {
        let yaml = """
            nam: Stellr
            routes: {receiver: [Stellr], reciever: Stellr}
            retries: refused
            decline: {status: 503, type: DO_NOT_HONOUUR}
            decline: 404 DO_NOT_HONOR
            latency: 300
            voucher: {code: {digits: 41}, pin: {}}
            delivery: [5s]
            """
        let expected = """
            p.yaml:1:1: error: unknown key `nam`
            nam: Stellr
            ^
            hint: did you mean `name`?

            p.yaml:2:30: error: unknown key `reciever`
            routes: {receiver: [Stellr], reciever: Stellr}
                                         ^
            hint: did you mean `receiver`?

            p.yaml:3:10: error: unknown way with retries `refused`
            retries: refused
                     ^
            hint: known: supported, declined

            p.yaml:4:19: error: a decline has status 400 or 404, not 503
            decline: {status: 503, type: DO_NOT_HONOUUR}
                              ^
            hint: for 5xx use `error`, for anything else `respond`

            p.yaml:4:30: error: unknown error type `DO_NOT_HONOUUR`
            decline: {status: 503, type: DO_NOT_HONOUUR}
                                         ^
            hint: did you mean `DO_NOT_HONOUR`?

            p.yaml:5:1: error: duplicate key `decline`
            decline: 404 DO_NOT_HONOR
            ^
            hint: given before in line 4

            p.yaml:6:10: error: the duration `300` has no unit
            latency: 300
                     ^
            hint: durations carry a unit, e.g. 250ms (ms, s, m, h or d)

            p.yaml:7:26: error: 41 is out of range
            voucher: {code: {digits: 41}, pin: {}}
                                     ^
            hint: allowed: from 1 to 40

            p.yaml:7:36: error: missing key `digits`
            voucher: {code: {digits: 41}, pin: {}}
                                               ^
            hint: How many digits.

            p.yaml:8:11: error: `delivery` must be a mapping, not a list
            delivery: [5s]
                      ^
            """
        let error = #expect(throws: Diagnostics.self) {
            try ProviderProfile(id: "stellr", yaml: yaml, file: "p.yaml")
        }
        #expect(error?.description == expected)
    }

    @Test("that nothing is routed to is a mistake")
    func noRoutes() {
        let error = #expect(throws: Diagnostics.self) {
            try ProviderProfile(id: "ott", yaml: "name: OTT", file: "ott.yaml")
        }
        #expect(error?.list.first?.message == "nothing is routed to the provider `ott`")
    }
}
