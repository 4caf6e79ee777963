import JSONTree
package import Journal

/// The evidence of a certification: the records of each case's sandbox, as a journal file has them.
package struct CaseJournal: Sendable {
    private var lines: [String: [[UInt8]]] = [:]
    package init() {}

    /// Reads a journal that `bytes(in:)` has made.
    ///
    /// - Throws: `NotARecord` if a line is not JSON.
    package init(reading bytes: [UInt8]) throws(NotARecord) {
        for line in bytes.split(separator: UInt8(ascii: "\n")).map(Array.init) {
            guard let record = try? JSON(parsing: line) else {
                throw NotARecord(description: "a line of the journal is not JSON")
            }
            if let sandbox = record["sandbox"]?.text { lines[sandbox, default: []].append(line) }
        }
    }

    /// Replaces what is known of a case by the records of a running mock.
    package mutating func replace(_ sandbox: String, by records: [JournalRecord]) {
        guard !records.isEmpty else { return }
        lines[sandbox] = records.compactMap { record in
            // A file has the results of rules at the end alone.
            if case .rules = record { return nil }
            guard let place = record.place, place.sandbox != sandbox else { return record.encoded }
            // A case about connections was played in the standard sandbox.
            var members = (try? JSON(parsing: record.encoded))?.members ?? JSONObject()
            members["sandbox"] = .string(sandbox)
            return JSON.object(members).encoded
        }
    }

    /// Forgets the cases that were played in other sandboxes.
    package mutating func keepOnly(_ sandboxes: Set<String>) {
        lines = lines.filter { sandboxes.contains($0.key) }
    }

    /// The journal of the cases, in the order of the record.
    package func bytes(in record: CertificationRecord) -> [UInt8] {
        let header = JournalRecord.header(JournalHeader()).encoded
        let all = [header] + record.cases.flatMap { lines[$0.sandbox] ?? [] }
        return Array(all.map { $0 + [UInt8(ascii: "\n")] }.joined())
    }
}
