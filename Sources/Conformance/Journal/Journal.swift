package import JSONTree

/// All incarnations of every sandbox in a journal.
package struct Journal: Sendable {
    /// A remark on the file: its last line was cut short.
    package let note: String?

    /// The name of the sandbox of messages that name none.
    static let standardSandbox = "default"

    /// Every life of every sandbox, by their beginnings.
    let incarnations: [Incarnation]

    // A body may nest as deep as the parser allows, and stands inside a record.
    private static let limits = JSONLimits(depthMax: 2 * JSONLimits().depthMax)

    /// Reads a journal file: one record per line. A last line without a line feed that does not
    /// parse is a torn write; it is left out and `note` says so.
    ///
    /// - Throws: `JournalError.malformed` for any other line that is not a record.
    package init(ndjson bytes: [UInt8]) throws(JournalError) {
        let lineFeed = UInt8(ascii: "\n")
        // Editors on Windows put a byte order mark at the beginning of a file.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let lines = text.split(separator: lineFeed, omittingEmptySubsequences: false)
        var records: [JournalRecord] = []
        var note: String?
        for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 <= 0x20 }) {
            let json: JSON
            do throws(JSONSyntaxError) {
                json = try Self.parse(line: Array(line))
            } catch {
                guard index == lines.count - 1 else {
                    throw .malformed(line: index + 1, reason: error.reason)
                }
                note = "line \(index + 1) was cut short and is left out"
                continue
            }
            let record = try Self.record(json, line: index + 1)
            records.append(record)
            if case .lost(let count) = record {
                note = "\(count) records could not be written before line \(index + 1)"
            }
        }
        incarnations = Incarnation.all(in: records)
        self.note = note
    }

    /// Reads records from a running mock, in the order of a journal file.
    ///
    /// - Throws: `JournalError.malformed` with the record's position, counted from 1.
    package init(records: [JSON]) throws(JournalError) {
        var read: [JournalRecord] = []
        for (index, json) in records.enumerated() {
            read.append(try Self.record(json, line: index + 1))
        }
        incarnations = Incarnation.all(in: read)
        note = nil
    }

    /// The sandboxes of the journal, by first appearance.
    package var sandboxes: [String] {
        var seen: Set<String> = []
        return incarnations.map(\.sandbox.name).filter { seen.insert($0).inserted }
    }

    /// The lives of a sandbox, at least one; of the only one with messages if none is named.
    func lives(of name: String?) throws(JournalError) -> [Incarnation] {
        let name =
            if let name { name } else { try onlySandbox() }
        let lives = incarnations.filter { $0.sandbox.name == name }
        guard !lives.isEmpty else { throw .noSuchSandbox(name, known: sandboxes) }
        return lives
    }

    private func onlySandbox() throws(JournalError) -> String {
        let used = Set(incarnations.filter { !$0.messages.isEmpty }.map(\.sandbox.name))
        let candidates = used.isEmpty ? sandboxes : sandboxes.filter(used.contains)
        guard let first = candidates.first else { throw .noRecords }
        guard candidates.count == 1 else { throw .severalSandboxes(sandboxes) }
        return first
    }

    /// A line of a journal file as JSON.
    package static func parse(line: [UInt8]) throws(JSONSyntaxError) -> JSON {
        try JSON(parsing: line, limits: limits)
    }

    /// Why a line of a journal file cannot be believed: it lacks what every record of its kind has,
    /// or tells of a number, a time or a word that no mock writes. Nil when it can.
    package static func complaint(about line: JSON) -> String? {
        do throws(MalformedRecord) {
            _ = try JournalRecord(line)
            return nil
        } catch {
            return error.reason
        }
    }

    private static func record(_ json: JSON, line: Int) throws(JournalError) -> JournalRecord {
        do throws(MalformedRecord) {
            return try JournalRecord(json)
        } catch {
            throw .malformed(line: line, reason: error.reason)
        }
    }
}
