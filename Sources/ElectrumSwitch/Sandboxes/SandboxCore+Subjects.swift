import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// Determines the subject of a message.
extension SandboxCore {
    mutating func subject(of message: Message, _ operation: Operation) -> MessageSubject {
        if operation == .lookup { return lookedUp(by: message) }
        let request =
            message.requestID == nil && engine.scenario.hasRules
            ? message.body : request(of: message.key, operation.kind)
        return MessageSubject(
            key: message.key, transaction: message.requestID ?? message.id, request: request,
            route: route(of: message, soldBy: sale(behind: message, operation)))
    }

    /// The state of a provision, redemption or refund.
    func transactionState(of key: TransactionKey, _ kind: TransactionKind?) -> TransactionState {
        switch kind {
        case .provision: TransactionState(ledger.state(of: key))
        case .redemption: TransactionState(ledger.use(.redemption, key)?.state, approved: .redeemed)
        case .refund: TransactionState(ledger.use(.refund, key)?.state, approved: .refunded)
        case nil: .none
        }
    }

    /// Returns the body of a provision, redemption or refund; nil if no rule can test it.
    func request(of key: TransactionKey, _ kind: TransactionKind?) -> JSONView? {
        engine.scenario.hasRules ? recorded(key, kind) : nil
    }

    /// Returns the terminal that sent what an advice is about; nil for any other message.
    func terminal(behind message: Message, _ operation: Operation) -> String? {
        guard operation.isAdvice else { return nil }
        return recorded(message.key, operation.kind)?["originator"]?["terminalId"]?.text
    }

    private func recorded(_ key: TransactionKey, _ kind: TransactionKind?) -> JSONView? {
        let bytes =
            switch kind {
            case .provision: ledger[key]?.request
            case .redemption: ledger.use(.redemption, key)?.request
            case .refund: ledger.use(.refund, key)?.request
            case nil: KeptBytes?.none
            }
        return bytes.flatMap { try? JSONView(parsing: $0.bytes) }
    }

    /// Returns the subject of a lookup: the provision that issued the voucher, however it is looked
    /// up.
    private mutating func lookedUp(by message: Message) -> MessageSubject {
        let sale = ledger.sale(for: message.voucherQuery)
        let request = sale.flatMap { ledger[$0]?.request }
            .flatMap { try? JSONView(parsing: $0.bytes) }
        return MessageSubject(
            key: sale ?? message.key, transaction: request?["id"]?.text ?? message.requestID,
            request: request, route: route(of: message, soldBy: sale))
    }

    /// Returns the provision of the voucher that a message is about.
    private func sale(behind message: Message, _ operation: Operation)
        -> TransactionKey?
    {
        switch (operation.kind, operation.role) {
        case (.provision, _): operation.isAdvice ? message.key : nil
        case (_, .request): message.voucherCode.flatMap(ledger.sale(ofCode:))
        case (.redemption, _): ledger.use(.redemption, message.key)?.sale
        case (.refund, _): ledger.use(.refund, message.key)?.sale
        case (nil, _): nil
        }
    }

    /// Returns the route to the provider that issued the voucher; where that is not known, the
    /// message itself selects one.
    private mutating func route(of message: Message, soldBy sale: TransactionKey?) -> ProviderRoute
    {
        guard let sale, let id = ledger[sale]?.provider else { return route(of: message) }
        return ProviderRoute(to: providers.profiles[id] ?? .default)
    }
}

extension TransactionState {
    /// The state of a provision as the journal has it.
    init(_ state: Transaction.State?) {
        self =
            switch state {
            case nil: .none
            case .unknown: .unknown
            case .provisioned: .provisioned
            case .confirmed: .confirmed
            case .reversed: .reversed
            case .declined: .declined
            }
    }

    /// The state of a redemption or of a refund as the journal has it.
    fileprivate init(_ state: VoucherUse.State?, approved: TransactionState) {
        self =
            switch state {
            case nil, .processing: .none
            case .unknown: .unknown
            case .approved: approved
            case .confirmed: .confirmed
            case .reversed: .reversed
            case .declined: .declined
            }
    }
}
