import Conformance
import JSONTree
import Testing

/// Ids, form, sender and time: D10 to D15.
struct MessageRulesTests {
    static let provisioned = Till().provision(.voucher)

    static let d10: [Case] = [
        Case("fresh ids", .pass, provisioned.confirm()),
        Case("a repeated advice", .pass, provisioned.confirm(.outage).confirm()),
        Case("a retry", .pass, Till().provision(.outage).retry(.voucher)),
        Case(
            "another client's id", .pass,
            provisioned.user("44444444").sale(2).provision(.voucher, id: Till.uuid(0, 1)) {
                $0["client"] = ["id": "44444444"]
                $0["amounts"] = [:]
            }),
        Case(
            "the provision's id in an advice", .fail, provisioned.confirm(id: Till.uuid(0, 1))),
        Case(
            "the confirmation's id in a reversal", .fail,
            provisioned.confirm().reverse(id: Till.uuid(1, 1))),
        Case(
            "another sale under the same id", .fail,
            provisioned.confirm().provisionAgain(.duplicate) { $0["amounts"] = [:] }),
        Case(
            "another sale's advice id", .fail,
            provisioned.confirm().sale(2).provision(.voucher).confirm(id: Till.uuid(1, 1))),
        Case(
            "a redemption under the provision's id", .fail,
            provisioned.call(
                "redeem", ["id": .string(Till.uuid(0, 1))], Reply(status: 201))),
        Case("not a UUID", .fail, Till().provision(.decline, id: "sale-1")),
        Case(
            "a UUID of version 1", .warn,
            Till().provision(.voucher, id: "00000000-0000-1000-8000-000000000001")),
        Case("no message", .notApplicable, Till()),
    ]

    @Test("D10: every message has a UUID of its own", arguments: d10)
    func uniqueIds(_ example: Case) throws {
        try example.expect(of: "D10")
    }

    static let d11: [Case] = [
        Case("not retried", .pass, Till().provider("stellr").provision(.outage).reverse()),
        Case(
            "retried", .warn,
            Till().provider("stellr").provision(.outage).retry(.decline).reverse()),
        Case("a provider with retries", .notApplicable, Till().provision(.outage).retry(.voucher)),
        Case(
            "a provider without a profile", .notApplicable,
            Till().provider("new").provision(.outage).retry(.voucher)),
    ]

    @Test("D11: no retry goes to a provider without retries", arguments: d11)
    func retriesSupported(_ example: Case) throws {
        try example.expect(of: "D11")
    }

    static let d12: [Case] = [
        Case("after the voucher", .pass, provisioned.lookup()),
        Case("after a decline", .pass, Till().provision(.decline).lookup()),
        Case(
            "after the reversal was answered", .pass,
            Till().provision(.outage).retry(.outage).reverse().lookup()),
        Case("after a time-out", .warn, Till().provision(.timeout).lookup()),
        Case(
            "while the provision is under way", .warn,
            Till().provision(.voucher, took: 5000).lookup(after: -4000)),
        Case(
            "before the reversal was answered", .warn,
            Till().provision(.outage).retry(.outage).reverse(.outage).lookup()),
        Case("of nothing known", .notApplicable, Till().lookup()),
        Case("no lookup", .notApplicable, provisioned),
    ]

    @Test("D12: no lookup comes before the outcome is known", arguments: d12)
    func earlyLookups(_ example: Case) throws {
        try example.expect(of: "D12")
    }

    static let d13: [Case] = [
        Case("well formed", .pass, provisioned),
        Case(
            "a field is missing", .fail, Till().provision(.malformed("time may not be null"))),
        Case(
            "a format error without a list", .fail,
            Till().call(
                "confirm", .null, Reply(status: 400, response: ["errorType": "FORMAT_ERROR"]))
        ),
        Case(
            "a scenario's format error", .pass, Till().provision(.error(400, "FORMAT_ERROR"))),
        Case(
            "an id that is no UUID is left to D10", .pass,
            Till().provision(
                .malformed("UUID must conform to the format 8-4-4-4-12 hexadecimal values"),
                id: "sale-1")),
        Case(
            "a requestId that is no UUID", .fail,
            provisioned.confirm(
                .malformed("UUID must conform to the format 8-4-4-4-12 hexadecimal values")
            ) { $0["requestId"] = "sale-1" }),
        Case("no such operation", .warn, Till().call("unknown", .null, .notFound)),
        Case("no message", .notApplicable, Till()),
    ]

    @Test("D13: every message is well formed", arguments: d13)
    func wellFormed(_ example: Case) throws {
        try example.expect(of: "D13")
    }

    static let d14: [Case] = [
        Case("the same throughout", .pass, provisioned.confirm()),
        Case("another than client.id", .fail, Till().user("44444444").provision(.wrongUser)),
        Case("another on the advice", .fail, provisioned.user("44444444").confirm(.notFound)),
        Case(
            "another on the retry", .fail,
            Till().provision(.outage).user("44444444").retry(.wrongUser)),
        Case("no client", .notApplicable, Till().call("products", .null, Reply(status: 200))),
    ]

    @Test("D14: the Basic user name is client.id", arguments: d14)
    func oneUser(_ example: Case) throws {
        try example.expect(of: "D14")
    }

    static let d15: [Case] = [
        Case("100 ms apart", .pass, Till().provision(.outage).retry(.voucher, after: 100)),
        Case("99 ms apart", .warn, Till().provision(.outage).retry(.voucher, after: 99)),
        Case(
            "before the end of the one before", .warn,
            Till().provision(.timeout, took: 500).retry(.voucher, after: -200)),
        Case(
            "advices", .warn, provisioned.confirm(.outage).confirm(after: 5)),
        Case(
            "5 ms apart where 5 are asked for", .pass,
            Till(judge: ["D15": ["spacing": "5ms"]]).provision(.outage)
                .retry(.voucher, after: 5)),
        Case("an advice follows at once", .notApplicable, provisioned.confirm(after: 0)),
        Case("nothing was repeated", .notApplicable, provisioned.confirm()),
    ]

    @Test("D15: attempts are spaced", arguments: d15)
    func spacing(_ example: Case) throws {
        try example.expect(of: "D15")
    }
}
