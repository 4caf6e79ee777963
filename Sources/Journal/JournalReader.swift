import JSONTree
import Vocabulary

/// Reads a journal file line by line and refuses what no mock has written: the one judge of
/// journals, for reports and for the mock that replays them.
package struct JournalReader {
    /// True before the first line.
    private var isAtBeginning = true
    /// True if a later version has written the file.
    private var isOfLaterVersion = false
    /// The numbers of the records so far, by sandbox.
    private var numberings: [String: Numbering] = [:]

    // A body may nest as deep as the parser allows, and stands inside a record.
    private static let limits = JSONLimits(depthMax: 2 * JSONLimits().depthMax)

    package init() {}

    /// Reads the next line, without its line feed.
    ///
    /// - Returns: nil for a blank line, which an editor may have left.
    /// - Throws: `MalformedRecord` for a line that no mock has written, or not in its place.
    package mutating func read(line: [UInt8]) throws(MalformedRecord) -> JournalRecord? {
        try checkBeginning(line)
        if line.allSatisfy({ $0 <= 0x20 }) { return nil }
        let json: JSON
        do throws(JSONSyntaxError) {
            json = try JSON(parsing: line, limits: Self.limits)
        } catch {
            throw MalformedRecord(reason: "not JSON: \(error.reason)")
        }
        let record = try JournalRecord(json, acceptsLaterWords: isOfLaterVersion)
        if case .header(let header) = record { isOfLaterVersion = header.isOfLaterVersion }
        try checkOrder(of: record)
        return record
    }

    /// Returns true if the last line of a file, which lacks its line feed, was written in part.
    ///
    /// - Throws: `MalformedRecord` if it is the first, too, and no header in part.
    package mutating func isTorn(_ line: [UInt8]) throws(MalformedRecord) -> Bool {
        try checkBeginning(line)
        guard !line.allSatisfy({ $0 <= 0x20 }) else { return false }
        do throws(JSONSyntaxError) {
            _ = try JSONText(parsing: line, limits: Self.limits)
            return false
        } catch {
            return true
        }
    }

    /// Checks that the first line is a header, which may be torn.
    private mutating func checkBeginning(_ line: [UInt8]) throws(MalformedRecord) {
        guard isAtBeginning else { return }
        isAtBeginning = false
        guard !JournalHeader.isBeginning(line) else { return }
        throw .noHeader
    }

    /// Checks the number of a record: a sandbox numbers its records from 1 without gaps, and
    /// completes messages under the number that they have.
    private mutating func checkOrder(of record: JournalRecord) throws(MalformedRecord) {
        guard let place = record.place else { return }
        switch record {
        case .sandbox(let sandbox) where sandbox.seq == max(1, sandbox.dropped):
            numberings[place.sandbox] = Numbering(beginningWith: place.seq)
        case .message, .delivery, .other:
            try numberings[place.sandbox].take(place.seq, isRepeatable: true)
        case .sandbox, .clock, .reset, .deleted, .end, .rules:
            try numberings[place.sandbox].take(place.seq, isRepeatable: false)
        case .header, .late, .lost: break
        }
    }
}

/// The numbers of the records of one sandbox so far.
private struct Numbering {
    let first: Int
    var last: Int
    /// The numbers of those that do not come again in another form.
    var final: Set<Int>

    init(beginningWith seq: Int) {
        first = seq
        last = seq
        final = [seq]
    }
}

extension Numbering? {
    /// Takes the next number; nil for a sandbox that has not begun.
    fileprivate mutating func take(_ seq: Int, isRepeatable: Bool) throws(MalformedRecord) {
        guard let last = self?.last, let first = self?.first else {
            throw MalformedRecord(
                reason: "seq: \(seq) stands before the record of its sandbox's beginning")
        }
        if seq == last + 1 {
            self?.last = seq
            if !isRepeatable { self?.final.insert(seq) }
            return
        }
        guard seq <= last else {
            throw MalformedRecord(
                reason: "seq: \(seq) stands after \(last), and \(last + 1) is missing")
        }
        guard isRepeatable, seq > first, self?.final.contains(seq) == false else {
            throw MalformedRecord(reason: "seq: \(seq) stands after \(last)")
        }
    }
}
