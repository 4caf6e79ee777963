import HTTPMessages
import JSONTree
import Synchronization
import Testing

@testable import ElectrumSwitch

struct ClientSubjectTests {
    /// A message that is taken, one that is refused, and one to a path that is none.
    @Test(
        "The subject of a client's certificate is in the journal, and is read from it again",
        arguments: ["/vouchers?voucherCode=7", "/vouchers?nonsense=7", "/suv/v1/nonsense"])
    func subject(target: String) throws {
        let lines = Mutex<[[UInt8]]>([])
        var configuration = Switch.Configuration()
        configuration.recorder = { line in lines.withLock { $0.append(line) } }
        let handler = Switch(configuration)
        var origin = Origin(listener: 0)
        origin.clientSubject = "CN=till 7"
        let now = Instant(uptime: 0, unix: 0)
        let responder = handler.responder(
            for: HTTPRequest(method: "GET", target: target), from: origin,
            as: ExchangeID(rawValue: 0), at: now)
        _ = responder.respond(at: now)
        responder.ended(.delivered, at: now)

        let line = try #require(lines.withLock { $0.last })
        let json = try JSON(parsing: line)
        #expect(json["clientSubject"]?.text == "CN=till 7")
        #expect(JournalRecord(json)?.clientSubject == "CN=till 7")
    }
}
