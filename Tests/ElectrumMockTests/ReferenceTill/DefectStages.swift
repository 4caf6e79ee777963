import Till
import Vocabulary

/// Scenarios that show defects which no shipped one shows: for each lane of messages the answers,
/// in order; a good one follows.
///
/// A: provision and retries of each transaction; C: its confirmation; R: its reversal. A@ and C@
/// count over the whole sandbox.
enum DefectStages {
    static var names: Set<String> { Set(lanes.keys).union(texts.keys) }

    static func yaml(for defect: TillDefect) -> String? {
        if let text = texts[defect.name] { return text }
        guard let lanes = lanes[defect.name] else { return nil }
        let rules = lanes.split(separator: ",").enumerated().map { number, lane in
            let words = lane.split(separator: " ").map(String.init)
            let name = words[0].prefix { $0 != "@" }
            let on = ["A": "[provision, retry]", "C": "[confirm]", "R": "[reverse]"][name] ?? ""
            let scope = words[0].hasSuffix("@") ? ", per: sandbox" : ""
            let replies = (words.dropFirst() + ["ok"]).map { answers[$0] ?? $0 }
                .joined(separator: ", ")
            return "  - {name: r\(number), on: \(on)\(scope), replies: [\(replies)]}\n"
        }
        let messaging = defect.needs.messaging ?? .dual
        return "messaging: \(messaging.rawValue)\nrules:\n\(rules.joined())"
    }

    private static let answers = [
        "ok": "normal", "503": "{error: 503 UPSTREAM_UNAVAILABLE}",
        "504": "{error: 504 UPSTREAM_UNAVAILABLE}", "500": "{error: 500 GENERAL_ERROR}",
        "404": "{decline: 404 DO_NOT_HONOR}", "400": "{decline: 400 DO_NOT_HONOR}",
        "gone": "{decline: 404 UNABLE_TO_LOCATE_RECORD}",
        "unsure": "{decline: 404 VOUCHER_STATUS_UNKNOWN}", "silence": "{lost: reply}",
        "close": "{lost: reply, by: close}", "reset": "{lost: reply, by: reset}",
        "cut": "{garbled: truncated}",
    ]

    private static let lanes = [
        // Plain ones.
        "takes-503-for-final": "C 503",
        "sends-reversal-once": "A 503 503 503 503, R silence",
        "repeats-reversal-under-new-id": "A 503 503 503 503, R silence",
        "repeats-reversal-for-other-reason": "A 503 503 503 503, R silence",
        // After a row of attempts.
        "abandons-after-503-504-503": "A 503 504 503",
        "abandons-after-silence-then-503": "A silence 503",
        "abandons-after-500-then-close": "A 500 close",
        "abandons-after-two-resets": "A reset reset",
        "abandons-after-504-then-500": "A 504 500",
        "abandons-after-close-then-unreadable": "A close cut",
        "abandons-after-unknown-4xx-then-503": "A unsure 503",
        "abandons-when-last-retry-is-unreadable": "A 503 503 503 cut",
        "abandons-when-last-retry-is-reset": "A 503 503 503 reset",
        "counts-retries-anew-after-lost-reply": "A 503 503 503 close close close close",
        "takes-400-after-lost-reply-for-end": "A close 400",
        "takes-404-after-500-for-end": "A 500 404",
        "takes-404-after-unreadable-for-end": "A cut 404",
        "takes-decline-of-last-retry-for-end": "A 503 503 503 404",
        "retries-after-decline-that-followed-silence": "A silence 404",
        "confirms-when-retry-after-silence-is-declined": "A silence 404",
        "confirms-after-second-decline": "A 503 404, R gone",
        "forgets-voucher-of-third-retry": "A 503 503 503",
        "forgets-voucher-after-unknown-4xx-on-retry": "A 503 unsure",
        "forgets-voucher-after-two-unreadable-answers": "A cut cut",
        "forgets-voucher-after-reset-then-503": "A reset 503",
        "reverses-and-confirms-voucher-of-third-retry": "A 503 503 503",
        "retries-with-other-amount-after-500-then-close": "A 500 close",
        "retries-under-new-id-after-reset-then-504": "A reset 504",
        "retries-as-provision-on-third-retry-after-504": "A 503 503 504",
        "sells-anew-after-close-then-503": "A close 503",
        "drops-identifiers-of-third-retry": "A 503 503 503",
        "confirms-in-single-messaging-after-500": "A 500",
        "signs-in-otherwise-after-504-then-silence": "A 504 silence",
        // In the advice.
        "gives-up-when-confirmation-after-retry-gets-503": "A 503, C 503",
        "gives-up-when-confirmation-after-retry-is-unanswered": "A 503, C silence",
        "gives-up-when-confirmation-after-lost-reply-gets-500": "A close, C 500",
        "gives-up-when-confirmation-after-two-retries-is-lost": "A 503 503, C close",
        "gives-up-after-two-503-to-confirmation": "C 503 503",
        "takes-second-500-of-confirmation-for-final": "C 500 500",
        "gives-up-when-confirmation-gets-close-then-503": "C close 503",
        "gives-up-after-four-confirmations": "C 503 500 503 500",
        "gives-up-when-confirmation-gets-504-then-reset": "C 504 reset",
        "reverses-when-confirmation-after-retry-is-reset": "A 503, C reset",
        "reverses-when-confirmation-gets-503-then-silence": "C 503 silence",
        "renames-confirmation-after-504-then-loss": "C 504 close",
        "renames-repeated-confirmation-of-retry": "A 503, C 503",
        "changes-tenders-of-repeat-after-504": "A 504, C 503",
        "drops-identifiers-of-third-confirmation": "C 500 503",
        "confirms-stranger-after-two-lost-confirmations": "C close close",
        "signs-in-otherwise-when-confirmation-of-retry-repeats": "A 503, C 503",
        "gives-up-when-reversal-after-declined-retry-gets-503": "A 503 404, R 503",
        "gives-up-when-reversal-after-lost-retries-gets-500": "A 503 503 503 close, R 500",
        "gives-up-after-two-silent-reversals": "A 503 404, R silence silence",
        "confirms-after-lost-reversal": "A 503 404, R close",
        "renames-reversal-after-504-then-503": "A 503 404, R 504 503",
        "changes-reason-after-two-503-to-reversal": "A 503 404, R 503 503",
        "drops-identifiers-of-reversal-after-503-then-400": "A 503 400",
        // Across sales.
        "gives-up-at-503-after-good-sale": "A@ ok 503",
        "gives-up-at-silence-in-third-sale": "A@ ok ok silence",
        "forgets-confirmation-after-sale-with-two-retries": "A@ 503 503 ok ok",
        "reuses-advice-id-after-503-to-confirmation": "C@ 503",
        "confirms-sale-before-after-reversal": "A@ 503 404 ok",
        "gives-up-at-504-after-declined-sale": "A@ 404 504",
        "signs-in-otherwise-after-reversed-sale": "A@ 503 404 ok",
    ]

    private static let texts = [
        "hangs-up-early": """
        rules:
          - {name: silent, on: provision, replies: [{lost: reply}, normal]}
        judge: {D18: {patience: 60s}}

        """,
        "gives-up-when-unauthorised": """
        rules:
          - name: expired
            on: [provision, retry]
            replies: [{respond: {status: 401, body: {}}}, normal]

        """,
        "gives-up-after-redemption-silence": away("redeem", "lost: reply"),
        "confirms-unanswered-redemption": away("redeem", "lost: reply"),
        "gives-up-after-refund-503": away("refund", "error: 503 UPSTREAM_UNAVAILABLE"),
        "sends-redemption-confirmation-once": away(
            "confirm-redeem", "error: 503 UPSTREAM_UNAVAILABLE"),
        "repeats-redemption-confirmation-under-new-id": away(
            "confirm-redeem", "error: 503 UPSTREAM_UNAVAILABLE"),
        "hammers-with-redemption-confirmation": away(
            "confirm-redeem", "error: 503 UPSTREAM_UNAVAILABLE"),
        "looks-redemption-up-at-once": """
        rules:
          - {name: late, on: redeem, replies: [processing: 100s]}

        """,
    ]

    private static func away(_ operation: String, _ reply: String) -> String {
        """
        rules:
          - {name: away, on: \(operation), replies: [{\(reply)}, normal]}

        """
    }
}
