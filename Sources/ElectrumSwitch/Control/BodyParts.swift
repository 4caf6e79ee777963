import HTTPMessages

/// A body that was made as a whole, and is handed over part by part: what the network does not take
/// at once is neither copied nor compressed on a lane.
struct BodyParts: AnswerParts {
    let contentType: String
    let fields: HTTPFields
    /// The parts, the last one first; each is dropped once it is sent.
    private var parts: [[UInt8]] = []

    /// Nil for an answer that is no longer than one part, or not a success.
    init?(_ response: HTTPResponse) {
        let size = ListWriter.partBytes
        guard response.status == 200, response.body.count > size else { return nil }
        contentType = response.fields["Content-Type"] ?? "application/octet-stream"
        var fields = HTTPFields()
        for name in ["ETag", "Cache-Control"] {
            if let value = response.fields[name] { fields.append(name, value) }
        }
        self.fields = fields
        for start in stride(from: 0, to: response.body.count, by: size) {
            parts.append(Array(response.body[start...].prefix(size)))
        }
        parts.reverse()
    }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if let part = parts.popLast() { bytes += part }
        return !parts.isEmpty
    }
}
