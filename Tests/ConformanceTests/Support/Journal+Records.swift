import Conformance
import JSONTree
import Journal

extension Journal {
    /// A journal of records as JSON, whose numbers and header do not matter.
    init(records: [JSON]) throws(JournalError) {
        var read: [JournalRecord] = []
        for (index, json) in records.enumerated() {
            do throws(MalformedRecord) {
                read.append(try JournalRecord(json))
            } catch {
                throw .malformed(line: index + 1, reason: error.reason)
            }
        }
        self.init(read)
    }
}
