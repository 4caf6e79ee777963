import Conformance
import Glibc
import JSONTree
import Vocabulary

/// The end of an existing journal file, from which it is continued. Every line is checked first, so
/// that no other file is ever continued.
struct JournalEnd {
    /// A remark on the file for the reader.
    let note: String?
    /// True if the file is empty, so that the header has to be written.
    let isEmpty: Bool
    /// The salt of the file's fingerprints; nil when it has no header yet.
    let salt: [UInt8]?

    /// Checks the lines of an open file. A torn last line is cut off; a complete one that lacks its
    /// line feed gets it.
    init(of descriptor: Int32, path: String) throws(JournalFile.Failure) {
        var lines = JournalLines(of: descriptor)
        var number = 0
        var lost: Int64 = 0
        var header: [UInt8]?
        while let line = lines.next() {
            number += 1
            header = header ?? line
            lost = min(lost + (try Self.check(line, number, path: path)), Self.lostMax)
        }
        let torn = lines.torn
        var notes: [String] = []
        if !torn.isEmpty, Self.parse(torn) != nil {
            number += 1
            header = header ?? torn
            lost = min(lost + (try Self.check(torn, number, path: path)), Self.lostMax)
            if case .failure(let reason) = Descriptor.write([.lineFeed], to: descriptor) {
                throw JournalFile.Failure(
                    description: "cannot write the journal \(path): \(reason)")
            }
        } else if !torn.isEmpty {
            if number == 0 { try Self.checkBeginning(torn, path: path) }
            ftruncate(descriptor, off_t(lines.byteCount))
            notes.append(
                "the last line of \(path) was torn and is cut off: \(torn.count) bytes")
        }
        if lost > 0 { notes.append("\(path) lacks \(lost) records that could not be written") }
        isEmpty = number == 0
        salt = header.map { Array((Self.parse($0)?["salt"]?.text ?? "").utf8) }
        note = notes.isEmpty ? nil : notes.joined(separator: "; ")
    }

    /// Far from where integers end: every line may tell of some.
    private static let lostMax = JournalNumber.records.bounds.upperBound

    /// Returns a line as JSON; nil if it is not JSON.
    static func parse(_ line: [UInt8]) -> JSON? { try? Journal.parse(line: line) }

    /// Returns the line that records how many records a file lacks.
    static func lossLine(_ count: Int) -> [UInt8] {
        let record: JSON = ["kind": "lost", "records": .number(JSONNumber(count))]
        return record.encoded + [.lineFeed]
    }

    /// Returns the number of missing records that a line reports.
    private static func check(_ line: [UInt8], _ number: Int, path: String)
        throws(JournalFile.Failure) -> Int64
    {
        if number == 1 { try checkBeginning(line, path: path) }
        // Editors leave blank lines; reports do not mind them either.
        if line.allSatisfy({ $0 <= 0x20 }) { return 0 }
        let place = "\(path):\(number)"
        guard let record = parse(line) else {
            throw .unbelievable("\(place) is not a journal record: not JSON; \(advice)")
        }
        if let complaint = Journal.complaint(about: record) {
            throw .unbelievable("\(place) is not a journal record: \(complaint); \(advice)")
        }
        return record["kind"]?.text == "lost" ? record["records"]?.integer ?? 0 : 0
    }

    private static let advice = "move the file away, or name another one"

    /// Checks that the first line is a journal's header, which may be torn.
    private static func checkBeginning(_ line: [UInt8], path: String) throws(JournalFile.Failure) {
        let beginning = Array("{\"kind\":\"header\",\"product\":\"\(ProductInfo.name)\"".utf8)
        let length = min(line.count, beginning.count)
        let isTornHeader = length > 0 && line[..<length] == beginning[..<length]
        let isHeader = parse(line)?["kind"]?.text == "header"
        guard !isTornHeader, !isHeader else { return }
        throw JournalFile.Failure(
            description: "\(path) does not begin like a journal of \(ProductInfo.name); "
                + "name another file")
    }
}
