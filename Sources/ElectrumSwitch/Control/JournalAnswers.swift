import HTTPMessages
import JSONTree

extension Sandbox {
    /// `GET …/journal`: the records that are asked for, as one JSON value or one on each line.
    func journal(_ filter: JournalFilter, asLines: Bool, at now: Instant) -> HTTPResponse {
        let (records, remainder) = withState(at: now) { [name] state, _ in
            (state.journal.all.filter(filter.matches), state.remainder(of: name))
        }
        func json(_ record: JournalRecord) -> JSON {
            record.json(sandbox: name, hidesSecrets: false)
        }
        guard asLines else {
            let dropped = JSON.number(JSONNumber(remainder?.seq ?? 0))
            return HTTPResponse(
                status: 200, json: ["records": .array(records.map(json)), "dropped": dropped])
        }
        var body: [UInt8] = []
        for record in (remainder.map { [$0] } ?? []) + records {
            json(record).encode(into: &body)
            body.append(UInt8(ascii: "\n"))
        }
        return HTTPResponse(
            status: 200, fields: ["Content-Type": "application/x-ndjson"], body: body)
    }
}
