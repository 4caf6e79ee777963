public import JSONTree

/// The first line of a journal: who wrote it.
struct JournalHeader {
    let product: String
    let version: String?

    init(_ reader: RecordReader) throws(MalformedRecord) {
        product = try reader.text("product") ?? "electrum-mock"
        version = try reader.text("version")
        guard product == "electrum-mock" else {
            throw MalformedRecord(reason: "product: this is a journal of another program")
        }
        if let format = try reader.integer("journal"), format != Journal.format {
            throw MalformedRecord(
                reason: "journal: format \(format) is not known, only \(Journal.format)")
        }
    }
}

extension Journal {
    /// The number of the journal format that is read and written.
    public static let format = 1

    /// Why a header cannot be that of a journal which is read here; nil when it can. Any version of
    /// the product may have written it.
    public static func complaint(aboutHeader header: JSON) -> String? {
        do throws(MalformedRecord) {
            _ = try JournalHeader(try RecordReader(header))
            return nil
        } catch {
            return error.reason
        }
    }
}
