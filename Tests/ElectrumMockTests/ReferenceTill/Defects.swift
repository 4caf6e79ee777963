import JSONTree
import Scenarios
import Vocabulary

/// The defects of provisions, up to the point where a voucher is there or not.
enum Defects {
    static let all = open + retries + declines + advices + messages + claims

    private static let open: [Defect] = [
        Defect("gives up after silence", "D1", under: "f3-till-timeout-retries-succeed", givesUp),
        Defect("gives up after a reset", "D1", under: "faults/lost-reply-reset", givesUp),
        Defect("gives up after a 503", "D1", under: "f6-upstream-unknown-retries-succeed", givesUp),
        Defect(
            "gives up in single messaging", "D1",
            under: "f6-upstream-unknown-retries-succeed-single", givesUp),
        Defect("gives up after a truncated answer", "D1", under: "garbled-truncated", givesUp),
        Defect("takes a gateway's 502 page for a decline", "D1", under: "garbled-html-502") {
            $0.misreads[502] = .declined
        },
        Defect("takes VOUCHER_STATUS_UNKNOWN for a decline", "D1", under: doubtfulDecline) {
            $0.doubtfulErrors = []
        },
        Defect("takes a success without a voucher for one", "D1", under: "respond-processed") {
            $0.misreads[200] = .declined
        },
        Defect(
            "confirms a voucher that never came", "D1", under: "f6-upstream-unknown-retries-succeed"
        ) {
            $0.retriesMax = 0
            $0.conclusions[.unknown] = [.confirmation]
        },
        Defect(
            "sells anew instead of retrying", "D2", under: "f6-upstream-unknown-retries-succeed",
            play: { till in
                try till.ask(.provision, uuid(1))
                try till.pause("1s")
                try till.sell(uuid(2))
            }),
        Defect(
            "serves the next customer instead", "D1", under: "f6-upstream-unknown-retries-succeed",
            play: { till in
                try till.ask(.provision, uuid(1))
                try till.pause("1s")
                for request in [.provision, .retry] as [Operation] {
                    till.habits.edits[request] = { draft, _ in draft.body?["rrn"] = "2" }
                }
                try till.sell(uuid(2))
            }),
    ]

    private static let retries: [Defect] = [
        Defect("retries with another amount", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in
                draft.body?["amounts"] = ["requestAmount": ["amount": 1, "currency": "710"]]
            }
        },
        Defect("retries without the product", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in draft.body?["product"] = nil }
        },
        Defect("retries with new identifiers", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in draft.body?["thirdPartyIdentifiers"] = [] }
        },
        Defect("retries with another body id", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in draft.body?["id"] = .string(uuid(0x55)) }
        },
        Defect("retries under another path", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in draft.path = "/vouchers/\(uuid(0x55))/retry" }
        },
        Defect("retries under a new id, in path and body", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in
                draft.path = "/vouchers/\(uuid(0x55))/retry"
                draft.body?["id"] = .string(uuid(0x55))
            }
        },
        Defect("retries at the provision's operation", "D2", under: outage) {
            $0.edits[.retry] = { draft, _ in draft.path = "/vouchers" }
        },
        Defect("reverses without a retry after a 503", "D3", "warn", under: outage) {
            $0.retriesMax = 0
        },
        Defect(
            "reverses without a retry after silence", "D3", "warn",
            under: "f4-till-timeout-retries-fail"
        ) {
            $0.retriesMax = 0
        },
        Defect("retries four times", "D3", "warn", under: outage) { $0.retriesMax = 4 },
        Defect("retries without end", "D3", "warn", under: outage) { $0.retriesMax = 25 },
    ]

    private static let declines: [Defect] = [
        Defect("retries a decline", "D4", "warn", under: declined) { $0.misreads[404] = .unknown },
        Defect("reverses a decline", "D4", "warn", under: declined) {
            $0.conclusions[.declined] = [.reversal]
        },
        Defect("confirms a decline", "D4", under: declined) {
            $0.conclusions[.declined] = [.confirmation]
        },
        Defect(
            "sends a declined provision again", "D4", "warn", under: declined,
            play: { till in
                try till.sell(uuid(1))
                try till.pause("1s")
                try till.sell(uuid(1))
            }),
        Defect("takes a declined retry for the end", "D5", under: retryDeclined) {
            $0.conclusions[.retryDeclined] = []
        },
        Defect("goes on after a declined retry", "D5", under: retryDeclined) {
            $0.misreads[404] = .unknown
            $0.advicesMax = 1
        },
        Defect("gives up after three retries", "D5", under: outage) {
            $0.conclusions[.unknown] = []
        },
        Defect("gives up after one retry", "D5", under: "f4-till-timeout-retries-fail") {
            $0.retriesMax = 1
            $0.conclusions[.unknown] = []
        },
        Defect(
            "gives up after one retry in single messaging", "D5",
            under: "f6-upstream-unknown-retries-succeed-single"
        ) {
            $0.retriesMax = 1
            $0.conclusions[.unknown] = []
        },
    ]

    static let outage = "f7-upstream-unknown-retries-exhausted"
    static let declined = "f5-upstream-declined"
    private static let retryDeclined = "f7-upstream-unknown-retries-fail"
    private static let doubtfulDecline = """
        rules:
          - name: doubtful
            on: provision
            replies: [{decline: {status: 400, type: VOUCHER_STATUS_UNKNOWN}}]

        """

    private static let givesUp: @Sendable (inout Habits) -> Void = {
        $0.retriesMax = 0
        $0.conclusions[.unknown] = []
    }
}
