import Glibc
import Journal

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
        var check = JournalCheck(path: path)
        while let line = lines.next() { try check.take(line) }
        let torn = lines.torn
        var notes: [String] = []
        let isTorn = torn.isEmpty ? false : try check.isTorn(torn)
        if !torn.isEmpty, !isTorn {
            try check.take(torn)
            if case .failure(let reason) = Descriptor.write([.lineFeed], to: descriptor) {
                throw JournalFile.Failure(
                    description: "cannot write the journal \(path): \(reason)")
            }
        } else if isTorn {
            ftruncate(descriptor, off_t(lines.byteCount))
            notes.append(
                "the last line of \(path) was torn and is cut off: \(torn.count) bytes")
        }
        if check.lostCount > 0 {
            notes.append("\(path) lacks \(check.lostCount) records that could not be written")
        }
        isEmpty = check.lineCount == 0
        salt = check.header.map { Array(($0.salt ?? "").utf8) }
        note = notes.isEmpty ? nil : notes.joined(separator: "; ")
    }
}

/// The lines of a journal file that were read so far.
private struct JournalCheck {
    let path: String
    private var reader = JournalReader()
    private(set) var lineCount = 0
    /// The number of missing records that the lines report.
    private(set) var lostCount = 0
    /// The first one of the file.
    private(set) var header: JournalHeader?

    /// Far from where integers end: every line may tell of some.
    private static let lostMax = Int(JournalNumber.records.bounds.upperBound)

    private static let advice = "move the file away, or name another one"

    init(path: String) {
        self.path = path
    }

    mutating func take(_ line: [UInt8]) throws(JournalFile.Failure) {
        lineCount += 1
        let record: JournalRecord?
        do throws(MalformedRecord) {
            record = try reader.read(line: line)
        } catch {
            throw failure(error)
        }
        switch record {
        case .header(let found): header = header ?? found
        case .lost(let count): lostCount = min(lostCount + count, Self.lostMax)
        default: break
        }
    }

    /// Returns true if the last line was written in part.
    mutating func isTorn(_ line: [UInt8]) throws(JournalFile.Failure) -> Bool {
        do throws(MalformedRecord) { return try reader.isTorn(line) } catch { throw failure(error) }
    }

    private func failure(_ mistake: MalformedRecord) -> JournalFile.Failure {
        guard mistake != .noHeader else {
            return .unbelievable("\(path) \(mistake.reason); name another file")
        }
        return .unbelievable(
            "\(path):\(lineCount) is not a journal record: \(mistake.reason); \(Self.advice)")
    }
}
