import Vocabulary

/// The first line of a journal, with the product that wrote it.
struct JournalHeader {
    let product: String
    let version: String?

    init(_ reader: RecordReader) throws(MalformedRecord) {
        product = try reader.text("product") ?? "electrum-mock"
        version = try reader.text("version")
        guard product == "electrum-mock" else {
            throw MalformedRecord(reason: "product: this is a journal of another program")
        }
        if let format = try reader.number(.journal), format != Journal.format {
            throw MalformedRecord(
                reason: "journal: format \(format) is not known, only \(Journal.format)")
        }
    }
}

extension Journal {
    /// The number of the journal format that is read and written.
    package static let format = 1
}
