import JSONTree

/// The first line of a journal: who wrote it.
struct JournalHeader {
    let product: String
    let version: String?

    /// The journal format this module reads.
    static let format = 1

    init(_ reader: RecordReader) throws(MalformedRecord) {
        product = try reader.text("product") ?? "electrum-mock"
        version = try reader.text("version")
        if let format = try reader.integer("journal"), format != Self.format {
            throw MalformedRecord(
                reason: "journal: format \(format) is not known, only \(Self.format)")
        }
    }
}
