import ElectrumMock
import JSONTree
import TestSupport
import Testing
import Vocabulary

/// Input that no till should send: never a crash, never a hang, never a lost transaction.
@Suite(.blocking) struct HostileInputTests {
    @Test("Random bytes are refused or ignored", arguments: 1...4)
    func randomBytes(seed: UInt64) async throws {
        try await withStoredTransaction { mock in
            var generator = SeededGenerator(seed: seed)
            for _ in 1...500 {
                let client = try WireClient(port: mock.port)
                let count = Int.random(in: 0...3_000, using: &generator)
                client.send((0..<count).map { _ in .random(in: 0...255, using: &generator) })
                client.finishSending()
                let text = try client.readToEnd().text
                #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 4"), "seed \(seed): \(text)")
            }
        }
    }

    @Test("20,000 damaged provisions are answered, one after another", arguments: 1...4)
    func damagedBodies(seed: UInt64) async throws {
        try await withStoredTransaction { mock in
            var generator = SeededGenerator(seed: seed)
            let till = try Till(mock)
            for batch in 0..<500 {
                let requests = (0..<10).map { number in
                    var body = till.provisionRequest(uuid(100 + batch * 10 + number)).encoded
                    Damage.damage(&body, using: &generator)
                    return till.message("/vouchers", body: body)
                }
                till.client.send(requests.flatMap { $0 })
                for _ in requests {
                    let status = try till.client.readResponse().status
                    #expect([201, 400].contains(status), "seed \(seed)")
                }
            }
        }
    }

    @Test("Damaged requests, heads and all, are answered or refused", arguments: 1...4)
    func damagedRequests(seed: UInt64) async throws {
        try await withStoredTransaction { mock in
            var generator = SeededGenerator(seed: seed)
            for number in 0..<500 {
                let till = try Till(mock)
                var request = till.message(
                    "/vouchers", body: till.provisionRequest(uuid(100 + number)).encoded)
                // The head is a small part of the whole: damage it as often as the body.
                var head = Array(request.prefix(200))
                Damage.damage(&head, using: &generator)
                request.replaceSubrange(..<200, with: head)
                till.client.send(request)
                till.client.finishSending()
                let text = try till.client.readToEnd().text
                #expect(
                    text.hasPrefix("HTTP/1.1 2") || text.hasPrefix("HTTP/1.1 4")
                        || text.hasPrefix("HTTP/1.1 50"), "seed \(seed): \(text)")
                #expect(!text.hasPrefix("HTTP/1.1 500"), "seed \(seed)")
            }
        }
    }

    @Test(
        "100,000 nested brackets are refused",
        arguments: [("[", ""), ("[", "]"), ("{\"a\":", ""), ("{\"a\":", "}"), ("[{\"a\":", "")])
    func nesting(opening: String, closing: String) async throws {
        try await withStoredTransaction { mock in
            let till = try Till(mock)
            let text =
                String(repeating: opening, count: 100_000)
                + String(repeating: closing, count: 100_000)
            let provision = till.provisionRequest(uuid(2)).description
            for body in [text, provision.replacing("\"prodId01\"", with: text)] {
                let reply = try till.post(bytes: Array(body.utf8))
                #expect(reply.status == 400)
                #expect(reply.formatErrors.first?.hasPrefix("Malformed JSON at line 1") == true)
            }
        }
    }

    @Test(
        "Numbers that no integer holds are refused",
        arguments: [
            "1e400", "-1e400", "1e999999999999", "1E-400", "1.5", "18446744073709551616",
            "-9223372036854775809", "9…", "0.0…1", "10…e-400",
        ])
    func hugeNumbers(spelling: String) async throws {
        try await withStoredTransaction { mock in
            let till = try Till(mock)
            let amount = spelling.replacing("9…", with: String(repeating: "9", count: 100_000))
                .replacing("0…", with: String(repeating: "0", count: 100_000))
            let provision = till.provisionRequest(uuid(2)).description
            #expect(provision.contains(":10000,"))
            let body = provision.replacing(":10000,", with: ":\(amount),")
            let reply = try till.post(bytes: Array(body.utf8))
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")
        }
    }

    @Test(
        "What is no number, no text or no name is refused",
        arguments: [
            "+1", "01", "0x10", "NaN", "Infinity", ".5", "1.", "1e", "'x'", "\"a\nb\"", "\"\\x41\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u00\"", "\"", "{\"a\":1,\"a\":2}", "{a:1}",
            "[1,]", "undefined", "/* */ 1",
        ])
    func brokenJSON(value: String) async throws {
        try await withStoredTransaction { mock in
            let till = try Till(mock)
            let body = till.provisionRequest(uuid(2)).description
                .replacing("\"prodId01\"", with: value)
            let reply = try till.post(bytes: Array(body.utf8))
            #expect(reply.status == 400)
            #expect(reply.formatErrors.first?.hasPrefix("Malformed JSON") == true)
        }
    }

    @Test(
        "Bytes that are no UTF-8 are refused, wherever they stand",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE, 0xFF],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) async throws {
        try await withStoredTransaction { mock in
            let till = try Till(mock)
            let provision = till.provisionRequest(uuid(2)).description
            for place in ["{", "\"id", "\"prod", "\"Corner ", "\"CLIENT"] {
                guard let range = provision.range(ofFirst: place) else { continue }
                let body =
                    Array(provision[..<range.upperBound].utf8) + bytes
                    + Array(provision[range.upperBound...].utf8)
                let reply = try till.post(bytes: body)
                #expect(reply.status == 400, "behind \(place)")
                #expect(reply.formatErrors.first?.hasPrefix("Malformed JSON") == true)
            }
        }
    }

    @Test(
        "A message of thousands of mistakes gets an answer of modest size",
        arguments: [
            (#"{"id":1}"#, "thirdPartyIdentifiers"), (#"{}"#, "thirdPartyIdentifiers"),
            (#"{"amount":{}}"#, "tenders"), ("0", "tenders"),
        ])
    func manyMistakes(element: String, member: String) async throws {
        try await withStoredTransaction { mock in
            let till = try Till(mock)
            let count = 200_000 / (element.utf8.count + 1)
            let array = Array(repeating: element, count: count).joined(separator: ",")
            let reply = try till.post(bytes: Array("{\"\(member)\":[\(array)]}".utf8))
            #expect(reply.status == 400)
            #expect(reply.formatErrors.count > 1)
            #expect(reply.response.body.count < 100_000)
        }
    }

    @Test("Thousands of unknown members get an answer of modest size")
    func manyMembers() async throws {
        try await withStoredTransaction { mock in
            let till = try Till(mock)
            let members = (0..<20_000).map { "\"m\($0)\":0" }.joined(separator: ",")
            let reply = try till.post(bytes: Array("{\(members)}".utf8))
            #expect(reply.status == 400)
            #expect(reply.response.body.count < 100_000)
        }
    }

    @Test("A request that ends at any byte is not carried out, and the client is told")
    func halfClosedAtEveryByte() async throws {
        try await withStoredTransaction { mock in
            let request = try Till(mock).request(2)
            for count in request.indices.dropFirst() {
                let client = try WireClient(port: mock.port)
                client.send(Array(request[..<count]))
                client.finishSending()
                let rest = try client.readToEnd()
                #expect(rest.text.hasPrefix("HTTP/1.1 400 "), "after \(count) bytes")
                #expect(!rest.wasReset, "after \(count) bytes")
            }
            #expect(try Till(mock).provision(uuid(2)).status == 201)
        }
    }

    @Test("A request whose connection is reset at any byte is not carried out")
    func resetAtEveryByte() async throws {
        try await withStoredTransaction { mock in
            let request = try Till(mock).request(2)
            for count in request.indices {
                let client = try WireClient(port: mock.port)
                client.send(Array(request[..<count]))
                client.reset()
            }
            #expect(try Till(mock).provision(uuid(2)).status == 201)
        }
    }

    /// Runs the body against a mock that has a transaction, which must be there afterwards.
    private func withStoredTransaction(_ body: (MockServer) async throws -> Void) async throws {
        try await withMock { mock in
            let provision = try Till(mock).provision(uuid(1))
            #expect(provision.status == 201)
            try await body(mock)
            let again = try Till(mock).provision(uuid(1))
            #expect(again.errorType == "DUPLICATE_RECORD")
            #expect(
                again.json["detailMessage"]?["voucher"]?["code"]?.text == provision.voucherCode)
        }
    }
}

extension Till {
    /// A whole request as bytes.
    fileprivate func message(_ path: String, body: [UInt8]) -> [UInt8] {
        let length = "Content-Length: \(body.count)"
        let head = request(path, body: "").replacing("Content-Length: 0", with: length)
        return Array(head.utf8) + body
    }

    /// The provision with this number, as bytes.
    fileprivate func request(_ number: Int) -> [UInt8] {
        message("/vouchers", body: provisionRequest(uuid(number)).encoded)
    }

    fileprivate func post(bytes: [UInt8]) throws -> Reply {
        client.send(message("/vouchers", body: bytes))
        return try Reply(client.readResponse())
    }
}

extension String {
    fileprivate func range(ofFirst text: String) -> Range<String.Index>? {
        ranges(of: text).first
    }
}
