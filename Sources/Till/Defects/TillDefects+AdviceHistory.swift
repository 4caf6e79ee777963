import JSONTree
import Vocabulary

// MARK: What shows in the advice after a certain row of outcomes.

extension TillDefects {
    static let inAdvices: [TillDefect] = [
        TillDefect(
            "gives-up-when-confirmation-after-retry-gets-503",
            "Gives up when the confirmation after a retry gets a 503.", "D8",
            when: [.row([.retry(.approved), .confirm(.e503)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-when-confirmation-after-retry-is-unanswered",
            "Gives up when the confirmation after a retry meets silence.", "D8",
            when: [.row([.retry(.approved), .confirm(.silent)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-when-confirmation-after-lost-reply-gets-500",
            "Gives up when the confirmation after a lost reply and a retry gets a 500.", "D8",
            when: [.row([.attempt(.lost), .retry(.approved), .confirm(.e500)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-when-confirmation-after-two-retries-is-lost",
            "Gives up when the confirmation after two retries is lost.", "D8",
            when: [.seen(.retry(), 2...3), .row([.retry(.approved), .confirm(.lost)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-after-two-503-to-confirmation",
            "Gives up when a confirmation gets 503 twice in a row.", "D8",
            when: [.row([.confirm(.e503), .confirm(.e503)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "takes-second-500-of-confirmation-for-final",
            "Takes the second 500 in a row for the end of a confirmation.", "D8",
            when: [.row([.confirm(.e500), .confirm(.e500)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-when-confirmation-gets-close-then-503",
            "Gives up a confirmation after a closed connection and a 503.", "D8",
            when: [.row([.confirm(.closed), .confirm(.e503)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-after-four-confirmations",
            "Gives up a confirmation after sending it four times.", "D8",
            when: [.row([.confirm(.unknown)]), .seen(.confirm(), 4...4)],
            .moves(.end(.confirmed))),
        TillDefect(
            "gives-up-when-confirmation-gets-504-then-reset",
            "Gives up a confirmation after a 504 and a reset.", "D8",
            when: [.row([.confirm(.e504), .confirm(.reset)])],
            .moves(.end(.confirmed))),
        TillDefect(
            "reverses-when-confirmation-after-retry-is-reset",
            "Reverses when the confirmation after a retry is reset.", "D6",
            when: [.row([.retry(.approved), .confirm(.reset)])],
            .moves(.reverse)),
        TillDefect(
            "reverses-when-confirmation-gets-503-then-silence",
            "Reverses when a confirmation gets a 503 and then silence.", "D6",
            when: [.row([.confirm(.e503), .confirm(.silent)])],
            .moves(.reverse)),
        TillDefect(
            "renames-confirmation-after-504-then-loss",
            "Gives a confirmation another id after a 504 and a lost answer.", "D8",
            when: [.next([.confirmation]), .row([.confirm(.e504), .confirm(.lost)])],
            .writes(.freshID)),
        TillDefect(
            "renames-repeated-confirmation-of-retry",
            "Gives the repeated confirmation of a retry's voucher another id.", "D8",
            when: [.next([.confirmation]), .row([.retry(.approved), .confirm(.unknown)])],
            .writes(.freshID)),
        TillDefect(
            "changes-tenders-of-repeat-after-504",
            "Changes the tenders of a repeated confirmation if an attempt got a 504.", "D8",
            when: [.next([.confirmation]), .attempt(again), .seen(.attempt(.e504), 1...4)],
            .writes(.member("tenders", card))),
        TillDefect(
            "drops-identifiers-of-third-confirmation",
            "Drops the identifiers when a confirmation is sent the third time after a 503.", "D8",
            when: [.next([.confirmation]), .attempt(3...3), .row([.confirm(.e503)])],
            .writes(.member("thirdPartyIdentifiers", []))),
        TillDefect(
            "confirms-stranger-after-two-lost-confirmations",
            "Confirms another provision after two lost confirmations.", "D8",
            when: [.next([.confirmation]), .row([.confirm(.lost), .confirm(.lost)])],
            .writes(.namesStranger)),
        TillDefect(
            "signs-in-otherwise-when-confirmation-of-retry-repeats",
            "Repeats the confirmation of a retry's voucher under another user name.", "D14",
            when: [.next([.confirmation]), .attempt(again), .seen(.retry(.approved), 1...1)],
            .writes(.user(stranger))),
        TillDefect(
            "gives-up-when-reversal-after-declined-retry-gets-503",
            "Gives up when the reversal after a declined retry gets a 503.", "D8",
            when: [.row([.retry(.declined), .reverse(.e503)])],
            .moves(.end(.reversed))),
        TillDefect(
            "gives-up-when-reversal-after-lost-retries-gets-500",
            "Gives up when the reversal after a lost retry gets a 500.", "D8",
            when: [.row([.retry(.lost), .reverse(.e500)])],
            .moves(.end(.reversed))),
        TillDefect(
            "gives-up-after-two-silent-reversals",
            "Gives up a reversal after silence twice in a row.", "D8",
            when: [.row([.reverse(.silent), .reverse(.silent)])],
            .moves(.end(.reversed))),
        TillDefect(
            "confirms-after-lost-reversal",
            "Confirms once a reversal that was lost at first is answered.", "D6",
            when: [.row([.reverse(.lost), .reverse([.approved, .declined])])],
            .moves(.confirm)),
        TillDefect(
            "renames-reversal-after-504-then-503",
            "Gives a reversal another id after a 504 and a 503.", "D8",
            when: [.next([.reversal]), .row([.reverse(.e504), .reverse(.e503)])],
            .writes(.freshID)),
        TillDefect(
            "changes-reason-after-two-503-to-reversal",
            "Changes the reason of a reversal after a 503 twice in a row.", "D8",
            when: [.next([.reversal]), .row([.reverse(.e503), .reverse(.e503)])],
            .writes(.member("reversalReason", "RESPONSE_NOT_FINAL"))),
        TillDefect(
            "drops-identifiers-of-reversal-after-503-then-400",
            "Reverses without identifiers when the first retry after a 503 gets a 400.",
            "D9",
            when: [.next([.reversal]), .whole([.first(.e503), .retry(.e400)])],
            .writes(.member("thirdPartyIdentifiers", []))),
    ]
}
