import JSONTree
import Vocabulary

// MARK: Redemptions and refunds.

extension TillDefects {
    static let claims: [TillDefect] = [
        TillDefect(
            "gives-up-after-redemption-silence", "Takes silence for the end of a redemption.",
            "D1", needs: .redemption,
            when: [.kind(.redemption), .row([.first(.silent)])], .moves(.end(.declined))),
        TillDefect(
            "confirms-unanswered-redemption", "Confirms a redemption that nobody answered.", "D1",
            needs: .redemption,
            when: [.kind(.redemption), .row([.first(.unknown)])], .moves(.confirm)),
        TillDefect(
            "gives-up-after-refund-503", "Takes a 503 for the end of a refund.", "D1",
            needs: .refund,
            when: [.kind(.refund), .row([.first(.e503)])], .moves(.end(.declined))),
        TillDefect(
            "never-confirms-redemption", "Sends no confirmation for a redemption.", "D6",
            warns: true, needs: .redemption, under: success,
            when: [.kind(.redemption), .row([.first(.approved)])], .moves(.end(.confirmed))),
        TillDefect(
            "never-confirms-refund", "Sends no confirmation for a refund.", "D6", warns: true,
            needs: .refund, under: success,
            when: [.kind(.refund), .row([.first(.approved)])], .moves(.end(.confirmed))),
        TillDefect(
            "confirms-and-reverses-redemption", "Reverses a redemption that it has confirmed.",
            "D6", needs: .redemption, under: success,
            when: [
                .kind(.redemption), .row([.confirm([.approved, .declined])]),
                .seen(.reverse(), 0...0),
            ], .moves(.reverse)),
        TillDefect(
            "sends-redemption-confirmation-once", "Does not repeat a redemption's confirmation.",
            "D8", needs: .redemption,
            when: [.kind(.redemption), .row([.confirm(.unknown)])], .moves(.end(.confirmed))),
        TillDefect(
            "repeats-redemption-confirmation-under-new-id",
            "Gives a repeated confirmation of a redemption another id.", "D8", needs: .redemption,
            when: [.kind(.redemption), .next([.confirmation]), .attempt(again)],
            .writes(.freshID)),
        TillDefect(
            "confirms-wrong-redemption", "Confirms a redemption that nobody sent.", "D9",
            needs: .redemption, under: success,
            when: [.kind(.redemption), .next([.confirmation])], .writes(.namesStranger)),
        TillDefect(
            "drops-redemption-identifiers", "Confirms a redemption without identifiers.", "D9",
            needs: .redemption, under: success,
            when: [.kind(.redemption), .next([.confirmation])],
            .writes(.member("thirdPartyIdentifiers", []))),
        TillDefect(
            "redeems-under-provision-id", "Redeems a voucher under the id of its sale.", "D10",
            needs: .redemption, under: success,
            when: [.kind(.redemption)], .opens(.idOfSale)),
        TillDefect(
            "confirms-under-redemption-id", "Gives the confirmation the redemption's id.", "D10",
            needs: .redemption, under: success,
            when: [.kind(.redemption), .next([.confirmation])], .writes(.requestID)),
        TillDefect(
            "looks-redemption-up-at-once", "Looks a redemption up while it is processed.", "D12",
            warns: true, needs: .redemption,
            when: [.kind(.redemption), .row([.first(.unknown)]), .lookups(0...1)],
            .moves(.lookup)),
        TillDefect(
            "redeems-without-lookup", "Redeems a voucher without looking it up.", "D17",
            warns: true, needs: .redemption, under: success,
            when: [.kind(.redemption), .next([.lookup])], .moves(.request)),
        TillDefect(
            "redeems-without-voucher", "Redeems without naming the voucher.", "D13",
            needs: .redemption, under: success,
            when: [.kind(.redemption), .next([.request])], .writes(.member("voucher", nil))),
        TillDefect(
            "confirms-redemption-under-other-name",
            "Confirms a redemption under another user name.", "D14", needs: .redemption,
            under: success,
            when: [.kind(.redemption), .next([.confirmation])], .writes(.user(stranger))),
        TillDefect(
            "hammers-with-redemption-confirmation",
            "Repeats a redemption's confirmation without a pause.", "D15", warns: true,
            needs: .redemption,
            when: [.kind(.redemption), .next([.confirmation])], .pauses(.zero)),
    ]

    private static let success = "flows/f1-dual-success"
}
