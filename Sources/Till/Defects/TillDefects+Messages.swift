import JSONTree
import Vocabulary

// MARK: Single messages: ids, form, sender, time.

extension TillDefects {
    static let messages = identities + forms + senders

    private static let success = "flows/f1-dual-success"

    private static let identities: [TillDefect] = [
        TillDefect(
            "confirms-under-provision-id", "Gives the confirmation the provision's id.", "D10",
            under: success,
            when: [.kind(.provision), .next([.confirmation])], .writes(.requestID)),
        TillDefect(
            "uses-one-id-for-two-sales", "Sells the second voucher under the id of the first.",
            "D10", needs: .sales(2), under: success,
            when: [.sale(2...2), .kind(.provision)], .opens(.idOfFirstSale)),
        TillDefect(
            "uses-one-advice-id-for-two-sales", "Gives every confirmation the same id.", "D10",
            needs: .sales(2), under: success,
            when: [.kind(.provision), .next([.confirmation])],
            .writes(.constantID("a1b2c3d4-0000-4000-8000-000000000077"))),
        TillDefect(
            "numbers-its-messages", "Uses numbers as ids.", "D10", under: success,
            when: [.kind(.provision)], .opens(.number)),
        TillDefect(
            "makes-ids-of-version-1", "Uses UUIDs of version 1.", "D10", warns: true,
            under: success, when: [.kind(.provision)], .opens(.version1)),
        TillDefect(
            "spells-id-in-two-ways", "Writes the id of a retry in capitals.", "D10", warns: true,
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.next([.retry])], .writes(.capitals)),
        TillDefect(
            "looks-up-at-once", "Looks the voucher up as soon as its outcome is unknown.", "D12",
            warns: true, under: "flows/f3-till-timeout-retries-succeed",
            when: [.kind(.provision), .row([.first(.unknown)]), .lookups(0...0)],
            .moves(.lookup)),
    ]

    private static let forms: [TillDefect] = [
        TillDefect(
            "leaves-field-out", "Sells without originator.", "D13", under: success,
            when: [.next([.request]), .kind(.provision)], .writes(.member("originator", nil))),
        TillDefect(
            "sends-malformed-advice", "Confirms with a tender that has no amount.", "D13",
            under: success, when: [.kind(.provision), .next([.confirmation])],
            .writes(.member("tenders", [["tenderType": "CASH"]]))),
        TillDefect(
            "leaves-tenders-out", "Confirms without tenders.", "D13", warns: true, under: success,
            when: [.kind(.provision), .next([.confirmation])], .writes(.member("tenders", nil))),
        TillDefect(
            "confirms-too-much", "Confirms more than was authorised.", "D16", warns: true,
            under: success, when: [.kind(.provision), .next([.confirmation])],
            .writes(
                .member(
                    "amounts", ["approvedAmount": ["amount": 99_999_999, "currency": "710"]]))),
        TillDefect(
            "confirms-in-other-currency", "Confirms in another currency.", "D16", warns: true,
            under: success, when: [.kind(.provision), .next([.confirmation])],
            .writes(
                .member("amounts", ["approvedAmount": ["amount": 10_000, "currency": "840"]]))),
        TillDefect(
            "hangs-up-early", "Waits half as long as agreed.", "D18",
            when: [.next([.request])], .waits(percent: 50)),
        TillDefect(
            "calls-what-is-not-there", "Looks up at an address that does not exist.", "D13",
            warns: true, under: success,
            [
                TillDefect.Part(
                    [.row([.confirm(.approved)]), .lookups(0...0)], .moves(.lookup)),
                TillDefect.Part([.next([.lookup])], .writes(.path("/voucher"))),
            ]),
        TillDefect(
            "corrects-malformed-retry", "Sends a malformed retry, and then a right one.", "D13",
            under: "flows/f6-upstream-unknown-retries-succeed",
            [
                TillDefect.Part(
                    [.next([.retry]), .attempt(1...1)], .writes(.member("time", nil))),
                TillDefect.Part(
                    [.row([.retry(.e400)]), .seen(.retry(), 1...1)], .moves(.retry)),
            ]),
    ]

    private static let senders: [TillDefect] = [
        TillDefect(
            "signs-in-under-other-name", "Sells under another user name.", "D14", under: success,
            when: [.kind(.provision), .next([.request])], .writes(.user(stranger))),
        TillDefect(
            "confirms-under-other-name", "Confirms under another user name.", "D14",
            under: success,
            when: [.kind(.provision), .next([.confirmation])], .writes(.user(stranger))),
        TillDefect(
            "retries-under-other-name", "Retries under another user name.", "D14",
            under: "flows/f6-upstream-unknown-retries-succeed",
            when: [.next([.retry])], .writes(.user(stranger))),
        TillDefect(
            "gives-up-when-unauthorised", "Takes a 401 for the end of the sale.", "D14",
            when: [.row([.attempt(.unauthorised)])], .moves(.end(.declined))),
    ]

    static let stranger = "33333333"
}
