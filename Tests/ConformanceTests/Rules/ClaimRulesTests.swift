import Conformance
import JSONTree
import Testing
import Vocabulary

/// Redemptions and refunds: D1, D6, D8 to D10, D12 and D13 say of them what they say of provisions.
struct ClaimRulesTests {
    static let redeemed = Till().claim("redeem")
    static let unanswered = Till().claim("redeem", .timeout)

    static let d1: [Case] = [
        Case("reversed", .pass, unanswered.conclude("reverse-redeem")),
        Case(
            "a refund reversed", .pass, Till().claim("refund", .outage).conclude("reverse-refund")),
        Case("not yet", .inconclusive, unanswered, after: 29_999),
        Case("never", .fail, unanswered, after: 30_000),
        Case("a confirmation does not help", .fail, unanswered.conclude("confirm-redeem").ended()),
        Case(
            "in single messaging", .fail, Till(messaging: "single").claim("redeem", .outage).ended()
        ),
        Case(
            "reversed before it was answered", .pass,
            Till().claim("redeem", took: 5000).conclude("reverse-redeem", after: -4000)),
        Case(
            "a lookup told that it succeeded", .notApplicable, unanswered.lookUpRedemption(.voucher)
        ),
        Case("a lookup told that it failed", .notApplicable, unanswered.lookUpRedemption(.decline)),
        Case(
            "a lookup found nothing", .fail,
            unanswered.lookUpRedemption(Reply(status: 404)).ended()),
        Case(
            "a lookup told that nobody knows", .fail,
            unanswered.lookUpRedemption(.error(504, "VOUCHER_STATUS_UNKNOWN")).ended()),
        Case("sent again, and answered", .notApplicable, unanswered.claim("redeem")),
        Case(
            "sent again, and refused as a repeat", .fail,
            unanswered.claim("redeem", .error(400, "VOUCHER_ALREADY_REDEEMED")).ended()),
        Case("declined", .notApplicable, Till().claim("redeem", .decline)),
    ]

    @Test("D1: an unknown outcome is followed by a reversal", arguments: d1)
    func unknownOutcome(_ example: Case) throws {
        try example.expect(of: "D1")
    }

    static let d6: [Case] = [
        Case("confirmed", .pass, redeemed.conclude("confirm-redeem")),
        Case("cancelled", .pass, redeemed.conclude("reverse-redeem")),
        Case("a refund confirmed", .pass, Till().claim("refund").conclude("confirm-refund")),
        Case("not yet", .inconclusive, redeemed),
        Case("never", .warn, redeemed.ended()),
        Case("the advice was on the refund", .warn, redeemed.conclude("confirm-refund").ended()),
        Case(
            "both", .fail, redeemed.conclude("confirm-redeem").conclude("reverse-redeem")),
        Case("a lookup told of it", .warn, unanswered.lookUpRedemption(.voucher).ended()),
        Case("single messaging", .notApplicable, Till(messaging: "single").claim("redeem").ended()),
        Case("declined", .notApplicable, Till().claim("redeem", .decline).ended()),
    ]

    @Test("D6: what succeeded is finalised by one kind of advice", arguments: d6)
    func oneKindOfAdvice(_ example: Case) throws {
        try example.expect(of: "D6")
    }

    static let d9: [Case] = [
        Case("the response's identifiers", .pass, redeemed.conclude("confirm-redeem")),
        Case("the request's, without a response", .pass, unanswered.conclude("reverse-redeem")),
        Case(
            "a lookup's", .pass,
            Till().claim("redeem", .error(504, "VOUCHER_STATUS_UNKNOWN")).lookUpRedemption(.voucher)
                .with { $0.claims["redeem"] = Till().claim("redeem").claims["redeem"] }
                .conclude("confirm-redeem")),
        Case(
            "none", .fail,
            redeemed.conclude("confirm-redeem") { $0["thirdPartyIdentifiers"] = [] }),
        Case(
            "a provision is named", .fail,
            Till().provision(.voucher).claim("redeem").conclude("confirm-redeem") {
                $0["requestId"] = .string(Till.uuid(0, 1))
            }),
    ]

    @Test("D9: an advice names its request and carries its identifiers", arguments: d9)
    func adviceNamesRequest(_ example: Case) throws {
        try example.expect(of: "D9")
    }

    static let d12: [Case] = [
        Case("after it was approved", .pass, redeemed.lookUpRedemption(.voucher)),
        Case("after a time-out", .pass, unanswered.lookUpRedemption(.voucher)),
        Case(
            "while it is under way", .warn,
            Till().claim("redeem", took: 5000).lookUpRedemption(.voucher, after: -4000)),
        Case("while it is processed", .warn, unanswered.lookUpRedemption(Reply(status: 102))),
        Case("of nothing known", .notApplicable, Till().lookUpRedemption(Reply(status: 404))),
    ]

    @Test("D12: no lookup comes before the outcome can be known", arguments: d12)
    func earlyLookups(_ example: Case) throws {
        try example.expect(of: "D12")
    }

    @Test("A report has redemptions and refunds among its transactions")
    func transactions() throws {
        let till = Till().provision(.voucher).confirm().claim("redeem").claim("refund")
        #expect(try till.report().transactions.map(\.kind) == [.provision, .redemption, .refund])
    }

    @Test("What a scenario expects in the end, it expects of provisions alone")
    func expectations() throws {
        let till = Till(expect: ["finally": "confirmed"]).provision(.voucher).confirm()
            .claim("redeem").conclude("reverse-redeem").ended()
        #expect(try till.report().expectations.map(\.verdict) == [.pass])
    }
}
