import Conformance
import JSONTree
import Testing
import Vocabulary

/// Confirmations and reversals: D6 to D9.
struct AdviceRulesTests {
    static let d6: [Case] = [
        Case("confirmed", .pass, Till().provision(.voucher).confirm()),
        Case("cancelled", .pass, Till().provision(.voucher).reverse(reason: "CANCELLED")),
        Case("still in time", .inconclusive, Till().provision(.voucher), after: 29_999),
        Case("too late", .fail, Till().provision(.voucher), after: 30_000),
        Case("the run is over", .fail, Till().provision(.outage).retry(.voucher).ended()),
        Case("both kinds", .fail, Till().provision(.voucher).confirm().reverse()),
        Case(
            "both kinds though the voucher never came", .fail,
            Till().provision(.outage).retry(.outage).reverse().confirm(.notFound)),
        Case(
            "no advice since the voucher came", .fail,
            Till().provision(.outage).reverse().retry(.voucher).ended()),
        Case(
            "a tolerant till read a spoilt answer", .pass,
            Till().provision(.voucher.garbled("wrong-content-type")).confirm()),
        Case("no voucher", .notApplicable, Till().provision(.decline)),
        Case(
            "single messaging", .notApplicable,
            Till(messaging: "single").provision(.voucher).ended()),
    ]

    @Test("D6: what succeeded is finalised by one kind of advice", arguments: d6)
    func oneKindOfAdvice(_ example: Case) throws {
        try example.expect(of: "D6")
    }

    static let d7: [Case] = [
        Case("no advice", .pass, Till(messaging: "single").provision(.voucher)),
        Case(
            "cancelled", .pass,
            Till(messaging: "single").provision(.voucher).reverse(reason: "CANCELLED")),
        Case("confirmed", .fail, Till(messaging: "single").provision(.voucher).confirm()),
        Case("dual messaging", .notApplicable, Till().provision(.voucher).confirm()),
        Case("declined", .notApplicable, Till(messaging: "single").provision(.decline)),
    ]

    @Test("D7: there is no confirmation in single messaging", arguments: d7)
    func noConfirmation(_ example: Case) throws {
        try example.expect(of: "D7")
    }

    static let provisioned = Till().provision(.voucher)

    static let d8: [Case] = [
        Case("answered at once", .pass, provisioned.confirm()),
        Case("400 is final", .pass, provisioned.confirm(.error(400))),
        Case(
            "a spoilt answer has a status", .pass, provisioned.confirm(.accepted.garbled("empty"))),
        Case(
            "repeated until it was answered", .pass,
            provisioned.confirm(.outage).confirm(.timeout).confirm()),
        Case(
            "repeated though it was answered", .pass,
            provisioned.confirm().confirm(.timeout).ended()),
        Case(
            "repeated with a newer time", .pass,
            provisioned.confirm(.outage).confirm { $0["time"] = "2026-01-28T11:00:00Z" }),
        Case("still in time", .inconclusive, provisioned.confirm(.outage), after: 29_999),
        Case("too late", .fail, provisioned.confirm(.timeout), after: 30_000),
        Case("the run is over", .fail, provisioned.reverse(.error(500)).ended()),
        Case(
            "an answer that is no HTTP is none", .fail,
            provisioned.confirm(.accepted.garbled("not-http")).ended()),
        Case(
            "a gateway's page is a 502", .fail,
            provisioned.confirm(.accepted.garbled("html-502")).ended()),
        Case(
            "under a new id", .fail,
            provisioned.confirm(.outage).confirm(id: Till.uuid(3, 1))),
        Case(
            "with other content", .fail,
            provisioned.confirm(.outage).confirm { $0["tenders"] = [] }),
        Case(
            "a malformed advice may be corrected", .pass,
            provisioned.confirm(.malformed("time may not be null"))
                .confirm(id: Till.uuid(3, 1))),
        Case("an advice under way", .notApplicable, provisioned.confirm(.pending)),
        Case("no advice", .notApplicable, provisioned),
    ]

    @Test("D8: an advice is repeated unchanged until it gets a final status", arguments: d8)
    func adviceRepeats(_ example: Case) throws {
        try example.expect(of: "D8")
    }

    static let requested: JSON = [
        ["institutionId": "22222222", "transactionIdentifier": "RRN1"]
    ]

    static let d9: [Case] = [
        Case("the response's identifiers", .pass, provisioned.confirm()),
        Case(
            "the request's, no response having come", .pass,
            Till().provision(.outage).retry(.outage).reverse()),
        Case(
            "the request's, the till having waited in vain", .pass,
            provisioned.reverse { $0["thirdPartyIdentifiers"] = requested }),
        Case(
            "the request's, though a response came", .fail,
            provisioned.confirm { $0["thirdPartyIdentifiers"] = requested }),
        Case(
            "the request's in a cancellation", .fail,
            provisioned.reverse(reason: "CANCELLED") { $0["thirdPartyIdentifiers"] = requested }),
        Case("none", .fail, provisioned.confirm { $0["thirdPartyIdentifiers"] = [] }),
        Case(
            "in another order", .fail,
            provisioned.confirm {
                let identifiers = $0["thirdPartyIdentifiers"]?.items ?? []
                $0["thirdPartyIdentifiers"] = .array(identifiers.reversed())
            }),
        Case(
            "another provision's id", .fail,
            provisioned.confirm(.notFound) { $0["requestId"] = .string(Till.uuid(5, 1)) }),
        Case(
            "nothing known at all", .fail,
            provisioned.confirm(.notFound) {
                $0["requestId"] = .string(Till.uuid(5, 1))
                $0["thirdPartyIdentifiers"] = []
            }),
        Case("no advice", .notApplicable, provisioned),
        Case(
            "a malformed advice is left to D13", .notApplicable,
            provisioned.confirm(.malformed("thirdPartyIdentifiers may not be null")) {
                $0["thirdPartyIdentifiers"] = nil
            }),
    ]

    @Test("D9: an advice names its request and carries its identifiers", arguments: d9)
    func adviceNamesProvision(_ example: Case) throws {
        try example.expect(of: "D9")
    }
}
