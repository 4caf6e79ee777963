import JSONTree
import Vocabulary

// MARK: What shows after a certain row of outcomes, or in a later sale.

extension TillDefects {
    static let afterAttempts: [TillDefect] = [
        TillDefect(
            "abandons-after-503-504-503",
            "Gives up after 503, 504 and 503 in a row.", "D5",
            when: [.row([.attempt(.e503), .attempt(.e504), .attempt(.e503)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-after-silence-then-503",
            "Gives up when silence is followed by a 503.", "D5",
            when: [.row([.attempt(.silent), .attempt(.e503)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-after-500-then-close",
            "Gives up when a 500 is followed by a closed connection.", "D5",
            when: [.row([.attempt(.e500), .attempt(.closed)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-after-two-resets",
            "Gives up after two resets in a row.", "D5",
            when: [.row([.attempt(.reset), .attempt(.reset)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-after-504-then-500",
            "Gives up when a 504 is followed by a 500.", "D5",
            when: [.row([.attempt(.e504), .attempt(.e500)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-after-close-then-unreadable",
            "Gives up when a closed connection is followed by an answer that breaks off.", "D5",
            when: [.row([.attempt(.closed), .attempt(.spoilt)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-after-unknown-4xx-then-503",
            "Gives up when a 4xx of unknown outcome is followed by a 503.", "D5",
            when: [.row([.attempt(.unknown4xx), .attempt(.e503)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-when-last-retry-is-unreadable",
            "Gives up when the third retry brings an answer that breaks off.", "D5",
            when: [.seen(.retry(), 3...3), .row([.retry(.spoilt)])],
            .moves(.end(.declined))),
        TillDefect(
            "abandons-when-last-retry-is-reset",
            "Gives up when the third retry is reset.", "D5",
            when: [.seen(.retry(), 3...3), .row([.retry(.reset)])],
            .moves(.end(.declined))),
        TillDefect(
            "counts-retries-anew-after-lost-reply",
            "Counts its retries anew when the third is lost with its connection, then gives up.",
            "D5",
            [
                TillDefect.Part(
                    [
                        .row([.retry(.unknown)]), .seen(.retry(), 3...5),
                        .seen(.retry(.closed), 1...5),
                    ], .moves(.retry)),
                TillDefect.Part(
                    [.row([.retry(.unknown)]), .seen(.retry(), 6...6)], .moves(.end(.declined))),
            ]),
        TillDefect(
            "takes-400-after-lost-reply-for-end",
            "Sends no reversal when the retry after a lost reply is declined with 400.", "D5",
            when: [.row([.attempt(.lost), .retry(.e400)])],
            .moves(.end(.declined))),
        TillDefect(
            "takes-404-after-500-for-end",
            "Sends no reversal when the retry after a 500 is declined with 404.", "D5",
            when: [.row([.attempt(.e500), .retry(.e404)])],
            .moves(.end(.declined))),
        TillDefect(
            "takes-404-after-unreadable-for-end",
            "Sends no reversal when the retry after an unreadable answer is declined.", "D5",
            when: [.row([.attempt(.spoilt), .retry(.declined)])],
            .moves(.end(.declined))),
        TillDefect(
            "takes-decline-of-last-retry-for-end",
            "Sends no reversal when the third retry is declined.", "D5",
            when: [.seen(.retry(), 3...3), .row([.retry(.declined)])],
            .moves(.end(.declined))),
        TillDefect(
            "retries-after-decline-that-followed-silence",
            "Retries again when the retry after silence is declined.", "D5",
            when: [.row([.attempt(.silent), .retry(.declined)])],
            .moves(.retry)),
        TillDefect(
            "confirms-when-retry-after-silence-is-declined",
            "Confirms when the retry after silence is declined.", "D5",
            when: [.row([.attempt(.silent), .retry(.declined)])],
            .moves(.confirm)),
        TillDefect(
            "confirms-after-second-decline",
            "Confirms when the reversal after a declined retry is declined, too.", "D6",
            when: [.row([.retry(.declined), .reverse(.declined)])],
            .moves(.confirm)),
        TillDefect(
            "forgets-voucher-of-third-retry",
            "Sends no confirmation for the voucher of the third retry.", "D6",
            when: [.seen(.retry(), 3...3), .row([.retry(.approved)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "forgets-voucher-after-unknown-4xx-on-retry",
            "Sends no confirmation for the voucher that follows a retry's 4xx of unknown outcome.",
            "D6",
            when: [.row([.retry(.unknown4xx), .retry(.approved)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "forgets-voucher-after-two-unreadable-answers",
            "Sends no confirmation when two unreadable answers came before the voucher.", "D6",
            when: [.row([.attempt(.spoilt), .attempt(.spoilt), .retry(.approved)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "forgets-voucher-after-reset-then-503",
            "Sends no confirmation when a reset and a 503 came before the voucher.", "D6",
            when: [.row([.attempt(.reset), .attempt(.e503), .retry(.approved)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "reverses-and-confirms-voucher-of-third-retry",
            "Reverses the voucher of the third retry, and confirms it.", "D6",
            [
                TillDefect.Part(
                    [.seen(.retry(), 3...3), .row([.retry(.approved)])], .moves(.reverse)),
                TillDefect.Part(
                    [
                        .seen(.retry(), 3...3),
                        .row([.retry(.approved), .reverse([.approved, .declined])]),
                    ], .moves(.confirm)),
            ]),
        TillDefect(
            "retries-with-other-amount-after-500-then-close",
            "Changes the amount of the retry after a 500 and a closed connection.", "D2",
            when: [.next([.retry]), .row([.attempt(.e500), .attempt(.closed)])],
            .writes(.member("amounts", oneCent))),
        TillDefect(
            "retries-under-new-id-after-reset-then-504",
            "Gives the retry after a reset and a 504 another id.", "D2",
            when: [.next([.retry]), .row([.attempt(.reset), .attempt(.e504)])],
            .writes(.strangerID)),
        TillDefect(
            "retries-as-provision-on-third-retry-after-504",
            "Sends the third retry, after a 504, to the provision's operation.", "D2",
            when: [.next([.retry]), .attempt(3...3), .row([.attempt(.e504)])],
            .writes(.path("/vouchers"))),
        TillDefect(
            "sells-anew-after-close-then-503",
            "Sends a new provision after a closed connection and a 503.", "D2",
            when: [
                .row([.attempt(.closed), .attempt(.e503)]), .earlier(.attempt(.closed), 0...2),
            ],
            .moves(.anew(isSame: true))),
        TillDefect(
            "drops-identifiers-of-third-retry",
            "Confirms the voucher of the third retry without identifiers.", "D9",
            when: [
                .next([.confirmation]), .attempt(1...1), .seen(.retry(), 3...3),
                .row([.retry(.approved)]),
            ],
            .writes(.member("thirdPartyIdentifiers", []))),
        TillDefect(
            "confirms-in-single-messaging-after-500",
            "With single messaging confirms the voucher that came after a 500.", "D7",
            needs: .single,
            when: [.messaging(.single), .row([.attempt(.e500), .retry(.approved)])],
            .moves(.confirm)),
        TillDefect(
            "signs-in-otherwise-after-504-then-silence",
            "Retries under another user name after a 504 and silence.", "D14",
            when: [.next([.retry]), .row([.attempt(.e504), .attempt(.silent)])],
            .writes(.user(stranger))),
    ]

    static let acrossSales: [TillDefect] = [
        TillDefect(
            "gives-up-at-503-after-good-sale",
            "Takes a 503 for the end if all sales before went well.", "D1", needs: .sales(2),
            when: [.sale(2...2), .earlier(.attempt(.unknown), 0...0), .row([.first(.e503)])],
            .moves(.end(.declined))),
        TillDefect(
            "gives-up-at-silence-in-third-sale",
            "Takes silence for the end in the third sale if two went well.", "D1", needs: .sales(3),
            when: [.sale(3...3), .earlier(.attempt(.unknown), 0...0), .row([.first(.silent)])],
            .moves(.end(.declined))),
        TillDefect(
            "forgets-confirmation-after-sale-with-two-retries",
            "Sends no confirmation if a sale before needed two retries and this one none.", "D6",
            needs: .sales(2),
            when: [
                .kind(.provision), .earlier(.retry(.unknown), 1...100), .whole([.first(.approved)]),
            ],
            .moves(.end(.confirmed))),
        TillDefect(
            "reuses-advice-id-after-503-to-confirmation",
            "Gives a confirmation the id of the one before, which had got a 503.", "D10",
            needs: .sales(2),
            when: [.next([.confirmation]), .earlier(.confirm(.e503), 1...100)],
            .writes(.adviceIDBefore)),
        TillDefect(
            "confirms-sale-before-after-reversal",
            "Confirms the sale before, which was reversed, in place of this one.", "D9",
            needs: .sales(2),
            when: [.next([.confirmation]), .earlier(.reverse(), 1...100)],
            .writes(.namesSaleBefore)),
        TillDefect(
            "gives-up-at-504-after-declined-sale",
            "Takes a 504 for the end once a sale was declined.", "D1", needs: .sales(2),
            when: [.earlier(.first(.declined), 1...100), .row([.first(.e504)])],
            .moves(.end(.declined))),
        TillDefect(
            "signs-in-otherwise-after-reversed-sale",
            "Confirms under another user name once a sale was reversed and the next goes well.",
            "D14", needs: .sales(2),
            when: [
                .next([.confirmation]), .earlier(.reverse(), 1...100), .whole([.first(.approved)]),
            ],
            .writes(.user(stranger))),
    ]
}
