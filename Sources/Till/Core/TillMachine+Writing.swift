import JSONTree
import Vocabulary

// MARK: Messages, and the wrong ways to write them.

extension TillMachine {
    /// Writes a message of the open transaction. Repeats have the content of the first.
    mutating func write(
        _ operation: Operation, _ situation: TillSituation, at time: Timestamp
    ) -> TillMessage {
        guard var open else { preconditionFailure("no transaction is open") }
        let attempt = (open.sent[operation] ?? 0) + 1
        open.sent[operation] = attempt
        var message = TillMessage(
            operation: operation, sale: open.sale, attempt: attempt,
            path: operation.path(on: open.id, code: open.code), user: settings.user)
        switch operation.role {
        case .request, .retry: message.body = open.request
        case .confirmation, .reversal:
            let advice =
                open.advices[operation]
                ?? open.advice(operation, settings, id: newID(), time: time)
            open.advices[operation] = advice
            message.body = advice
        case .lookup, .call, .delivery, .connection: break
        }
        self.open = open
        for case .writes(let edit) in mistakes(in: situation) {
            apply(edit, to: &message, open)
        }
        message.authorization = authorization(message.user)
        return message
    }

    private mutating func apply(
        _ edit: TillEdit, to message: inout TillMessage, _ open: OpenTransaction
    ) {
        switch edit {
        case .member(let name, let value): message.body?[name] = value
        case .path(let path): message.path = path.replacing("{stranger}", with: open.stranger)
        case .freshID: message.body?["id"] = .string(newID())
        case .strangerID: rename(&message, open.stranger, open)
        case .strangerBodyID: message.body?["id"] = .string(open.stranger)
        case .constantID(let id): message.body?["id"] = .string(id)
        case .requestID: message.body?["id"] = .string(open.id)
        case .adviceIDBefore: message.body?["id"] = .string(adviceBefore ?? newID())
        case .capitals: rename(&message, open.id.uppercased(), open)
        case .namesSaleBefore:
            let before = saleIDs.dropLast().last ?? open.stranger
            message.body?["requestId"] = .string(before)
        case .namesStranger: message.body?["requestId"] = .string(open.stranger)
        case .firstIdentifierOnly: identifiers(of: &message) { Array($0.prefix(1)) }
        case .reversedIdentifiers: identifiers(of: &message) { $0.reversed() }
        case .rewrittenIdentifier:
            identifiers(of: &message) {
                let own: JSON = ["institutionId": "33333333333", "transactionIdentifier": "1"]
                return $0.dropLast() + [own]
            }
        case .user(let user): message.user = user
        }
    }

    /// A new id, as the till spells it.
    mutating func newID() -> String {
        let id = draw.uuid()
        return settings.writesCapitals ? id.uppercased() : id
    }

    /// The id of a transaction that begins.
    mutating func identity(_ kind: TransactionKind, _ sale: Int) -> String {
        let situation = TillSituation(
            kind: kind, messaging: settings.messaging, sale: sale, trail: [], earlier: earlier,
            lookups: 0, next: nil, attempt: 1)
        let id = newID()
        for case .opens(let identity) in mistakes(in: situation) {
            switch identity {
            case .idOfFirstSale: return saleIDs.first ?? id
            case .idOfSale: return saleIDs.last ?? id
            case .number: return String(16 + sale)
            case .version1: return id.prefix(14) + "1" + id.dropFirst(15)
            }
        }
        return id
    }

    /// Gives a message another id, also in the path of a retry.
    private func rename(_ message: inout TillMessage, _ id: String, _ open: OpenTransaction) {
        message.body?["id"] = .string(id)
        message.path = message.path.replacing(open.id, with: id)
    }

    private func identifiers(of message: inout TillMessage, _ change: ([JSON]) -> [JSON]) {
        let all = message.body?["thirdPartyIdentifiers"]?.items ?? []
        message.body?["thirdPartyIdentifiers"] = .array(change(all))
    }
}

extension OpenTransaction {
    /// The move that an operation makes.
    func move(of operation: Operation) -> TillMove {
        switch operation.role {
        case .retry: .retry
        case .lookup: .lookup
        case .confirmation: .confirm
        case .reversal: .reverse
        case .request, .call, .delivery, .connection: .request
        }
    }

    /// False for a wrong move that this transaction does not have.
    func mayMake(_ move: TillMove) -> Bool {
        move != .retry || kind == .provision
    }
}
