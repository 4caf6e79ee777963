import HTTPMessages
import JSONTree
import Journal
import Synchronization
import Testing

@testable import ElectrumSwitch

struct MessageSourceTests {
    /// The last line that a request leaves in the journal file.
    private func line(of request: HTTPRequest, from origin: RequestOrigin) throws -> JSON {
        let lines = Mutex<[[UInt8]]>([])
        var configuration = Switch.Configuration()
        configuration.journal = JournalOutput { line in lines.withLock { $0.append(line) } }
        let handler = Switch(configuration)
        let now = Instant(uptime: 0, unix: 0)
        let responder = handler.responder(
            for: request, from: origin, as: ExchangeID(rawValue: 0), at: now)
        _ = responder.respond(at: now)
        responder.ended(.delivered, at: now)
        return try JSON(parsing: try #require(lines.withLock { $0.last }))
    }

    /// A message that is taken, one that is refused, and one to a path that is none.
    @Test(
        "Connection, request number, User-Agent and the certificate's subject survive a replay",
        arguments: ["/vouchers?voucherCode=7", "/vouchers?nonsense=7", "/suv/v1/nonsense"])
    func source(target: String) throws {
        var origin = RequestOrigin(listener: 0)
        origin.connection = 17
        origin.requestOnConnection = 3
        origin.clientSubject = "CN=till 7"
        let request = HTTPRequest(
            method: "GET", target: target, fields: ["user-agent": "okhttp/3.13"])
        let json = try line(of: request, from: origin)
        #expect(json["connection"] == 17)
        #expect(json["requestOnConnection"] == 3)
        #expect(json["userAgent"] == "okhttp/3.13")
        #expect(json["clientSubject"] == "CN=till 7")
        let source = try #require(JournalRecord(json).message?.source)
        #expect(source == MessageSource(request, from: origin))
    }

    @Test("A client that says nothing of itself leaves no member")
    func silentClient() throws {
        let json = try line(
            of: HTTPRequest(method: "GET", target: "/vouchers?voucherCode=7"),
            from: RequestOrigin(listener: 0))
        for name in ["connection", "requestOnConnection", "userAgent", "clientSubject"] {
            #expect(json[name] == nil, "\(name)")
        }
    }

    @Test("Of a long User-Agent the first 256 bytes are kept, from the wire and from a file")
    func longUserAgent() throws {
        let long = String(repeating: "é", count: 10_000)
        let json = try line(
            of: HTTPRequest(
                method: "GET", target: "/vouchers?voucherCode=7", fields: ["User-Agent": long]),
            from: RequestOrigin(listener: 0))
        #expect(json["userAgent"]?.text == String(repeating: "é", count: 128))
        var members = try #require(json.members)
        members["userAgent"] = .string(long)
        let file = try #require(JournalRecord(.object(members)).message?.source)
        #expect(file.userAgent == String(repeating: "é", count: 128))
    }
}
