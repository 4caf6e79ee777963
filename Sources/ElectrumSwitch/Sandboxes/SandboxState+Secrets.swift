import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// What a journal file may tell of codes and clients.
extension SandboxState {
    /// A message of the till may show the code that only something else stood for.
    mutating func reveal(_ message: Message) {
        guard let code = message.shownCode, ledger.sale(ofCode: code) == nil,
            let stand = maskedCodes.removeValue(forKey: fingerprint(code))
        else { return }
        ledger.reveal(code: code, keptAs: stand)
    }

    /// Tells what stands for the code that a message shows. A code that the mock has drawn comes
    /// back in a replay; one that the till has wished for needs to be known when it is shown.
    func note(
        codeOf message: Message, _ operation: Operation, _ key: TransactionKey,
        in record: inout JournalRecord
    ) {
        let shown = operation == .lookup ? message.voucherQuery.code : message.voucherCode
        guard let code = shown else { return }
        let isWish = operation == .provision || operation == .retry
        if let sale = ledger.sale(ofCode: code) {
            record.codeStand = Masking.stand(of: sale.id)
        } else if isWish, ledger[key]?.voucher == nil {
            record.codeStand = Masking.stand(of: key.id)
        }
        if isWish, journal.isRecorded { record.codeHash = fingerprint(code) }
    }

    /// Whether a message that shows a code needs its fingerprint: to be known again, or because the
    /// code may be one that only something else stands for.
    func needsFingerprint(for operation: Operation) -> Bool {
        operation == .provision || operation == .retry || !maskedCodes.isEmpty
    }

    /// Whether a user name may be a password: it is none of a client's for certain.
    mutating func hides(userOf message: Message) -> Bool {
        let user = message.credentials.user
        if Credentials.isInstitution(user) { return false }
        if message.body["client"]?["id"]?.text == user { knownUsers.insert(user) }
        return !isKnown(user)
    }

    /// The same, for a message that was refused.
    func hides(user: String, of request: [UInt8]) -> Bool {
        let client = (try? JSONView(parsing: request))?["client"]?["id"]?.text
        if let client { return client != user && user != Credentials.none.user }
        return !Credentials.isInstitution(user) && !isKnown(user)
    }

    /// A user name as a journal file shows it where no message tells more.
    func shown(user: String) -> String {
        Credentials.isInstitution(user) || isKnown(user) ? user : Masking.mask
    }

    private func isKnown(_ user: String) -> Bool {
        user == Credentials.none.user || knownUsers.contains(user)
    }
}

extension Message {
    /// The code of the voucher that a message is about, asks for or looks for.
    var shownCode: String? { voucherCode ?? body["voucherCode"]?.text }
}
