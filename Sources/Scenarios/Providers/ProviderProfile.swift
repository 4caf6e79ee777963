/// How one provider behaves behind the switch.
public struct ProviderProfile: Sendable, Equatable {
    /// What becomes of a retry of a provision.
    public enum Retries: String, Sendable, CaseIterable {
        /// A retry brings the voucher.
        case supported
        /// A retry is answered with `decline`.
        case declined
    }

    /// What becomes of confirmations and reversals.
    public struct Advices: Sendable, Equatable {
        /// What becomes of one kind of them.
        public enum Handling: String, Sendable, CaseIterable {
            /// They are delivered to the provider until it answers.
            case forwarded
            /// The switch accepts them and the provider never hears of them.
            case consumed
        }

        /// What becomes of confirmations.
        public var confirm = Handling.forwarded
        /// What becomes of reversals.
        public var reverse = Handling.forwarded

        /// Both are delivered.
        public static let forwarded = Advices()
        /// The provider hears of neither.
        public static let consumed = Advices(confirm: .consumed, reverse: .consumed)
    }

    /// How advices are delivered.
    public struct Delivery: Sendable, Equatable {
        /// The time between two deliveries of an advice that was not answered.
        public var interval = Timespan.seconds(5)
        /// How many advices may be on their way at once.
        public var window = 1
    }

    /// What sends a request to the provider; any hit does.
    public struct Routes: Sendable, Equatable {
        /// Ids or names of receivers.
        public var receiver: [String] = []
        /// Ids or names of settlement entities.
        public var settlementEntity: [String] = []
        /// Globs of product ids.
        public var product: [String] = []

        /// Whether nothing is routed to the provider.
        var isEmpty: Bool { receiver.isEmpty && settlementEntity.isEmpty && product.isEmpty }
    }

    /// The name of the profile's file without extension.
    public internal(set) var id: String
    /// The provider's name, for people.
    public internal(set) var name: String
    /// Where the facts of the profile come from.
    public var source: String?
    /// What sends a request to the provider.
    public var routes = Routes()
    /// What becomes of a retry.
    public var retries = Retries.supported
    /// What becomes of advices.
    public var advices = Advices.forwarded
    /// How the provider declines a retry.
    public var decline = ErrorAnswer(
        status: 404, type: "FUNCTION_NOT_SUPPORTED", message: "Retry not supported")
    /// How long the provider takes to answer.
    public var latency = Delay.fixed(.zero)
    /// What its vouchers look like.
    public var voucher = VoucherTemplate()
    /// How advices are delivered to it.
    public var delivery = Delivery()
    /// Whether the switch confirms and reverses by itself for tills with single messaging.
    public var hasSwitchAdvices = true

    /// The profile of every provider that has none of its own: no quirks.
    public static let `default` = ProviderProfile(id: "default", name: "Provider")

    /// A profile without quirks and without routes.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
