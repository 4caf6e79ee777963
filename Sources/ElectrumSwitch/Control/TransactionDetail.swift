import JSONTree
import Scenarios
import VoucherLedger

/// What is known of a provision, as the control API shows it.
struct TransactionDetail: Sendable {
    /// As the till wrote it.
    let id: String
    let key: TransactionKey
    let transaction: Transaction
    /// The numbers of the records about it.
    let messages: [Int]
    let template: VoucherTemplate
    let seed: UInt64

    var json: JSON {
        [
            "id": .string(id), "client": .string(String(key.client.prefix { $0 != ":" })),
            "provider": transaction.provider.map(JSON.string) ?? .null,
            "state": .string(transaction.state.rawValue),
            "attempts": .number(JSONNumber(transaction.attempts)),
            "voucher": voucher ?? .null,
            "providerState": .string(transaction.providerState.rawValue),
            "messages": .array(messages.map { .number(JSONNumber($0)) }),
        ]
    }

    private var voucher: JSON? {
        guard let voucher = transaction.voucher else { return nil }
        return ProvisionAnswer(
            request: JSONView(transaction.request, as: .provisionRequest), key: key,
            voucher: voucher, template: template, seed: seed
        ).voucherBody
    }
}
