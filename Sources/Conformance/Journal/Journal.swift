package import Journal
import Vocabulary

/// All incarnations of every sandbox in a journal.
package struct Journal: Sendable {
    /// A remark on the file: its last line was cut short.
    package let note: String?

    /// The name of the sandbox of messages that name none.
    static let standardSandbox = "default"

    /// Every life of every sandbox, by their beginnings.
    let incarnations: [Incarnation]

    /// Reads a journal file: one record per line. A last line without a line feed that does not
    /// parse is a torn write; it is left out and `note` says so.
    ///
    /// - Throws: `JournalError.malformed` for any other line that is not a record.
    package init(ndjson bytes: [UInt8]) throws(JournalError) {
        let lineFeed = UInt8(ascii: "\n")
        // Editors on Windows put a byte order mark at the beginning of a file.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines = text.split(separator: lineFeed, omittingEmptySubsequences: false)
        let last = lines.popLast() ?? []
        var reader = JournalReader()
        var records: [JournalRecord] = []
        var note: String?
        for (index, line) in lines.enumerated() {
            let read = try Self.line(index + 1) { () throws(MalformedRecord) in
                try reader.read(line: Array(line))
            }
            guard let record = read else { continue }
            records.append(record)
            if case .lost(let count) = record {
                note = "\(count) records could not be written before line \(index + 1)"
            }
        }
        if !last.isEmpty {
            let number = lines.count + 1
            if let record = try Self.line(
                number,
                { () throws(MalformedRecord) in
                    if try reader.isTorn(Array(last)) {
                        note = "line \(number) was cut short and is left out"
                        return nil
                    }
                    return try reader.read(line: Array(last))
                })
            {
                records.append(record)
            }
        }
        self.init(records, note: note)
    }

    /// Takes the records of a running mock of this version, in the order of a journal file.
    package init(ofThisMock records: [JournalRecord]) {
        self.init([.header(JournalHeader())] + records, note: nil)
    }

    /// Takes all records of a file, or of a running mock.
    ///
    /// - Parameter note: a remark on the file.
    package init(_ records: [JournalRecord], note: String? = nil) {
        incarnations = Incarnation.all(in: records)
        self.note = note
    }

    /// Reads a line, whose number is added to its mistake.
    private static func line(
        _ number: Int, _ read: () throws(MalformedRecord) -> JournalRecord?
    ) throws(JournalError) -> JournalRecord? {
        do throws(MalformedRecord) {
            return try read()
        } catch {
            throw .malformed(line: number, reason: error.reason)
        }
    }

    /// The sandboxes of the journal, by first appearance.
    package var sandboxes: [String] {
        incarnations.map(\.sandbox.name).distinct
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
}
