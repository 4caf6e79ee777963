import VoucherLedger

/// The clients of a journal's records, where the id of a record does not tell its transaction: ids
/// that several clients have used, and clients that were reset.
///
/// A client is named as in the ledger, by user name and credentials. What was refused tells no
/// credentials: it is of any client with its user name.
struct RecordClients: Sendable {
    /// The clients of one id.
    private struct Sharers {
        /// The first client.
        var first: String
        /// The numbers of the newest records of the others.
        var others: [String: Int] = [:]
        /// The number of the newest record of all.
        var newest: Int
    }

    private var sharers: [TransactionID: Sharers] = [:]
    /// The numbers of the records of resets, by client, and the clients by those numbers.
    private var resets: [String: [Int]] = [:]
    private var resetClients: [Int: String] = [:]

    /// Returns true if two names may be of one client: equal, or one without credentials.
    static func areOne(_ left: String, _ right: String) -> Bool {
        left == right || (isUnnamed(left) || isUnnamed(right)) && user(left) == user(right)
    }

    private static func isUnnamed(_ client: String) -> Bool {
        client.utf8.last == UInt8(ascii: ":")
    }

    /// The user name and the colon behind it.
    private static func user(_ client: String) -> Substring {
        client[...(client.lastIndex(of: ":") ?? client.startIndex)]
    }

    // MARK: Several clients under one id

    func areSeveral(under id: TransactionID) -> Bool {
        !sharers.isEmpty && sharers[id] != nil
    }

    func isFirst(_ client: String, under id: TransactionID) -> Bool {
        sharers[id].map { Self.areOne($0.first, client) } ?? false
    }

    /// The number of the newest record of a client that is not the first under an id.
    func newest(under id: TransactionID, of client: String) -> Int? {
        sharers[id]?.others[client]
    }

    /// The number of the newest record without credentials that may be of a client, in a chain of
    /// its own.
    func newestUnnamed(under id: TransactionID, of client: String) -> Int? {
        areSeveral(under: id) ? newest(under: id, of: String(Self.user(client))) : nil
    }

    /// Begins to keep the clients of an id apart.
    mutating func share(_ id: TransactionID, first: String, newest: Int) {
        sharers[id] = Sharers(first: first, newest: newest)
    }

    /// Returns the client whose chain a record belongs to; nil for that of the first client.
    mutating func other(under id: TransactionID, _ client: String, isLookup: Bool) -> String? {
        guard let known = sharers[id] else { return nil }
        guard !Self.areOne(known.first, client) else {
            if Self.isUnnamed(known.first) { sharers[id]?.first = client }
            return nil
        }
        return isLookup && known.others[client] == nil ? nil : client
    }

    /// Takes note of the newest record of a client that is not the first.
    ///
    /// - Returns: the number of its record before; 0 for none.
    mutating func put(_ seq: Int, under id: TransactionID, of client: String) -> Int {
        note(seq, under: id)
        return (sharers[id]?.others.updateValue(seq, forKey: client) ?? nil) ?? 0
    }

    /// Takes note of the newest record under an id.
    mutating func note(_ seq: Int, under id: TransactionID) {
        if !sharers.isEmpty { sharers[id]?.newest = seq }
    }

    /// Forgets the clients of an id with its last record.
    mutating func drop(_ seq: Int, under id: TransactionID) {
        if !sharers.isEmpty, sharers[id]?.newest == seq { sharers[id] = nil }
    }

    // MARK: Resets

    var haveReset: Bool { !resets.isEmpty }

    /// The numbers of the records of resets between two others.
    func resets(from first: Int, to last: Int) -> [Int] {
        resets.values.joined().filter { first < $0 && $0 < last }
    }

    /// Takes note that the ids of a client are new again.
    mutating func noteReset(of client: String, at seq: Int) {
        resets[client, default: []].append(seq)
        resetClients[seq] = client
    }

    /// Forgets a reset with its record, the oldest.
    mutating func dropReset(_ seq: Int) {
        guard let client = resetClients.removeValue(forKey: seq) else { return }
        resets[client]?.removeFirst()
        if resets[client]?.isEmpty ?? false { resets[client] = nil }
    }

    /// Returns the numbers of records between the resets of a client, around a record.
    func period(of client: String?, at seq: Int) -> Range<Int> {
        guard let client, let resets = resets[client] else { return 0..<Int.max }
        var (begin, end) = (0, resets.count)
        while begin < end {
            let middle = (begin + end) / 2
            if resets[middle] <= seq { begin = middle + 1 } else { end = middle }
        }
        return (begin == 0 ? 0 : resets[begin - 1])..<(end == resets.count ? .max : resets[end])
    }
}
