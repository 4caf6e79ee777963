import JSONTree
import Scenarios
import Vocabulary

/// The defects of advices.
extension Defects {
    static let advices: [Defect] = finalising + repeating + naming

    private static let finalising: [Defect] = [
        Defect("never confirms", "D6", under: "f1-dual-success") { $0.conclusions[.approved] = [] },
        Defect("never confirms after a retry", "D6", under: retried) {
            $0.conclusions[.approved] = []
        },
        Defect(
            "forgets the second sale", "D6", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                till.habits.conclusions[.approved] = []
                try till.sell(uuid(2))
            }),
        Defect("confirms and reverses", "D6", under: "f1-dual-success") {
            $0.conclusions[.approved] = [.confirmation, .reversal]
        },
        Defect("reverses and confirms", "D6", under: "f1-dual-success") {
            $0.conclusions[.approved] = [.reversal, .confirmation]
            $0.edits[.reverse] = { draft, _ in draft.body?["reversalReason"] = "CANCELLED" }
        },
        Defect("confirms in single messaging", "D7", under: "f2-single-success") {
            $0.conclusions[.approved] = [.confirmation]
        },
        Defect(
            "confirms a retried voucher in single messaging", "D7",
            under: "f6-upstream-unknown-retries-succeed-single"
        ) { $0.conclusions[.approved] = [.confirmation] },
    ]

    private static let repeating: [Defect] = [
        Defect("does not repeat a confirmation", "D8", under: "advice-repeated") {
            $0.advicesMax = 1
        },
        Defect("takes a 500 for final", "D8", under: "advice-repeated") {
            $0.misreads[500] = .declined
        },
        Defect("does not repeat a reversal", "D8", under: reversalRepeated) { $0.advicesMax = 1 },
        Defect("repeats under a new id", "D8", under: "advice-repeated") {
            $0.edits[.confirm] = { draft, attempt in
                draft.body?["id"] = .string(uuid(0x70 + attempt))
            }
        },
        Defect("repeats with other tenders", "D8", under: "advice-repeated") {
            $0.edits[.confirm] = { draft, attempt in
                if attempt > 1 { draft.body?["tenders"] = [cash] }
            }
        },
        Defect("repeats a reversal for another reason", "D8", under: reversalRepeated) {
            $0.edits[.reverse] = { draft, attempt in
                if attempt > 1 { draft.body?["reversalReason"] = "RESPONSE_NOT_FINAL" }
            }
        },
    ]

    private static let naming: [Defect] = [
        Defect("confirms the wrong provision", "D9", under: "f1-dual-success") {
            $0.edits[.confirm] = { draft, _ in draft.body?["requestId"] = .string(uuid(0x55)) }
        },
        Defect(
            "confirms the sale before", "D9", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                till.habits.edits[.confirm] = { draft, _ in
                    draft.body?["requestId"] = .string(uuid(1))
                }
                try till.sell(uuid(2))
            }),
        Defect("reverses the wrong provision", "D9", under: "f7-upstream-unknown-retries-exhausted")
        {
            $0.edits[.reverse] = { draft, _ in draft.body?["requestId"] = .string(uuid(0x55)) }
        },
        Defect(
            "drops what the switch added", "D9", under: "f1-dual-success", identifiers { [$0[0]] }),
        Defect("drops all identifiers", "D9", under: "f1-dual-success", identifiers { _ in [] }),
        Defect(
            "reorders identifiers", "D9", under: "f1-dual-success", identifiers { $0.reversed() }),
        Defect(
            "rewrites an identifier", "D9", under: "f1-dual-success",
            identifiers { all in
                let own: JSON = ["institutionId": "33333333333", "transactionIdentifier": "1"]
                return all.dropLast() + [own]
            }),
    ]

    private static let retried = "f6-upstream-unknown-retries-succeed"
    private static let reversalRepeated = """
        rules:
          - name: outage
            on: [provision, retry]
            replies: [error: 503 UPSTREAM_UNAVAILABLE]
          - name: advice-unanswered
            on: reverse
            replies: [{lost: reply}, normal]

        """
    private static let cash: JSON = [
        "tenderType": "CASH", "amount": ["amount": 10000, "currency": "710"],
    ]

    /// A confirmation with other identifiers than those of the answer.
    private static func identifiers(
        _ change: @escaping @Sendable ([JSON]) -> [JSON]
    ) -> @Sendable (inout Habits) -> Void {
        { habits in
            habits.edits[.confirm] = { draft, _ in
                let all = draft.body?["thirdPartyIdentifiers"]?.items ?? []
                draft.body?["thirdPartyIdentifiers"] = .array(change(all))
            }
        }
    }
}
