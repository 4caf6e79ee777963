import Conformance
import JSONTree
import Testing
import Vocabulary

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
        Case(
            "one id in two spellings", .warn,
            Till().provision(.voucher, id: lettered.uppercased()).confirm {
                $0["requestId"] = .string(lettered)
            }),
        Case(
            "an advice's id in two spellings", .warn,
            provisioned.confirm(.outage, id: lettered).confirm(id: lettered.uppercased())),
        Case(
            "another sale's id in capitals", .fail,
            Till().provision(.voucher, id: lettered).confirm()
                .provisionAgain(.duplicate) {
                    $0["id"] = .string(lettered.uppercased())
                    $0["amounts"] = [:]
                }),
        Case("no message", .notApplicable, Till()),
    ]

    private static let lettered = "abcdef00-0000-4000-8000-00000000000a"

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
        Case(
            "a field that only the published schema requires", .warn,
            provisioned.confirm(Reply(status: 202, tolerated: ["tenders is required"])) {
                $0["tenders"] = nil
            }),
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
        Case(
            "another on a lookup by code, a redemption and a refund", .pass,
            provisioned.confirm().user("44444444").lookup(by: "voucherCode")
                .lookup(by: "voucherSerialNumber")
                .claim("redeem") { $0["client"] = ["id": "44444444"] }.conclude("confirm-redeem")
                .claim("refund") { $0["client"] = ["id": "44444444"] }.conclude("confirm-refund")),
        Case(
            "another on a lookup by provision", .fail,
            provisioned.confirm().user("44444444").lookup(by: "provisionRequestId")),
        Case(
            "none on a lookup by code", .fail,
            provisioned.confirm().user("null").lookup(by: "voucherCode")),
        Case(
            "another on the confirmation of a redemption", .fail,
            Till().claim("redeem").user("44444444").conclude("confirm-redeem")),
        Case("a bad token, and then a good one", .pass, expired.provision(.voucher)),
        Case("a bad token, and a retry with a good one", .pass, expired.retry(.voucher)),
        Case(
            "a bad token, and the same under a new id with a good one", .pass,
            expired.provisionAgain(.voucher) { $0["id"] = .string(Till.uuid(5, 1)) }),
        Case(
            "a bad token on the advice, and another advice with a good one", .pass,
            provisioned.confirm(.badToken).confirm(id: Till.uuid(5, 1))),
        Case("a bad token, and another one", .fail, expired.provision(.badToken).ended()),
        Case("a bad token, for now", .inconclusive, expired),
        Case(
            "a bad token, and then another sale", .fail, expired.sale(2).provision(.voucher).ended()
        ),
        Case("a wrong password", .fail, Till().provision(.wrongUser).ended()),
        Case(
            "a wrong password, and then the right one", .pass,
            Till().provision(.wrongUser).provision(.voucher)),
        Case(
            "a bad token on the advice", .fail, provisioned.confirm(.badToken).ended()),
        Case(
            "a bad token on the advice, and then a good one", .pass,
            provisioned.confirm(.badToken).confirm()),
        Case("a lookup under a bad token", .fail, bearer.call("lookup", .null, .badToken).ended()),
        Case(
            "a scenario's refusal", .fail,
            Till().provision(.error(401, "AUTHENTICATION_ERROR")).ended()),
        Case("no client", .notApplicable, Till().call("products", .null, Reply(status: 200))),
    ]

    private static let bearer = Till()
    private static let expired = bearer.provision(.badToken)

    @Test("D14: every message shows who sends it", arguments: d14)
    func oneUser(_ example: Case) throws {
        try example.expect(of: "D14")
    }

    @Test(
        "A message that was refused for its sender is said to have come, and how it was refused",
        arguments: [
            (
                provisioned.confirm(.badToken), "D6",
                "a voucher came (201 voucher), and the till has not finalised it, and its "
                    + "confirmation was refused (401 AUTHENTICATION_ERROR)"
            ),
            (
                Till().provision(.outage).reverse(.badToken), "D1",
                "the outcome of the provision was unknown (503 UPSTREAM_UNAVAILABLE), and the "
                    + "till neither retried nor reversed it, and its reversal was refused "
                    + "(401 AUTHENTICATION_ERROR)"
            ),
            (
                Till().provision(.outage).retry(.badToken), "D5",
                "the last retry brought no voucher (401 AUTHENTICATION_ERROR), and the till sent "
                    + "no reversal"
            ),
            (
                Till().provision(.outage).retry(.outage).reverse(.wrongUser), "D5",
                "the last retry brought no voucher (503 UPSTREAM_UNAVAILABLE), and the till has "
                    + "not reversed the provision, and its reversal was refused "
                    + "(400 AUTHENTICATION_ERROR)"
            ),
        ])
    func refusedForSender(till: Till, rule: String, message: String) throws {
        let report = try till.ended().report()
        let result = report.rules.first { $0.id == rule }
        #expect(result?.findings.map(\.message) == [message])
        #expect(report.rules.first { $0.id == "D14" }?.verdict == .fail)
        #expect(report.absence == nil)
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

    static let d16: [Case] = [
        Case("as authorised", .pass, provisioned.confirm { $0["amounts"] = amount(10000) }),
        Case("less", .pass, provisioned.confirm { $0["amounts"] = amount(1) }),
        Case("more", .warn, provisioned.confirm { $0["amounts"] = amount(10001) }),
        Case(
            "another currency", .warn, provisioned.confirm { $0["amounts"] = amount(1, "840") }),
        Case(
            "the currency as a number", .pass,
            provisioned.confirm {
                $0["amounts"] = ["approvedAmount": ["amount": 1, "currency": 710]]
            }),
        Case(
            "more than the answer approved", .warn,
            Till().claim("redeem", approval(500)).conclude("confirm-redeem") {
                $0["amounts"] = amount(501)
            }),
        Case(
            "a reversal of a part", .pass,
            provisioned.reverse { $0["amounts"] = amount(500) }),
        Case("no amount", .notApplicable, provisioned.confirm()),
        Case(
            "nothing known of the amount", .notApplicable,
            Till().claim("redeem").conclude("confirm-redeem") { $0["amounts"] = amount(501) }),
    ]

    @Test("D16: an advice confirms no more than was authorised", arguments: d16)
    func authorisedAmount(_ example: Case) throws {
        try example.expect(of: "D16")
    }

    private static func amount(_ value: Int, _ currency: String = "710") -> JSON {
        [
            "approvedAmount": [
                "amount": .number(JSONNumber(value)), "currency": .string(currency),
            ]
        ]
    }

    private static func approval(_ value: Int) -> Reply {
        Reply(status: 201, response: ["amounts": amount(value)])
    }

    static let d17: [Case] = [
        Case("looked up", .pass, Till().claim("redeem")),
        Case("not looked up", .warn, Till().claim("redeem", looksUp: false)),
        Case(
            "another voucher was looked up", .warn,
            Till().call("lookup", ["voucherCode": "1"], Reply(status: 200))
                .claim("redeem", looksUp: false)),
        Case(
            "found by its provision", .pass,
            Till().call(
                "lookup", .null,
                Reply(status: 200, response: ["voucher": ["code": "9876543210123456"]])
            )
            .claim("redeem", looksUp: false)),
        Case(
            "looked up by its provision, with codes hidden", .pass,
            provisioned.lookup(by: "provisionRequestId").redeem(Till.uuid(0, 1))),
        Case(
            "looked up by its serial number, with codes hidden", .pass,
            provisioned.lookup(by: "voucherSerialNumber").redeem(Till.uuid(0, 1))),
        Case(
            "another was looked up by its provision, with codes hidden", .warn,
            provisioned.lookup(by: "provisionRequestId").redeem(Till.uuid(0, 2))),
        Case(
            "another client looked it up by its provision, with codes hidden", .warn,
            provisioned.user("44444444").lookup(by: "provisionRequestId").user(Bodies.client)
                .redeem(Till.uuid(0, 1))),
        Case(
            "looked up by another client", .warn,
            Till().user("44444444")
                .call("lookup", ["voucherCode": "9876543210123456"], Reply(status: 200))
                .user(Bodies.client).claim("redeem", looksUp: false)),
        Case(
            "looked up by a hidden code", .pass,
            Till().call("lookup", ["voucherCode": "****"], .timeout)
                .claim("redeem", looksUp: false)),
        Case("a sale", .notApplicable, provisioned.confirm()),
    ]

    @Test("D17: a redemption is preceded by a lookup", arguments: d17)
    func lookupBeforeRedemption(_ example: Case) throws {
        try example.expect(of: "D17")
    }

    private static let patient = Till(judge: ["D18": ["patience": "60s"]])

    static let d18: [Case] = [
        Case("waited", .pass, patient.provision(.timeout, took: 60_000).retry(.voucher)),
        Case("left early", .fail, patient.provision(.timeout, took: 59_999).retry(.voucher)),
        Case(
            "retried while the answer was under way", .fail,
            patient.provision(.voucher, took: 30_000).retry(.voucher, after: -20_000)),
        Case("the server closed", .pass, patient.provision(.silence("closed")).retry(.voucher)),
        Case(
            "left an advice early", .fail, patient.provision(.voucher).confirm(.timeout).confirm()),
        Case(
            "a warning where the scenario says so", .warn,
            Till(judge: ["D18": "warn"]).provision(.timeout).retry(.voucher)),
        Case("off unless set", .notApplicable, Till().provision(.timeout).retry(.voucher)),
    ]

    @Test("D18: the till waits for an answer as long as agreed", arguments: d18)
    func patience(_ example: Case) throws {
        try example.expect(of: "D18")
    }
}

extension Till {
    /// Redeems the voucher of a sale, with its code as a journal file has it.
    fileprivate func redeem(_ sale: String) -> Till {
        claim("redeem", looksUp: false) { $0["voucher"] = ["code": .string("****" + sale)] }
    }
}
