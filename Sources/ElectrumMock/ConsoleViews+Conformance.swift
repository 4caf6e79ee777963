import Conformance
import ElectrumSwitch
import JSONTree
import Journal
import Vocabulary

extension ConsoleViews {
    /// The views by the judge.
    static let ofConformance = ConsoleViews(
        duties: JSONObject(VerdictRule.all.map { ($0.id, .string($0.title)) }),
        verdict: { given in
            let journal = Journal(ofThisMock: given.records)
            let report = try? Report(
                of: journal, sandbox: given.sandbox, now: Timestamp(given.now))
            return report?.brief ?? JSONObject()
        },
        transactions: { given, hasLadders in
            let journal = Journal(ofThisMock: given.records)
            let views = try? TransactionViews(
                of: journal, sandbox: given.sandbox, now: Timestamp(given.now))
            return (hasLadders ? views?.details : views?.summaries) ?? []
        },
        file: { bytes in
            // The control API's journal in lines has no header.
            let first = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
            let header = JournalRecord.header(JournalHeader()).encoded + [UInt8(ascii: "\n")]
            let isListed = (try? JSON(parsing: first))?["seq"] != nil
            let journal = try Journal(ndjson: isListed ? header + bytes : bytes)
            let sandboxes = try journal.sandboxes.map { name -> JSON in
                let views = try TransactionViews(of: journal, sandbox: name, now: nil)
                return [
                    "report": views.reportJSON, "transactions": .array(views.details),
                ]
            }
            return ["sandboxes": .array(sandboxes)]
        })
}
