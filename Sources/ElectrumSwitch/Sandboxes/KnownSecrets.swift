import JSONTree
import Journal
import Vocabulary
import VoucherLedger

/// The codes and user names that a sandbox has to know so that its journal outside memory can do
/// without them.
struct KnownSecrets {
    /// The replacements that the ledger has instead of codes that a replay could not restore, by
    /// their fingerprints.
    private var maskedCodes: [String: String] = [:]
    /// The user names that are known as a client's id, though not by their form.
    private var users: Set<String> = []
    private let fingerprint: @Sendable (String) -> String

    init(fingerprint: @escaping @Sendable (String) -> String) {
        self.fingerprint = fingerprint
    }

    // MARK: Codes

    /// Notes that the ledger has a placeholder instead of the code with this fingerprint.
    mutating func note(placeholder: String, forCodeWith fingerprint: String) {
        maskedCodes[fingerprint] = placeholder
    }

    /// Restores a code that only a placeholder stood for, if a message of the till shows it.
    mutating func reveal(_ message: Message, in ledger: inout Ledger) {
        guard !maskedCodes.isEmpty, let code = message.shownCode,
            ledger.sale(ofCode: code) == nil,
            let placeholder = maskedCodes.removeValue(forKey: fingerprint(code))
        else { return }
        ledger.reveal(code: code, keptAs: placeholder)
    }

    /// Records the placeholder of the code that a message shows. A replay draws the mock's own
    /// codes again; a code that the till asked for has to be known when it is shown.
    func note(
        codeOf message: Message, _ key: TransactionKey,
        in core: borrowing SandboxCore, _ record: inout RecordedMessage
    ) {
        let operation = record.operation
        let shown = operation == .lookup ? message.voucherQuery.code : message.voucherCode
        guard let code = shown else { return }
        let isRequested = operation == .provision || operation == .retry
        if let sale = core.ledger.sale(ofCode: code) {
            record.codePlaceholder = Masking.placeholder(of: sale.id)
        } else if isRequested, core.ledger[key]?.voucher == nil {
            record.codePlaceholder = Masking.placeholder(of: key.id)
        }
        if isRequested, core.journal.isKept { record.codeHash = fingerprint(code) }
    }

    /// Returns true if a message that shows a code needs its fingerprint: to be known again, or
    /// because the code may be one that only something else stands for.
    func needsFingerprint(for operation: Operation) -> Bool {
        operation == .provision || operation == .retry || !maskedCodes.isEmpty
    }

    // MARK: User names

    /// Returns true if a user name may be a password, because it is certainly no institution's.
    mutating func hides(userOf message: Message) -> Bool {
        let user = message.credentials.user
        if Credentials.isInstitution(user) { return false }
        if message.body["client"]?["id"]?.text == user { users.insert(user) }
        return !isKnown(user)
    }

    /// Returns the same for a message that was refused.
    func hides(user: String, of request: [UInt8]) -> Bool {
        let client = (try? JSONView(parsing: request))?["client"]?["id"]?.text
        if let client { return client != user && user != Credentials.none.user }
        return !Credentials.isInstitution(user) && !isKnown(user)
    }

    /// Returns a user name as a journal file shows it where no message tells more.
    func shown(user: String) -> String {
        Credentials.isInstitution(user) || isKnown(user) ? user : Masking.mask
    }

    private func isKnown(_ user: String) -> Bool {
        user == Credentials.none.user || users.contains(user)
    }
}

extension Message {
    /// The code of the voucher that a message is about, asks for or looks up.
    var shownCode: String? { voucherCode ?? body["voucherCode"]?.text }
}
