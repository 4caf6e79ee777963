import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// The state of a provision, as the control API shows it.
struct TransactionDetail: Sendable {
    /// The id, as the till wrote it once all messages are found.
    private(set) var id: String
    let key: TransactionKey
    let transaction: Transaction
    /// Finds the numbers of the records about it.
    private var walk: RecordWalk
    let template: VoucherTemplate
    let seed: UInt64

    /// A transaction without its messages.
    init(_ key: TransactionKey, _ transaction: Transaction, in core: borrowing SandboxCore) {
        self.key = key
        self.transaction = transaction
        id = key.id.description
        walk = core.journal.walk(of: key)
        let profile = transaction.provider.flatMap { core.providers.profiles[$0] } ?? .default
        template = profile.voucher
        seed = core.seed
    }

    /// Finds more of its messages; returns true if it has all.
    mutating func findMessages(in journal: borrowing SandboxJournal, steps: inout Int) -> Bool {
        guard walk.advance(in: journal, steps: &steps) else { return false }
        id = walk.first.flatMap(journal.transaction) ?? id
        return true
    }

    /// The transaction as JSON.
    var encoded: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.member("id", id)
            writer.member("client", Self.user(of: key.client))
            writer.name("provider")
            if let provider = transaction.provider {
                writer.string(provider)
            } else {
                writer.literal("null")
            }
            writer.member("state", TransactionState(transaction.state).rawValue)
            writer.name("attempts")
            writer.integer(transaction.attempts)
            writer.name("voucher")
            writeVoucher(to: &writer)
            writer.member("providerState", transaction.providerState.rawValue)
            writer.name("messages")
            writer.array { writer in
                for seq in walk.numbers { writer.integer(seq) }
            }
        }
        return writer.bytes
    }

    /// The user name of a client of the ledger.
    static func user(of client: String) -> String { String(client.prefix { $0 != ":" }) }

    private func writeVoucher(to writer: inout JSONWriter) {
        guard let voucher = transaction.voucher else { return writer.literal("null") }
        ProvisionAnswer(
            request: asked, key: key, voucher: voucher, template: template, seed: seed
        ).writeVoucher(to: &writer)
    }

    /// The request, if it says anything of the voucher.
    private var asked: JSONView? {
        guard let request = transaction.request, let text = try? JSONText(parsing: request.bytes),
            text.member("voucher", of: text.root) != nil
        else { return nil }
        return JSONView(request, as: .provisionRequest)
    }
}
