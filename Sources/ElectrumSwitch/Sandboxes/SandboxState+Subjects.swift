import JSONTree
import Scenarios
import VoucherLedger

/// Finding what a message is about.
extension SandboxState {
    mutating func subject(of message: Message, _ operation: Scenarios.Operation) -> Subject {
        if operation == .lookup { return lookedUp(by: message) }
        let request =
            message.requestID == nil && engine.scenario.hasRules
            ? message.body : request(of: message.key, operation.topic)
        return Subject(
            key: message.key, transaction: message.requestID ?? message.id, request: request,
            profile: profile(for: message, soldBy: sale(behind: message, operation)))
    }

    /// What the journal calls the state of a provision, redemption or refund.
    func stateName(of key: TransactionKey, _ topic: Scenarios.Operation.Topic) -> String {
        switch topic {
        case .sale: ledger[key]?.state.rawValue ?? "none"
        case .redemption: Self.name(of: ledger.redemption(key)?.state, approved: "redeemed")
        case .refund: Self.name(of: ledger.refund(key)?.state, approved: "refunded")
        case .nothing: "none"
        }
    }

    /// The body of a provision, redemption or refund; nil where no rule could look at it.
    func request(of key: TransactionKey, _ topic: Scenarios.Operation.Topic) -> JSONView? {
        guard engine.scenario.hasRules else { return nil }
        let bytes =
            switch topic {
            case .sale: ledger[key]?.request
            case .redemption: ledger.redemption(key)?.request
            case .refund: ledger.refund(key)?.request
            case .nothing: [UInt8]?.none
            }
        return bytes.flatMap { try? JSONView(parsing: $0) }
    }

    private static func name(of state: Movement.State?, approved: String) -> String {
        switch state {
        case nil, .processing: "none"
        case .approved: approved
        case let state?: state.rawValue
        }
    }

    /// A lookup belongs to the provision that issued the voucher, whatever it is looked up by.
    private mutating func lookedUp(by message: Message) -> Subject {
        let sale = ledger.sale(for: message.voucherQuery)
        let request = sale.flatMap { ledger[$0]?.request }
            .flatMap { try? JSONView(parsing: $0) }
        return Subject(
            key: sale ?? message.key, transaction: request?["id"]?.text ?? message.requestID,
            request: request, profile: profile(for: message, soldBy: sale))
    }

    /// The provision of the voucher that a message is about.
    private func sale(behind message: Message, _ operation: Scenarios.Operation)
        -> TransactionKey?
    {
        switch (operation, operation.topic) {
        case (.confirm, _), (.reverse, _): message.key
        case (.redeem, _), (.refund, _): message.voucherCode.flatMap(ledger.sale(ofCode:))
        case (_, .redemption): ledger.redemption(message.key)?.sale
        case (_, .refund): ledger.refund(message.key)?.sale
        default: nil
        }
    }

    /// A voucher is the business of the provider that issued it; where that is not known, the
    /// message itself tells where to go.
    private func profile(for message: Message, soldBy sale: TransactionKey?) -> ProviderProfile {
        guard let sale, let id = ledger[sale]?.provider else {
            return providers.profile(for: message.body)
        }
        return providers.profiles[id] ?? .default
    }
}
