import HTTPMessages
import TestSupport
import Testing

@testable import HTTPServing

/// Content codings on the wire, in both directions (RFC 9110 sections 8.4 and 12.5.3).
@Suite(.blocking) struct ContentCodingTests {
    private func post(_ body: [UInt8], coding: String) -> [UInt8] {
        let head = request(
            "POST", "/", "Content-Encoding: \(coding)", "Content-Length: \(body.count)")
        return Array(head.utf8) + body
    }

    private func gzip(_ text: String) -> [UInt8] {
        GzipEncoder().encode(Array(text.utf8))
    }

    // MARK: Requests

    @Test(
        "A gzipped body arrives as it was before",
        arguments: ["gzip", "x-gzip", "GZip", "identity", "gzip, identity", "identity , gzip", ""])
    func removed(coding: String) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let isCoded = coding.lowercased().contains("gzip")
            client.send(post(isCoded ? gzip("a voucher") : Array("a voucher".utf8), coding: coding))
            #expect(try client.readResponse().text == "a voucher")
        }
    }

    @Test("Codings are removed in the opposite of their order")
    func twice() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let body = GzipEncoder().encode(gzip("a voucher"))
            client.send(post(body, coding: "gzip, gzip"))
            #expect(try client.readResponse().text == "a voucher")
        }
    }

    @Test("The bound on bodies holds for what they expand to, to the byte")
    func expandedMax() async throws {
        try await withServer {
            $0.bodyBytesMax = 2_000
        } _: { server in
            let client = try WireClient(port: server.port)
            for (count, status) in [(2_000, 200), (2_001, 413), (2_000, 200)] {
                client.send(post(gzip(String(repeating: "a", count: count)), coding: "gzip"))
                let response = try client.readResponse()
                #expect(response.status == status)
                #expect(status == 413 || response.body.count == count)
            }
        }
    }

    @Test("Bombs are refused one after the other, in one another, too, and memory stays")
    func bombs() async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            let bomb = DeflateStream.bomb(mebibytes: 900)
            let inBomb = GzipEncoder().encode(bomb)
            let before = ResidentMemory.peak()
            for _ in 1...20 {
                client.send(post(bomb, coding: "gzip"))
                #expect(try client.readResponse().status == 413)
                client.send(post(inBomb, coding: "gzip, gzip"))
                #expect(try client.readResponse().status == 413)
            }
            #expect(ResidentMemory.peak() < before + 64 << 20)
            #expect(handler.count(.refused(413)) == 40)
            #expect(try client.exchange(request()).status == 200)
        }
    }

    @Test("Four codings are removed from a body, five are refused: each costs a whole body's work")
    func manyCodings() async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            for (count, status) in [(4, 200), (5, 415), (3_000, 415)] {
                let layers = (0..<min(count, 5)).reduce(Array("a voucher".utf8)) { body, _ in
                    GzipEncoder().encode(body)
                }
                let coding = Array(repeating: "gzip", count: count).joined(separator: ",")
                client.send(post(layers, coding: coding))
                #expect(try client.readResponse().status == status)
            }
            #expect(handler.count(.refused(415)) == 2)
        }
    }

    @Test(
        "A body that is no gzip is refused, and the connection goes on", arguments: [0, 1, 5, 20])
    func corrupt(kept: Int) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            client.send(post(Array(gzip("a voucher").prefix(kept)), coding: "gzip"))
            #expect(try client.readResponse().status == 400)
            #expect(try client.exchange(request()).status == 200)
        }
    }

    @Test(
        "A coding that is not known is refused with those that are",
        arguments: ["br", "deflate", "gzip, br", "compress", "gzip;q=1", "*"])
    func unknown(coding: String) async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(post([1, 2, 3], coding: coding))
            let response = try client.readResponse()
            #expect(response.status == 415)
            #expect(response["Accept-Encoding"] == "gzip, identity")
            #expect(handler.events.first == .refused(415))
            #expect(try client.exchange(request()).status == 200)
        }
    }

    // MARK: Responses

    /// The codings that a client accepts, the length of the answer, and the expected result.
    struct Preference: CustomTestStringConvertible {
        let accepts: String
        let count: Int
        let coding: String?
        var status = 200
        var testDescription: String { "\(accepts), \(count) bytes" }
    }

    static let preferences = [
        Preference(accepts: "gzip", count: 1_024, coding: "gzip"),
        Preference(accepts: "gzip", count: 1_023, coding: nil),
        Preference(accepts: "x-gzip", count: 2_000, coding: "gzip"),
        Preference(accepts: "br, gzip;q=0.8, *;q=0.1", count: 2_000, coding: "gzip"),
        Preference(accepts: "*", count: 2_000, coding: "gzip"),
        Preference(accepts: "gzip, identity;q=0", count: 1, coding: "gzip"),
        Preference(accepts: "gzip;q=0", count: 2_000, coding: nil),
        Preference(accepts: "gzip;q=0.000", count: 2_000, coding: nil),
        Preference(accepts: "gzip;q=0.5, identity", count: 2_000, coding: nil),
        Preference(accepts: "br", count: 2_000, coding: nil),
        Preference(accepts: "", count: 2_000, coding: nil),
        Preference(accepts: "*, gzip;q=0", count: 2_000, coding: nil),
        Preference(accepts: "identity;q=0", count: 2_000, coding: nil, status: 406),
        Preference(accepts: "*;q=0", count: 2_000, coding: nil, status: 406),
    ]

    @Test(
        "An answer is coded as the client prefers, and says that it depends", arguments: preferences
    )
    func coded(preference: Preference) async throws {
        try await withServer(Self.texts(of: preference.count)) { server in
            let client = try WireClient(port: server.port)
            let response = try client.exchange(
                request("GET", "/", "Accept-Encoding: \(preference.accepts)"))
            #expect(response.status == preference.status)
            #expect(response["Content-Encoding"] == preference.coding)
            #expect(response["Vary"] == "Accept-Encoding")
            guard preference.status == 200 else { return }
            let body =
                preference.coding == nil
                ? response.body
                : try GzipDecoder().decode(response.body, expandedMax: preference.count)
            #expect(body == [UInt8](repeating: 97, count: preference.count))
        }
    }

    @Test("Without a preference an answer is sent as it is")
    func noWish() async throws {
        try await withServer(Self.texts(of: 2_000)) { server in
            let response = try WireClient(port: server.port).exchange(request())
            #expect(response["Content-Encoding"] == nil)
            #expect(response.body.count == 2_000)
        }
    }

    @Test("HEAD tells of the coded answer what GET would")
    func head() async throws {
        try await withServer(Self.texts(of: 2_000)) { server in
            let client = try WireClient(port: server.port)
            let get = try client.exchange(request("GET", "/", "Accept-Encoding: gzip"))
            client.send(request("HEAD", "/", "Accept-Encoding: gzip"))
            let head = try client.readResponse(isToHEAD: true)
            #expect(head["Content-Length"] == "\(get.body.count)")
            #expect(head["Content-Encoding"] == "gzip")
        }
    }

    @Test("An answer that is coded already, or has no content, is left alone")
    func leftAlone() async throws {
        let handler = ScriptedHandler { request, _, _ in
            let body = request.path == "/coded" ? [UInt8](repeating: 1, count: 2_000) : []
            let fields: HTTPFields = request.path == "/coded" ? ["Content-Encoding": "br"] : [:]
            return .deliver(.whole(HTTPResponse(status: 200, fields: fields, body: body)))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            let coded = try client.exchange(request("GET", "/coded", "Accept-Encoding: gzip"))
            #expect(coded["Content-Encoding"] == "br")
            #expect(coded.body.count == 2_000)
            let empty = try client.exchange(request("GET", "/empty", "Accept-Encoding: gzip"))
            #expect(empty["Content-Encoding"] == nil)
            #expect(empty["Content-Length"] == "0")
        }
    }

    @Test("A trickled answer is coded before it trickles")
    func trickled() async throws {
        let handler = ScriptedHandler { _, _, _ in
            let body = [UInt8](repeating: 97, count: 2_000)
            return .deliver(
                .steps([
                    .trickle(bytes: 50, everyNs: 1_000_000),
                    .response(HTTPResponse(status: 200, body: body)),
                ]))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            let response = try client.exchange(request("GET", "/", "Accept-Encoding: gzip"))
            #expect(try GzipDecoder().decode(response.body, expandedMax: 2_000).count == 2_000)
        }
    }

    private static func texts(of count: Int) -> ScriptedHandler {
        ScriptedHandler { _, _, _ in
            let body = [UInt8](repeating: 97, count: count)
            return .deliver(.whole(HTTPResponse(status: 200, body: body)))
        }
    }
}
