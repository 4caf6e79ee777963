import JSONTree
import Vocabulary

// MARK: Confirmations and reversals.

extension TillDefects {
    static let advices = finalising + repeating + naming

    private static let finalising: [TillDefect] = [
        TillDefect(
            "never-confirms", "Hands out the voucher and sends no confirmation.", "D6",
            under: "flows/f1-dual-success",
            when: [.kind(.provision), .row([.attempt(.approved)])], .moves(.end(.confirmed))),
        TillDefect(
            "never-confirms-after-retry", "Sends no confirmation for a retry's voucher.", "D6",
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.row([.retry(.approved)])], .moves(.end(.confirmed))),
        TillDefect(
            "forgets-second-sale", "Sends no confirmation for the second sale.", "D6",
            needs: .sales(2), under: "flows/f1-dual-success",
            when: [.sale(2...2), .kind(.provision), .row([.attempt(.approved)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "confirms-and-reverses", "Reverses what it has confirmed.", "D6",
            under: "flows/f1-dual-success",
            when: [
                .kind(.provision), .row([.confirm([.approved, .declined])]),
                .seen(.reverse(), 0...0),
            ], .moves(.reverse)),
        TillDefect(
            "reverses-and-confirms", "Reverses what it has sold, and confirms it.", "D6",
            under: "flows/f1-dual-success",
            [
                TillDefect.Part(
                    [.kind(.provision), .row([.attempt(.approved)])], .moves(.reverse)),
                TillDefect.Part(
                    [
                        .kind(.provision),
                        .row([.attempt(.approved), .reverse([.approved, .declined])]),
                    ], .moves(.confirm)),
            ]),
        TillDefect(
            "confirms-in-single-messaging", "Confirms with single messaging.", "D7",
            needs: .single, under: "flows/f2-single-success",
            when: [.messaging(.single), .row([.attempt(.approved)])], .moves(.confirm)),
        TillDefect(
            "confirms-retry-in-single-messaging",
            "Confirms a retry's voucher with single messaging.", "D7", needs: .single,
            under: "flows/f6-upstream-unknown-retries-succeed-single",
            when: [.messaging(.single), .row([.retry(.approved)])], .moves(.confirm)),
    ]

    private static let repeating: [TillDefect] = [
        TillDefect(
            "sends-confirmation-once", "Does not repeat a confirmation.", "D8",
            under: "flows/advice-repeated",
            when: [.kind(.provision), .row([.confirm(.unknown)])], .moves(.end(.confirmed))),
        TillDefect(
            "takes-500-for-final", "Takes a 500 for the final status of an advice.", "D8",
            under: "flows/advice-repeated",
            when: [.row([.advice(.e500)])], .moves(.end(.confirmed))),
        TillDefect(
            "takes-503-for-final", "Takes a 503 for the final status of an advice.", "D8",
            when: [.row([.advice(.e503)])], .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-after-two-confirmations", "Gives up an advice after sending it twice.",
            "D8", under: "flows/advice-repeated",
            when: [.row([.confirm(.unknown)]), .seen(.confirm(), 2...2)],
            .moves(.end(.confirmed))),
        TillDefect(
            "sends-reversal-once", "Does not repeat a reversal.", "D8",
            when: [.row([.reverse(.unknown)])], .moves(.end(.reversed))),
        TillDefect(
            "repeats-confirmation-under-new-id", "Gives a repeated confirmation another id.",
            "D8", under: "flows/advice-repeated",
            when: [.kind(.provision), .next([.confirmation]), .attempt(again)], .writes(.freshID)),
        TillDefect(
            "repeats-reversal-under-new-id", "Gives a repeated reversal another id.", "D8",
            when: [.next([.reversal]), .attempt(again)], .writes(.freshID)),
        TillDefect(
            "repeats-with-other-tenders", "Changes the tenders of a repeated confirmation.", "D8",
            under: "flows/advice-repeated",
            when: [.kind(.provision), .next([.confirmation]), .attempt(again)],
            .writes(.member("tenders", card))),
        TillDefect(
            "repeats-reversal-for-other-reason", "Changes the reason of a repeated reversal.",
            "D8", when: [.next([.reversal]), .attempt(again)],
            .writes(.member("reversalReason", "RESPONSE_NOT_FINAL"))),
        TillDefect(
            "hammers-with-confirmation", "Repeats a confirmation without a pause.", "D15",
            warns: true, under: "flows/advice-repeated",
            when: [.kind(.provision), .next([.confirmation])], .pauses(.zero)),
    ]

    private static let naming: [TillDefect] = [
        TillDefect(
            "confirms-wrong-provision", "Confirms a provision that nobody sent.", "D9",
            under: "flows/f1-dual-success",
            when: [.kind(.provision), .next([.confirmation])], .writes(.namesStranger)),
        TillDefect(
            "confirms-sale-before", "Confirms the sale before in place of this one.", "D9",
            needs: .sales(2), under: "flows/f1-dual-success",
            when: [.sale(2...2), .kind(.provision), .next([.confirmation])],
            .writes(.namesSaleBefore)),
        TillDefect(
            "reverses-wrong-provision", "Reverses a provision that nobody sent.", "D9",
            under: exhausted, when: [.next([.reversal])], .writes(.namesStranger)),
        TillDefect(
            "drops-switch-identifiers", "Confirms with its own identifier alone.", "D9",
            under: "flows/f1-dual-success",
            when: [.kind(.provision), .next([.confirmation])], .writes(.firstIdentifierOnly)),
        TillDefect(
            "drops-all-identifiers", "Confirms without identifiers.", "D9",
            under: "flows/f1-dual-success",
            when: [.kind(.provision), .next([.confirmation])],
            .writes(.member("thirdPartyIdentifiers", []))),
        TillDefect(
            "drops-identifiers-of-reversal", "Reverses without identifiers.", "D9",
            under: exhausted, when: [.next([.reversal])],
            .writes(.member("thirdPartyIdentifiers", []))),
        TillDefect(
            "reorders-identifiers", "Confirms with the identifiers in another order.", "D9",
            under: "flows/f1-dual-success",
            when: [.kind(.provision), .next([.confirmation])], .writes(.reversedIdentifiers)),
        TillDefect(
            "rewrites-identifier", "Confirms with an identifier of its own making.", "D9",
            under: "flows/f1-dual-success",
            when: [.kind(.provision), .next([.confirmation])], .writes(.rewrittenIdentifier)),
    ]

    /// Every sending of a message but the first.
    static let again = 2...1_000_000
    static let oneCent: JSON = ["requestAmount": ["amount": 1, "currency": "710"]]
    static let card: JSON = [
        ["tenderType": "CREDIT_CARD", "amount": ["amount": 10_000, "currency": "710"]]
    ]
}
