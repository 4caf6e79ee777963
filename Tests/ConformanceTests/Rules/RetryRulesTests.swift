import Conformance
import JSONTree
import Testing
import Vocabulary

/// Unknown outcomes, retries and declines: D1 to D5.
struct RetryRulesTests {
    private static let lettered = "abcdef00-0000-4000-8000-00000000000a"

    static let d1: [Case] = [
        Case("a retry answers", .pass, Till().provision(.outage).retry(.pending)),
        Case("a reversal answers", .pass, Till().provision(.outage).reverse()),
        Case(
            "a retry answers late", .pass,
            Till().provision(.outage).retry(.voucher, after: 90_000)),
        Case("still in time", .inconclusive, Till().provision(.outage), after: 29_999),
        Case("too late", .fail, Till().provision(.outage), after: 30_000),
        Case("the run is over", .fail, Till().provision(.outage).ended()),
        Case(
            "the time is the scenario's", .fail,
            Till(judge: ["owedWithin": "5s"]).provision(.outage), after: 5000),
        Case(
            "the rule's own time wins", .inconclusive,
            Till(judge: ["owedWithin": "5s", "D1": ["owedWithin": "1.5m"]]).provision(.outage),
            after: 89_999),
        Case("a confirmation does not help", .fail, Till().provision(.outage).confirm().ended()),
        Case("500 is unknown", .fail, Till().provision(.error(500)).ended()),
        Case(
            "400 is unknown if the error type says so", .fail,
            Till().provision(.error(400, "VOUCHER_STATUS_UNKNOWN")).ended()),
        Case(
            "200 without a voucher is unknown", .fail,
            Till().provision(Reply(status: 200)).ended()),
        Case("silence is unknown", .fail, Till().provision(.silence("held")).ended()),
        Case("a reset is unknown", .fail, Till().provision(.silence("reset")).ended()),
        Case("a close is unknown", .fail, Till().provision(.silence("closed")).ended()),
        Case("a time-out is unknown", .fail, Till().provision(.timeout).ended()),
        Case(
            "a voucher beyond reading is unknown", .fail,
            Till().provision(.voucher.garbled("malformed-json")).ended()),
        Case(
            "what never was answered is unknown in the end", .fail,
            Till().provision(.pending).ended()),
        Case("an answer under way is not", .notApplicable, Till().provision(.pending)),
        Case("a voucher came", .notApplicable, Till().provision(.voucher).confirm().ended()),
        Case("declined", .notApplicable, Till().provision(.decline).ended()),
        Case(
            "switched off", .notApplicable,
            Till(judge: ["D1": "off"]).provision(.outage).ended()),
    ]

    @Test("D1: a provision of unknown outcome is not left open", arguments: d1)
    func unknownOutcome(_ example: Case) throws {
        try example.expect(of: "D1")
    }

    /// A wish for a code, as a journal file has it: with the sale that has the code.
    private static func code(_ sale: Int) -> Till.Edit {
        { $0["voucher"] = ["code": .string("****" + Till.uuid(0, sale))] }
    }

    private static func wishing(_ sale: Int, _ reply: Reply) -> Till {
        Till().provision(reply, edit: code(sale))
    }

    static let d2: [Case] = [
        Case("the same body", .pass, Till().provision(.outage).retry(.voucher)),
        Case(
            "a newer time", .pass,
            Till().provision(.outage).retry(.voucher) { $0["time"] = "2026-01-28T11:00:00Z" }),
        Case(
            "members in another order", .pass,
            Till().provision(.outage).retry(.voucher) {
                let time = $0["time"]
                $0["time"] = nil
                $0["time"] = time
            }),
        Case("the provision never arrived", .pass, Till().retry(.voucher)),
        Case(
            "a wished code that belonged to another sale before", .pass,
            wishing(2, .lost).retry(.voucher, edit: code(1))),
        Case(
            "a wished code that still belongs to another sale", .pass,
            wishing(2, .outage).retry(.voucher)),
        Case(
            "another wished code, with no voucher issued", .fail,
            wishing(2, .outage).retry(.voucher, edit: code(1))),
        Case(
            "another sale's code after the voucher was issued", .fail,
            wishing(2, .lost).retry(.voucher, edit: code(3))),
        Case(
            "another code that nobody has", .fail,
            wishing(2, .lost).retry(.voucher) { body in
                body["voucher"] = ["code": "****"]
            }),
        Case(
            "a wished code that belonged to another sale, and another amount", .fail,
            wishing(2, .lost).retry(.voucher) {
                code(1)(&$0)
                $0["amounts"] = ["requestAmount": ["amount": 1, "currency": "710"]]
            }),
        Case(
            "a wished code that belonged to another sale, and another PIN", .fail,
            wishing(2, .lost).retry(.voucher) {
                $0["voucher"] = ["code": .string("****" + Till.uuid(0, 1)), "type": "new"]
            }),
        Case(
            "another amount", .fail,
            Till().provision(.outage).retry(.voucher) { $0["amounts"] = [:] }),
        Case(
            "another id", .fail,
            Till().provision(.outage).retry(.decline) { $0["id"] = .string(Till.uuid(5, 1)) }),
        Case(
            "another path", .fail,
            Till().provision(.outage).retry(.notFound, path: Till.uuid(5, 1))),
        Case(
            "sent as a provision", .fail,
            Till().provision(.outage).provisionAgain(.duplicate)),
        Case(
            "null for absent, 710 for a string", .pass,
            Till().provision(.outage).retry(.voucher) {
                $0["amounts"] = ["requestAmount": ["currency": 710, "amount": 10000]]
                $0["slip"] = .null
            }),
        Case(
            "the id in capitals", .pass,
            Till().provision(.outage, id: lettered).retry(.voucher, path: lettered.uppercased()) {
                $0["id"] = .string(lettered.uppercased())
            }),
        Case(
            "sent as a provision, the id in capitals", .fail,
            Till().provision(.voucher, id: lettered).provisionAgain(.duplicate) {
                $0["id"] = .string(lettered.uppercased())
            }),
        Case(
            "a new id in path and body", .fail,
            Till().provision(.outage).retry(.voucher, path: Till.uuid(5, 1)) {
                $0["id"] = .string(Till.uuid(5, 1))
            }),
        Case(
            "a new id, another sale", .pass,
            Till().provision(.outage).retry(.voucher, path: Till.uuid(5, 1)) {
                $0["id"] = .string(Till.uuid(5, 1))
                $0["amounts"] = ["requestAmount": ["amount": 1, "currency": "710"]]
            }),
        Case(
            "a new id after the outcome is known", .pass,
            Till().provision(.voucher).retry(.voucher, path: Till.uuid(5, 1)) {
                $0["id"] = .string(Till.uuid(5, 1))
            }),
        Case("another provision under a new id", .fail, Till().provision(.outage).again()),
        Case(
            "another provision under a new id, after a retry", .fail,
            Till().provision(.timeout).retry(.outage).again()),
        Case(
            "another customer's provision", .notApplicable,
            Till().provision(.outage).again { $0["thirdPartyIdentifiers"] = [["rrn": "2"]] }),
        Case(
            "another provision after the reversal", .notApplicable,
            Till().provision(.outage).reverse().again()),
        Case(
            "another provision after the voucher", .pass,
            Till().provision(.outage).retry(.voucher).again()),
        Case(
            "another provision while the first is under way", .notApplicable,
            Till().provision(.voucher, took: 5_000).again(after: -4_000)),
        Case("no retry", .notApplicable, Till().provision(.voucher)),
        Case(
            "a malformed retry is left to D13", .notApplicable,
            Till().provision(.outage).retry(.malformed("time may not be null"))),
    ]

    @Test("D2: a retry repeats the provision at the retry operation", arguments: d2)
    func sameRetry(_ example: Case) throws {
        try example.expect(of: "D2")
    }

    static let d3: [Case] = [
        Case("one retry", .pass, Till().provision(.outage).retry(.outage).reverse()),
        Case(
            "three retries", .pass,
            Till().provision(.outage).retry(.outage).retry(.outage).retry(.voucher)),
        Case(
            "four retries", .warn,
            Till().provision(.outage).retry(.outage).retry(.outage).retry(.outage)
                .retry(.voucher)),
        Case(
            "four retries where five are allowed", .pass,
            Till(judge: ["D3": ["retriesMax": 5]]).provision(.outage).retry(.outage)
                .retry(.outage).retry(.outage).retry(.voucher)),
        Case("no retry", .warn, Till().provision(.outage).reverse()),
        Case(
            "no retry, where the scenario is strict", .fail,
            Till(judge: ["D3": "fail"]).provision(.outage).reverse()),
        Case(
            "no retry where none is asked for", .pass,
            Till(judge: ["D3": ["retriesMin": 0]]).provision(.outage).reverse()),
        Case(
            "reversed while the answer is under way", .warn,
            Till().provision(.timeout, took: 5000).reverse(after: -3000)),
        Case(
            "a declined retry ends the retries", .pass,
            Till(judge: ["D3": ["retriesMin": 2]]).provision(.outage).retry(.decline)
                .reverse()),
        Case(
            "a received voucher may be cancelled", .notApplicable,
            Till().provision(.voucher).reverse(reason: "CANCELLED")),
        Case(
            "an answer the till made nothing of", .warn,
            Till().provision(.voucher.garbled("bad-chunk")).reverse()),
        Case(
            "a spoilt answer the till understood", .notApplicable,
            Till().provision(.voucher.garbled("bad-chunk")).reverse(reason: "CANCELLED")),
        Case(
            "the provider has no retries", .notApplicable,
            Till().provider("stellr").provision(.outage).reverse()),
        Case("nothing was reversed", .notApplicable, Till().provision(.outage)),
    ]

    @Test("D3: retries come before a reversal, and not too many", arguments: d3)
    func retriesBeforeReversal(_ example: Case) throws {
        try example.expect(of: "D3")
    }

    private static let reversed = Reply.error(400, "VOUCHER_ALREADY_REVERSED")

    static let d4: [Case] = [
        Case("nothing follows", .pass, Till().provision(.decline)),
        Case("401 is none", .notApplicable, Till().provision(.error(401))),
        Case("403 is a decline, too", .pass, Till().provision(.error(403))),
        Case("a retry follows", .warn, Till().provision(.decline).retry(.decline)),
        Case("a reversal follows", .warn, Till().provision(.decline).reverse()),
        Case(
            "a reversal came before", .pass,
            Till().reverse(.notFound).provision(reversed)),
        Case(
            "a reversal came before and is repeated", .pass,
            Till().reverse(.outage).provision(reversed).reverse(.notFound)),
        Case(
            "a reversal came before, and another follows", .warn,
            Till().reverse(.notFound).provision(reversed).reverse(id: Till.uuid(5, 1))),
        Case(
            "a reversal came before, and a retry follows", .warn,
            Till().reverse(.notFound).provision(reversed).retry(.decline)),
        Case(
            "a confirmation came before", .fail,
            Till().confirm(.notFound).provision(.decline)),
        Case("a confirmation follows", .fail, Till().provision(.decline).confirm(.notFound)),
        Case(
            "a confirmation of what a retry brought after all", .warn,
            Till().provision(.decline).retry(.voucher).confirm()),
        Case(
            "the provision again", .warn, Till().provision(.decline).provisionAgain(.duplicate)),
        Case("the next sale", .pass, Till().provision(.decline).sale(2).provision(.voucher)),
        Case(
            "corrected after a format error", .notApplicable,
            Till().provision(.malformed("time may not be null")).provision(.voucher).confirm()),
        Case(
            "an unknown outcome in a decline's clothes", .notApplicable,
            Till().provision(.error(404, "UPSTREAM_UNAVAILABLE")).retry(.voucher)),
        Case(
            "a decline the till did not wait for", .notApplicable,
            Till().provision(.decline, took: 60_000).retry(.voucher, after: -1000)),
        Case("no decline", .notApplicable, Till().provision(.voucher)),
    ]

    @Test("D4: nothing follows a hard decline of the provision", arguments: d4)
    func hardDecline(_ example: Case) throws {
        try example.expect(of: "D4")
    }

    static let d5: [Case] = [
        Case(
            "reversed after the decline", .pass,
            Till().provision(.outage).retry(.decline).reverse()),
        Case(
            "reversed after the last retry", .pass,
            Till().provision(.outage).retry(.outage).retry(.timeout).reverse()),
        Case(
            "still in time after a decline", .inconclusive,
            Till().provision(.outage).retry(.decline), after: 29_999),
        Case(
            "too late after a decline", .fail, Till().provision(.outage).retry(.decline),
            after: 30_000),
        Case(
            "not reversed after the last retry", .fail,
            Till().provision(.outage).retry(.timeout).ended()),
        Case(
            "retried after a declined retry", .fail,
            Till().provision(.outage).retry(.decline).retry(.voucher).confirm()),
        Case(
            "retried after the reversal", .fail,
            Till().provision(.outage).retry(.outage).reverse().retry(.decline).ended()),
        Case(
            "an earlier voucher was confirmed", .pass,
            Till().provision(.voucher).retry(.timeout).confirm().ended()),
        Case("a voucher came", .notApplicable, Till().provision(.outage).retry(.voucher)),
        Case(
            "a decline retried without an answer leaves it open", .fail,
            Till().provision(.decline).retry(.timeout).ended()),
        Case("no retry", .notApplicable, Till().provision(.outage).ended()),
        Case("a retry under way", .notApplicable, Till().provision(.outage).retry(.pending)),
    ]

    @Test("D5: retries that fail are followed by a reversal", arguments: d5)
    func failedRetries(_ example: Case) throws {
        try example.expect(of: "D5")
    }
}

extension Till {
    /// Sells the same once more, under another id.
    fileprivate func again(after gap: Int64 = 1_000, edit: Edit = { _ in }) -> Till {
        provisionAgain(.voucher, after: gap) { body in
            body["id"] = .string(Till.uuid(5, 1))
            edit(&body)
        }
    }
}
