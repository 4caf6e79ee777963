import HTTPMessages
import JSONTree

extension Sandbox {
    /// `GET …/journal`: the records that are asked for, as one JSON value or one on each line.
    func journal(_ filter: JournalFilter, asLines: Bool, at now: Instant) -> HTTPResponse {
        let (records, dropped) = withState(at: now) { state, _ in
            (state.journal.all.filter(filter.matches), state.journal.dropped)
        }
        let values = records.map { $0.json(sandbox: name, hidesSecrets: false) }
        guard asLines else {
            return HTTPResponse(
                status: 200,
                json: ["records": .array(values), "dropped": .number(JSONNumber(dropped))])
        }
        var body: [UInt8] = []
        for value in values {
            value.encode(into: &body)
            body.append(UInt8(ascii: "\n"))
        }
        return HTTPResponse(
            status: 200, fields: ["Content-Type": "application/x-ndjson"], body: body)
    }
}
