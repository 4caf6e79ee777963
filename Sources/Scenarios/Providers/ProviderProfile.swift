/// The profile of one provider behind the switch.
package struct ProviderProfile: Sendable, Equatable {
    /// The provider's treatment of retries.
    package enum Retries: String, Sendable, CaseIterable {
        /// A retry returns the voucher.
        case supported
        /// A retry is answered with `decline`.
        case declined
    }

    /// The treatment of confirmations and reversals.
    package struct Advices: Sendable, Equatable {
        /// The treatment of one kind of advice.
        package enum Handling: String, Sendable, CaseIterable {
            /// They are delivered to the provider until it answers.
            case forwarded
            /// The switch accepts them and does not forward them to the provider.
            case consumed
        }

        /// The treatment of confirmations.
        package var confirm = Handling.forwarded
        /// The treatment of reversals.
        package var reverse = Handling.forwarded

        /// Both are delivered.
        package static let forwarded = Advices()
        /// Neither is forwarded to the provider.
        package static let consumed = Advices(confirm: .consumed, reverse: .consumed)
    }

    /// The delivery of advices.
    package struct Delivery: Sendable, Equatable {
        /// The time between two deliveries of an advice that was not answered.
        package var interval = Duration.seconds(5)
        /// The most advices on their way at once.
        package var window = 1
    }

    /// The routes to a provider; any match routes a request to it.
    package struct Routes: Sendable, Equatable {
        /// Ids or names of receivers.
        package var receiver: [String] = []
        /// Ids or names of settlement entities.
        package var settlementEntity: [String] = []
        /// Globs of product ids.
        package var product: [String] = []

        /// True if nothing is routed to the provider.
        var isEmpty: Bool { receiver.isEmpty && settlementEntity.isEmpty && product.isEmpty }
    }

    /// The name of the profile's file without extension.
    package internal(set) var id: String
    /// The provider's name, for people.
    package internal(set) var name: String
    /// The source of the profile's facts.
    package var source: String?
    /// The routes to the provider.
    package var routes = Routes()
    /// The treatment of retries.
    package var retries = Retries.supported
    /// The treatment of advices.
    package var advices = Advices.forwarded
    /// The answer with which the provider declines a retry.
    package var decline = ErrorAnswer(
        status: 404, type: "FUNCTION_NOT_SUPPORTED", message: "Retry not supported")
    /// The provider's response time.
    package var latency = Delay.fixed(.zero)
    /// The form of its vouchers.
    package var voucher = VoucherTemplate()
    /// The delivery of advices to it.
    package var delivery = Delivery()
    /// True if the switch itself confirms and reverses for tills with single messaging.
    package var hasSwitchAdvices = true

    /// The profile of providers without one of their own: no quirks.
    package static let `default` = ProviderProfile(id: "default", name: "Provider")

    /// A profile without quirks and without routes.
    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
