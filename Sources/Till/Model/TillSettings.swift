package import Vocabulary

/// The sales of a till and how it goes about them.
package struct TillSettings: Sendable {
    /// The last kind of transaction that a till makes with a voucher.
    package enum Extent: String, Sendable, CaseIterable, Comparable {
        case sale, redemption, refund

        package static func < (left: Extent, right: Extent) -> Bool {
            left.place < right.place
        }

        private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The authorization of messages.
    package enum Authentication: String, Sendable, CaseIterable {
        case basic, oauth2
    }

    package var messaging = Messaging.dual
    /// The number of vouchers sold.
    package var sales = 1
    package var extent = Extent.sale
    package var authentication = Authentication.basic
    /// The name of the receiver, by which the switch finds the provider.
    package var provider = "OTT"
    package var product = "prodId01"
    package var terminal = "term0001"
    /// The Basic user name, which is also the client's id.
    package var user = "22222222"
    package var password = "secret"
    /// In cents.
    package var amount: Int64 = 10_000
    /// The longest wait for an answer.
    package var timeout = Duration.seconds(2)
    /// The most retries of a request.
    package var retriesMax = 3
    package var retryPause = Duration.milliseconds(200)
    /// The most times that an advice is sent; then the transaction stays open.
    package var advicesMax = 50
    package var advicePause = Duration.milliseconds(200)
    /// True if a voucher is looked up before it is redeemed.
    package var looksUpVouchers = true
    /// True if the till knows which providers decline every retry: there it reverses at once.
    package var knowsProviders = true
    /// True if ids are written in capitals, which RFC 9562 lets a reader take for the same.
    package var writesCapitals = false
    /// Where the ids of messages come from.
    package var seed: UInt64 = 1

    package init() {}

    /// The providers that decline retries (flows.md, "Provider quirks").
    private static let providersWithoutRetries: Set<String> = ["stellr", "netcare"]

    /// False for a provider of which the till knows that it declines every retry.
    var hasRetries: Bool {
        !knowsProviders || !Self.providersWithoutRetries.contains(provider.lowercased())
    }
}
