import Scenarios
import Vocabulary

/// The behaviour of a till in each situation. The defaults keep every duty.
struct Habits {
    /// A till's interpretation of an answer.
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
    /// True if it looks a voucher up before it redeems it.
    var looksUpVouchers = true
    /// True if it looks up what is unknown.
    var looksUpUnknown = false
    /// True if it shows access tokens (OAuth2) in the place of Basic credentials.
    var usesTokens = false
    /// The error types that say, whatever the status, that nobody knows.
    var doubtfulErrors: Set<String> = ["UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN"]
    /// The statuses that it misinterprets.
    var misreads: [Int: Outcome] = [:]
    /// The advices that it sends in the end.
    var conclusions: [Outcome: [Advice]]
    /// The deviations of its messages.
    var edits: [Operation: Edit] = [:]

    init(messaging: Messaging = .dual) {
        conclusions = [
            .approved: messaging == .dual ? [.confirmation] : [], .declined: [],
            .retryDeclined: [.reversal], .unknown: [.reversal],
        ]
    }
}
