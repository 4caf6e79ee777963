import JSONTree

/// Reads a journal file line by line and refuses what no mock has written: the one judge of
/// journals, for reports and for the mock that replays them.
package struct JournalReader {
    /// True before the first line.
    private var isAtBeginning = true
    /// True if a later version has written the file.
    private var isOfLaterVersion = false

    // A body may nest as deep as the parser allows, and stands inside a record.
    private static let limits = JSONLimits(depthMax: 2 * JSONLimits().depthMax)

    package init() {}

    /// Reads the next line, without its line feed.
    ///
    /// - Returns: nil for a blank line, which an editor may have left.
    /// - Throws: `MalformedRecord` for a line that no mock has written.
    package mutating func read(line: [UInt8]) throws(MalformedRecord) -> JournalRecord? {
        if line.allSatisfy({ $0 <= 0x20 }) { return nil }
        let json: JSON
        do throws(JSONSyntaxError) {
            json = try JSON(parsing: line, limits: Self.limits)
        } catch {
            throw MalformedRecord(reason: "not JSON: \(error.reason)")
        }
        isAtBeginning = false
        let record = try JournalRecord(json, acceptsLaterWords: isOfLaterVersion)
        if case .header(let header) = record { isOfLaterVersion = header.isOfLaterVersion }
        return record
    }

    /// Returns true if the last line of a file, which lacks its line feed, was written in part.
    package func isTorn(_ line: [UInt8]) -> Bool {
        guard !line.allSatisfy({ $0 <= 0x20 }) else { return false }
        do throws(JSONSyntaxError) {
            _ = try JSONText(parsing: line, limits: Self.limits)
            return false
        } catch {
            return true
        }
    }
}
