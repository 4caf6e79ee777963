import Scenarios
import Vocabulary

/// What a till does in each situation. As they stand they keep every duty.
struct Habits {
    /// What a till makes of an answer.
    enum Outcome {
        /// A voucher, an approval or the receipt of an advice.
        case approved
        case declined
        /// A retry was declined.
        case retryDeclined
        case unknown
    }

    enum Advice {
        case confirmation, reversal
    }

    /// Changes a message before it is sent for the n-th time.
    typealias Edit = (inout Draft, _ attempt: Int) -> Void

    /// How often it retries.
    var retriesMax = 3
    /// How long it waits before a retry, nil for not at all.
    var retryPause: String? = "1s"
    /// How often it sends an advice before it gives up.
    var advicesMax = 100
    /// How long it waits before it repeats an advice, nil for not at all.
    var advicePause: String? = "5s"
    /// Whether it looks a voucher up before it redeems it.
    var looksUpVouchers = true
    /// Whether it looks up what is unknown.
    var looksUpUnknown = false
    /// Whether it shows access tokens (OAuth2) in the place of Basic credentials.
    var usesTokens = false
    /// The error types that say, whatever the status, that nobody knows.
    var doubtfulErrors: Set<String> = ["UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN"]
    /// What it makes of a status that it does not take for what it is.
    var misreads: [Int: Outcome] = [:]
    /// What it sends in the end.
    var conclusions: [Outcome: [Advice]]
    /// What it writes otherwise than it should.
    var edits: [Operation: Edit] = [:]

    init(messaging: Messaging = .dual) {
        conclusions = [
            .approved: messaging == .dual ? [.confirmation] : [], .declined: [],
            .retryDeclined: [.reversal], .unknown: [.reversal],
        ]
    }
}
