import JSONTree
import Scenarios
import Vocabulary

/// The defects of single messages: ids, form, sender, time.
extension Defects {
    static let messages: [Defect] = ids + forms + senders

    private static let ids: [Defect] = [
        Defect("uses the provision's id in the confirmation", "D10", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in draft.body?["id"] = .string(uuid(1)) }
        },
        Defect(
            "uses one id for two sales", "D10", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                till.till.amount = 20_000
                try till.sell(uuid(1))
            }),
        Defect("uses one advice id for two sales", "D10", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in draft.body?["id"] = .string(uuid(0x77)) }
        } play: { till in
            try till.sell(uuid(1))
            try till.sell(uuid(2))
        },
        Defect(
            "numbers its messages", "D10", under: "f1-dual-success",
            play: {
                try $0.sell("17")
            }),
        Defect(
            "makes ids of version 1", "D10", "warn", under: "f1-dual-success",
            play: {
                try $0.sell("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
            }),
        Defect(
            "spells the id in two ways", "D10", "warn", under: "f6-upstream-unknown-retries-succeed"
        ) {
            $0.edits[.retry] = { draft, _ in
                let id = "ABCDEF00-0000-4000-8000-00000000000A"
                draft.path = "/vouchers/\(id)/retry"
                draft.body?["id"] = .string(id)
            }
        } play: {
            try $0.sell("abcdef00-0000-4000-8000-00000000000a")
        },
        Defect(
            "retries Stellr", "D11", "warn", under: "stellr-retry-declined",
            play: { till in
                till.till.receiver = "Stellr"
                try till.sell(uuid(1))
            }),
        Defect(
            "looks up at once", "D12", "warn", under: "f3-till-timeout-retries-succeed"
        ) { $0.looksUpUnknown = true },
    ]

    private static let forms: [Defect] = [
        Defect("leaves a field out", "D13", under: "f1-dual-success") {
            $0.edits[.provision] = { draft, _ in draft.body?["originator"] = nil }
        },
        Defect("sends an advice that is malformed", "D13", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in draft.body?["tenders"] = [["tenderType": "CASH"]] }
        },
        Defect("leaves the tenders out", "D13", "warn", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in draft.body?["tenders"] = nil }
        },
        Defect("confirms more than was authorised", "D16", "warn", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in
                draft.body?["amounts"] = [
                    "approvedAmount": ["amount": 99_999_999, "currency": "710"]
                ]
            }
        },
        Defect("does not wait as long as agreed", "D18", under: patient),
        Defect(
            "calls what is not there", "D13", "warn", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                till.habits.edits[.lookup] = { draft, _ in draft.path = "/voucher" }
                try till.ask(.lookup, uuid(1))
            }),
        Defect("corrects a malformed retry", "D13", under: "f6-upstream-unknown-retries-succeed") {
            $0.misreads[400] = .unknown
            $0.edits[.retry] = { draft, attempt in
                if attempt == 1 { draft.body?["time"] = nil }
            }
        },
    ]

    private static let patient = """
        rules:
          - {name: silent, on: provision, replies: [lost: reply]}
        judge: {D18: {patience: 80s}}

        """

    private static let senders: [Defect] = [
        Defect("signs in under another name", "D14", under: "f1-dual-success") {
            $0.edits[.provision] = { draft, _ in draft.user = "33333333" }
        },
        Defect("confirms under another name", "D14", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in draft.user = "33333333" }
        },
        Defect(
            "retries under another name", "D14", under: "f6-upstream-unknown-retries-succeed"
        ) { $0.edits[.retry] = { draft, _ in draft.user = "33333333" } },
        Defect(
            "retries without a pause", "D15", "warn", under: "f6-upstream-unknown-retries-succeed"
        ) { $0.retryPause = nil },
        Defect("hammers with a confirmation", "D15", "warn", under: "advice-repeated") {
            $0.advicePause = nil
        },
    ]
}
