import HTTPMessages
import JSONTree
import Vocabulary

/// The way in which a message of a till reached the switch: its connection and its User-Agent. They
/// help to recognise a repeat that an HTTP library made automatically.
struct MessageSource: Equatable {
    /// The number of the connection, from 1 since the mock was started; nil without one.
    var connection: Int?
    /// The number of the request on that connection, from 1.
    var requestOnConnection: Int?
    /// The User-Agent field, its first `userAgentBytesMax` bytes.
    var userAgent: String?
    /// The subject of the client's certificate, where TLS is mutual.
    var clientSubject: String?

    private static let userAgentBytesMax = 256

    /// The source of a request; nil for a connection without one.
    init(_ request: HTTPRequest?, from origin: RequestOrigin) {
        connection = origin.connection
        let hasRequest = connection != nil && origin.requestOnConnection > 0
        requestOnConnection = hasRequest ? origin.requestOnConnection : nil
        userAgent = request?.fields["User-Agent"].map(Self.bounded)
        clientSubject = origin.clientSubject
    }

    /// Reads the source in a record of a journal file.
    init(_ record: JSON) {
        connection = JournalRecord.number(.connection, of: record)
        requestOnConnection = JournalRecord.number(.requestOnConnection, of: record)
        userAgent = record["userAgent"]?.text.map(Self.bounded)
        clientSubject = record["clientSubject"]?.text
    }

    /// Writes the members that are known.
    func write(to record: inout RecordWriter) {
        if let connection { record.member("connection", connection) }
        if let requestOnConnection { record.member("requestOnConnection", requestOnConnection) }
        record.known("userAgent", userAgent)
        record.known("clientSubject", clientSubject)
    }

    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > userAgentBytesMax else { return text }
        return String(decoding: text.utf8.prefix(userAgentBytesMax), as: UTF8.self)
    }
}
