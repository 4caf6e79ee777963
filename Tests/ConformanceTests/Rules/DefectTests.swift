import Conformance
import JSONTree
import Testing
import Vocabulary

/// Defects of tills: each is caught by the rule named for it, and by no other.
struct DefectTests {
    private static let provisioned = Till().provision(.voucher)
    private static let unknown = Till().provision(.outage)
    private static let single = Till(messaging: "single")

    private static let open: [Defect] = [
        Defect("gives up after a time-out", "D1", Till().provision(.timeout)),
        Defect("gives up after a 503", "D1", unknown),
        Defect(
            "takes VOUCHER_STATUS_UNKNOWN for a decline", "D1",
            Till().provision(.error(400, "VOUCHER_STATUS_UNKNOWN"))),
        Defect(
            "gives up after a truncated answer", "D1",
            Till().provision(.voucher.garbled("truncated"))),
        Defect("confirms a voucher that never came", "D1", unknown.confirm(.notFound)),
        Defect(
            "sells anew instead of retrying", "D1",
            unknown.sale(2).provision(.voucher).confirm()),
        Defect("gives up in single messaging", "D1", single.provision(.silence("held"))),
    ]

    private static let retries: [Defect] = [
        Defect(
            "retries with another amount", "D2",
            unknown.retry(.voucher) { $0["amounts"] = ["requestAmount": ["amount": 1]] }.confirm()),
        Defect(
            "retries under a new id", "D2",
            unknown.retry(.outage) { $0["id"] = .string(Till.uuid(5, 1)) }.reverse()),
        Defect(
            "retries under another path", "D2",
            unknown.retry(.notFound, path: Till.uuid(5, 1)).reverse()),
        Defect(
            "retries under a new id in path and body", "D2",
            unknown.retry(.outage, path: Till.uuid(5, 1)) { $0["id"] = .string(Till.uuid(5, 1)) }
                .reverse()),
        Defect(
            "confirms what a retry under a new id brought", "D2",
            unknown.retry(.voucher, path: Till.uuid(5, 1)) { $0["id"] = .string(Till.uuid(5, 1)) }
                .confirm { $0["requestId"] = .string(Till.uuid(5, 1)) }),
        Defect(
            "retries without the tail of the body", "D2",
            unknown.retry(.voucher) { $0["paymentMethods"] = nil }.confirm()),
        Defect(
            "retries with new identifiers", "D2",
            unknown.retry(.outage) { $0["thirdPartyIdentifiers"] = [] }.reverse()),
        Defect("retries as a provision", "D2", unknown.provisionAgain(.duplicate).reverse()),
        Defect(
            "sends a provision twice at once", "D2",
            provisioned.provisionAgain(.duplicate).reverse()),
        Defect("reverses without a retry", "D3", .warn, unknown.reverse()),
        Defect(
            "reverses after a time-out without a retry", "D3", .warn,
            Till().provision(.timeout).reverse()),
        Defect(
            "retries four times", "D3", .warn,
            unknown.retry(.outage).retry(.outage).retry(.outage).retry(.voucher).confirm()),
        Defect(
            "retries without end", "D3", .warn,
            (1...20).reduce(unknown) { till, _ in till.retry(.timeout) }.reverse()),
    ]

    private static let declines: [Defect] = [
        Defect("retries a decline", "D4", .warn, Till().provision(.decline).retry(.decline)),
        Defect(
            "retries a decline until it is answered otherwise", "D4", .warn,
            Till().provision(.decline).retry(.decline).retry(.voucher).confirm()),
        Defect("reverses a decline", "D4", .warn, Till().provision(.decline).reverse()),
        Defect("confirms a decline", "D4", Till().provision(.decline).confirm(.notFound)),
        Defect(
            "sends a declined provision again", "D4", .warn,
            Till().provision(.decline).provisionAgain(.duplicate)),
        Defect(
            "reverses what was declined for its amount", "D4", .warn,
            Till().provision(.error(400, "INVALID_AMOUNT")).reverse()),
        Defect("takes a declined retry for the end", "D5", unknown.retry(.decline)),
        Defect(
            "gives up after three retries", "D5",
            unknown.retry(.outage).retry(.outage).retry(.timeout)),
        Defect("gives up after one retry", "D5", unknown.retry(.timeout)),
        Defect(
            "goes on after a declined retry", "D5",
            unknown.retry(.decline).retry(.decline).reverse()),
        Defect(
            "gives up in single messaging after retries", "D5",
            single.provision(.outage).retry(.outage)),
    ]

    private static let advices: [Defect] = [
        Defect("never confirms", "D6", provisioned),
        Defect("never confirms after a retry", "D6", unknown.retry(.voucher)),
        Defect(
            "forgets the second sale", "D6",
            provisioned.confirm().sale(2).provision(.voucher)),
        Defect("confirms and reverses", "D6", provisioned.confirm().reverse(.error(400))),
        Defect(
            "reverses and confirms", "D6",
            provisioned.reverse(reason: "CANCELLED").confirm(.error(400))),
        Defect("confirms in single messaging", "D7", single.provision(.voucher).confirm()),
        Defect(
            "confirms a retried voucher in single messaging", "D7",
            single.provision(.outage).retry(.voucher).confirm()),
        Defect("does not repeat a confirmation after a 503", "D8", provisioned.confirm(.outage)),
        Defect(
            "does not repeat a reversal after silence", "D8",
            unknown.retry(.outage).reverse(.silence("held"))),
        Defect(
            "gives up after two repeats", "D8",
            provisioned.confirm(.outage).confirm(.timeout).confirm(.outage)),
        Defect(
            "repeats under a new id", "D8",
            provisioned.confirm(.outage).confirm(id: Till.uuid(3, 1))),
        Defect(
            "repeats with other tenders", "D8",
            provisioned.confirm(.outage).confirm { $0["tenders"] = [] }),
        Defect(
            "repeats a reversal for another reason", "D8",
            unknown.retry(.outage).reverse(.outage).reverse(reason: "CANCELLED")),
        Defect(
            "confirms the wrong provision", "D9",
            provisioned.confirm(.notFound) { $0["requestId"] = .string(Till.uuid(5, 1)) }),
        Defect(
            "confirms the sale before", "D9",
            provisioned.confirm().sale(2).provision(.voucher).confirm {
                $0["requestId"] = .string(Till.uuid(0, 1))
            }),
        Defect(
            "reverses the wrong provision", "D9",
            unknown.retry(.outage).reverse(.notFound) {
                $0["requestId"] = .string(Till.uuid(5, 1))
            }),
        Defect(
            "drops the switch's identifier", "D9",
            provisioned.confirm { $0["thirdPartyIdentifiers"] = .array(first(of: $0)) }),
        Defect(
            "drops all identifiers", "D9",
            provisioned.confirm { $0["thirdPartyIdentifiers"] = [] }),
        Defect(
            "reorders identifiers", "D9",
            provisioned.confirm {
                let all = $0["thirdPartyIdentifiers"]?.items ?? []
                $0["thirdPartyIdentifiers"] = .array(all.reversed())
            }),
        Defect(
            "rewrites an identifier", "D9",
            provisioned.confirm {
                let own: JSON = ["institutionId": "22222222", "transactionIdentifier": "X"]
                $0["thirdPartyIdentifiers"] = .array(first(of: $0) + [own])
            }),
    ]

    private static let messages: [Defect] = [
        Defect(
            "uses the provision's id in the confirmation", "D10",
            provisioned.confirm(id: Till.uuid(0, 1))),
        Defect(
            "uses one id for two sales", "D10",
            provisioned.confirm().provisionAgain(.duplicate) { $0["amounts"] = [:] }),
        Defect(
            "uses one advice id for two sales", "D10",
            provisioned.confirm().sale(2).provision(.voucher).confirm(id: Till.uuid(1, 1))),
        Defect(
            "numbers its messages", "D10",
            Till().provision(.malformed("UUID must conform to the format 8-4-4-4-12"), id: "17")),
        Defect(
            "makes ids of version 1", "D10", .warn,
            Till().provision(.voucher, id: "6ba7b810-9dad-11d1-80b4-00c04fd430c8").confirm()),
        Defect(
            "retries Stellr", "D11", .warn,
            Till().provider("stellr").provision(.timeout).retry(.decline).reverse()),
        Defect(
            "spells the id in two ways", "D10", .warn,
            Till().provision(.voucher, id: lettered.uppercased()).confirm {
                $0["requestId"] = .string(lettered)
            }),
        Defect(
            "spells the id of a retry otherwise", "D10", .warn,
            Till().provision(.outage, id: lettered).retry(.voucher, path: lettered.uppercased()) {
                $0["id"] = .string(lettered.uppercased())
            }.confirm()),
        Defect(
            "looks up at once", "D12", .warn,
            Till().provision(.timeout).lookup().retry(.voucher).confirm()),
        Defect(
            "leaves a field out", "D13",
            Till().provision(.malformed("originator may not be null"))),
        Defect(
            "sends an advice that is malformed", "D13",
            provisioned.confirm(.malformed("tenders[0].amount may not be null"))),
        Defect(
            "corrects a malformed retry", "D13",
            unknown.retry(.malformed("time may not be null")) { $0["time"] = nil }
                .retry(.voucher).confirm()),
        Defect(
            "leaves the tenders out", "D13", .warn,
            provisioned.confirm(Reply(status: 202, tolerated: ["tenders is required"])) {
                $0["tenders"] = nil
            }),
        Defect(
            "calls what is not there", "D13", .warn,
            provisioned.confirm().call("unknown", .null, .notFound)),
        Defect(
            "signs in under another name", "D14",
            Till().user("44444444").provision(.wrongUser)),
        Defect(
            "confirms under another name", "D14",
            provisioned.user("44444444").confirm(.notFound)),
        Defect(
            "retries without a pause", "D15", .warn,
            unknown.retry(.voucher, after: 0).confirm()),
        Defect(
            "confirms more than was authorised", "D16", .warn,
            provisioned.confirm { $0["amounts"] = approved(10001, "710") }),
        Defect(
            "confirms in another currency", "D16", .warn,
            provisioned.confirm { $0["amounts"] = approved(10000, "840") }),
        Defect(
            "waits too short", "D18",
            Till(judge: ["D18": ["patience": "60s"]]).provision(.timeout, took: 20_000)
                .retry(.voucher).confirm()),
        Defect(
            "retries by another provision", "D2",
            unknown.provisionAgain(.voucher) { $0["id"] = .string(Till.uuid(5, 1)) }
                .confirm { $0["requestId"] = .string(Till.uuid(5, 1)) }),
        Defect("gives up when its token has expired", "D14", Till().provision(.badToken)),
        Defect(
            "hammers with a confirmation", "D15", .warn,
            provisioned.confirm(.outage).confirm(.outage, after: 1).confirm(after: 1)),
    ]

    private static let redeemed = Till().claim("redeem")

    private static let claims: [Defect] = [
        Defect("gives up after a redemption's time-out", "D1", Till().claim("redeem", .timeout)),
        Defect(
            "confirms a redemption that nobody answered", "D1",
            Till().claim("redeem", .outage).conclude("confirm-redeem", .notFound)),
        Defect("gives up after a refund's 503", "D1", Till().claim("refund", .outage)),
        Defect("never confirms a redemption", "D6", .warn, redeemed),
        Defect("never confirms a refund", "D6", .warn, Till().claim("refund")),
        Defect(
            "confirms and reverses a redemption", "D6",
            redeemed.conclude("confirm-redeem").conclude("reverse-redeem", .error(400))),
        Defect(
            "confirms the sale in place of the redemption", "D6", .warn,
            provisioned.confirm().claim("redeem").confirm()),
        Defect(
            "does not repeat a redemption's confirmation", "D8",
            redeemed.conclude("confirm-redeem", .outage)),
        Defect(
            "repeats a redemption's reversal under a new id", "D8",
            Till().claim("redeem", .timeout).conclude("reverse-redeem", .outage)
                .conclude("reverse-redeem", id: Till.uuid(5, 1))),
        Defect(
            "repeats a refund's reversal with other content", "D8",
            Till().claim("refund", .timeout).conclude("reverse-refund", .outage)
                .conclude("reverse-refund") { $0["rrn"] = "2" }),
        Defect(
            "confirms the wrong redemption", "D9",
            redeemed.conclude("confirm-redeem", .notFound) {
                $0["requestId"] = .string(Till.uuid(5, 1))
            }),
        Defect(
            "drops a redemption's identifiers", "D9",
            redeemed.conclude("confirm-redeem") { $0["thirdPartyIdentifiers"] = [] }),
        Defect(
            "redeems without a lookup", "D17", .warn,
            Till().claim("redeem", looksUp: false).conclude("confirm-redeem")),
        Defect(
            "redeems under the provision's id", "D10",
            provisioned.confirm().claim("redeem", .error(400), id: Till.uuid(0, 1))),
        Defect(
            "confirms under the redemption's id", "D10",
            redeemed.conclude("confirm-redeem", id: Till.uuid(3, 1))),
        Defect(
            "looks a redemption up while it is processed", "D12", .warn,
            Till().claim("redeem", .timeout).lookUpRedemption(Reply(status: 102))
                .conclude("reverse-redeem")),
        Defect(
            "redeems without a voucher", "D13",
            Till().claim("redeem", .malformed("voucher may not be null"))),
        Defect(
            "confirms a redemption under another name", "D14",
            redeemed.user("44444444").conclude("confirm-redeem", .notFound)),
        Defect(
            "hammers with a redemption's confirmation", "D15", .warn,
            redeemed.conclude("confirm-redeem", .outage).conclude("confirm-redeem", after: 1)),
    ]

    static let defects = open + retries + declines + advices + messages + claims

    @Test("a defect is caught by its rule and by no other", arguments: defects)
    func caught(_ defect: Defect) throws {
        let doubts = try defect.till.report().rules.filter { $0.verdict > .pass }
        #expect(doubts.map(\.id) == [defect.rule], "\(doubts.flatMap(\.findings))")
        #expect(doubts.map(\.verdict) == [defect.verdict])
    }

    @Test("there are at least forty defects, and every rule has one")
    func enough() {
        #expect(Self.defects.count >= 40)
        #expect(Set(Self.defects.map(\.rule)) == Set(VerdictRule.all.map(\.id)))
    }

    private static let lettered = "abcdef00-0000-4000-8000-00000000000a"

    private static func approved(_ amount: Int, _ currency: String) -> JSON {
        [
            "approvedAmount": [
                "amount": .number(JSONNumber(amount)), "currency": .string(currency),
            ]
        ]
    }

    private static func first(of advice: JSONObject) -> [JSON] {
        Array((advice["thirdPartyIdentifiers"]?.items ?? []).prefix(1))
    }
}
