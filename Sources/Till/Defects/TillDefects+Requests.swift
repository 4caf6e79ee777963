import JSONTree
import Vocabulary

// MARK: Provisions, up to the point where a voucher is there or not.

extension TillDefects {
    static let unanswered: [TillDefect] = [
        TillDefect(
            "gives-up-after-silence", "Takes silence for the end of the sale.", "D1",
            under: "flows/f3-till-timeout-retries-succeed",
            when: [.row([.first(.silent)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-reset", "Takes a reset connection for the end of the sale.", "D1",
            under: "faults/lost-reply-reset",
            when: [.row([.first(.reset)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-close", "Takes a closed connection for the end of the sale.", "D1",
            under: "faults/lost-reply-close",
            when: [.row([.first(.closed)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-503", "Takes a 503 for the end of the sale.", "D1",
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.row([.first(.e503)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-500", "Takes a 500 for the end of the sale.", "D1",
            under: "flows/f6-upstream-unknown-500-retries-succeed",
            when: [.row([.first(.e500)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-504", "Takes a 504 for the end of the sale.", "D1",
            under: "flows/f7-upstream-unknown-retries-fail",
            when: [.row([.first(.e504)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-in-single-messaging",
            "With single messaging takes every unknown outcome for the end.", "D1", needs: .single,
            under: "flows/f6-upstream-unknown-retries-succeed-single",
            when: [.messaging(.single), .row([.first(.unknown)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-unreadable-answer", "Takes an answer that breaks off for the end.",
            "D1", under: "faults/garbled-truncated",
            when: [.row([.first(.spoilt)])], .moves(.end(.declined))),
        TillDefect(
            "takes-gateway-page-for-decline", "Takes a gateway's 502 page for a decline.", "D1",
            under: "faults/garbled-html-502",
            when: [.row([.first(TillOutcomes(.error5xx))])], .reads(.declined404)),
        TillDefect(
            "ignores-error-type", "Takes a 404 of unknown outcome for a decline.", "D1",
            under: "flows/f6-upstream-status-unknown-404-retries-succeed",
            when: [.row([.attempt(.unknown4xx)])], .reads(.declined404)),
        TillDefect(
            "gives-up-after-success-without-voucher",
            "Takes a success that brings no voucher for the end of the sale.", "D1",
            under: "faults/respond-processed",
            when: [.row([.first(.incomplete)])], .moves(.end(.declined))),
        TillDefect(
            "confirms-voucher-that-never-came", "Confirms after an unknown outcome.", "D1",
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.row([.first(.unknown)])], .moves(.confirm)),
        TillDefect(
            "sells-anew-instead-of-retrying", "Sends a new provision in place of a retry.", "D2",
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.row([.first(.unknown)]), .earlier(.first(.unknown), 0...0)],
            .moves(.anew(isSame: true))),
        TillDefect(
            "serves-next-customer-instead", "Leaves an unknown outcome and sells to the next.",
            "D1", under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.row([.first(.unknown)]), .earlier(.first(.unknown), 0...0)],
            .moves(.anew(isSame: false))),
    ]

    static let retries: [TillDefect] = [
        TillDefect(
            "retries-with-other-amount", "Changes the amount in a retry.", "D2", under: exhausted,
            when: [.next([.retry])], .writes(.member("amounts", oneCent))),
        TillDefect(
            "retries-without-product", "Leaves the product out of a retry.", "D2",
            under: exhausted, when: [.next([.retry])], .writes(.member("product", nil))),
        TillDefect(
            "retries-with-new-identifiers", "Drops the identifiers in a retry.", "D2",
            under: exhausted,
            when: [.next([.retry])], .writes(.member("thirdPartyIdentifiers", []))),
        TillDefect(
            "retries-with-other-receiver", "Sends a retry to another receiver.", "D2",
            under: exhausted, when: [.next([.retry])],
            .writes(.member("receiver", ["id": "33333333333", "name": "Yoyo"]))),
        TillDefect(
            "retries-with-other-body-id", "Gives a retry another id in the body.", "D2",
            under: exhausted, when: [.next([.retry])], .writes(.strangerBodyID)),
        TillDefect(
            "retries-under-other-path", "Gives a retry another id in the path.", "D2",
            under: exhausted, when: [.next([.retry])],
            .writes(.path("/vouchers/{stranger}/retry"))),
        TillDefect(
            "retries-under-new-id", "Gives a retry another id in path and body.", "D2",
            under: exhausted, when: [.next([.retry])], .writes(.strangerID)),
        TillDefect(
            "retries-as-provision", "Sends a retry to the provision's operation.", "D2",
            under: exhausted, when: [.next([.retry])], .writes(.path("/vouchers"))),
        TillDefect(
            "reverses-without-retry-after-503", "Reverses at once after a 503.", "D3", warns: true,
            under: exhausted, when: [.row([.first(.e503)])], .moves(.reverse)),
        TillDefect(
            "reverses-without-retry-after-silence", "Reverses at once after silence.", "D3",
            warns: true, under: "flows/f4-till-timeout-retries-fail",
            when: [.row([.first(.silent)])], .moves(.reverse)),
        TillDefect(
            "retries-four-times", "Retries once more than three times.", "D3", warns: true,
            under: exhausted, when: [.row([.retry(.unknown)]), .seen(.retry(), 3...3)],
            .moves(.retry)),
        TillDefect(
            "retries-without-end", "Retries as if without end, 25 times.", "D3", warns: true,
            under: exhausted, when: [.row([.retry(.unknown)]), .seen(.retry(), 3...24)],
            .moves(.retry)),
        TillDefect(
            "retries-where-it-is-declined", "Retries with a provider that has no retries.", "D11",
            warns: true, needs: .provider("stellr"), under: "flows/stellr-retry-declined",
            when: [.row([.first(.unknown)])], .moves(.retry)),
        TillDefect(
            "retries-without-pause", "Retries as soon as an answer is there.", "D15", warns: true,
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.next([.retry])], .pauses(.zero)),
    ]

    static let declines: [TillDefect] = [
        TillDefect(
            "retries-a-decline", "Takes a 404 for an unknown outcome and retries.", "D4",
            warns: true, under: "flows/f5-upstream-declined",
            when: [.row([.first(.e404)])], .moves(.retry)),
        TillDefect(
            "retries-a-400", "Takes a 400 for an unknown outcome and retries.", "D4",
            warns: true, under: "flows/f5-upstream-declined-400",
            when: [.row([.first(.e400)])], .moves(.retry)),
        TillDefect(
            "reverses-a-decline", "Reverses a provision that was declined.", "D4", warns: true,
            under: "flows/f5-upstream-declined",
            when: [.row([.first(.declined)])], .moves(.reverse)),
        TillDefect(
            "confirms-a-decline", "Confirms a provision that was declined.", "D4",
            under: "flows/f5-upstream-declined",
            when: [.row([.first(.declined)])], .moves(.confirm)),
        TillDefect(
            "sends-declined-provision-again", "Sends a declined provision once more.", "D4",
            warns: true, under: "flows/f5-upstream-declined",
            when: [.whole([.first(.declined)])], .moves(.request)),
        TillDefect(
            "takes-declined-retry-for-end", "Sends no reversal after a declined retry.", "D5",
            under: "flows/f7-upstream-unknown-retries-fail",
            when: [.row([.retry(.declined)])], .moves(.end(.declined))),
        TillDefect(
            "retries-after-declined-retry", "Retries again after a declined retry.", "D5",
            under: "flows/f7-upstream-unknown-retries-fail",
            when: [.row([.retry(.declined)]), .seen(.retry(), 1...2)], .moves(.retry)),
        TillDefect(
            "gives-up-after-three-retries", "Sends no reversal after the last retry.", "D5",
            under: exhausted,
            when: [.row([.retry(.unknown)]), .seen(.retry(), 3...3)], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-two-retries", "Gives up after the second retry.", "D5",
            under: exhausted,
            when: [.row([.retry(.unknown)]), .seen(.retry(), 2...2)], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-one-retry", "Gives up after one retry.", "D5",
            under: "flows/f4-till-timeout-retries-fail",
            when: [.row([.retry(.unknown)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-one-retry-in-single-messaging",
            "With single messaging gives up after one retry.", "D5", needs: .single,
            under: "flows/f6-upstream-unknown-retries-succeed-single",
            when: [.messaging(.single), .row([.retry(.unknown)])], .moves(.end(.declined))),
    ]

    static let exhausted = "flows/f7-upstream-unknown-retries-exhausted"
}
