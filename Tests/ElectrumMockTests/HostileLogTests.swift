import ElectrumMock
import ElectrumSwitch
import JSONTree
import Synchronization
import TestSupport
import Testing

/// The log of a mock whose tills write what they like.
@Suite(.blocking) struct HostileLogTests {
    private static let names = [
        "x\nforged", "x\r\n::error::x", "::error::x", "##[error]x", "\u{1B}[2J", "\u{9B}2J",
        "\u{202E}x", "\u{2028}x", "\u{2029}x", "\u{85}x", "\u{0}", "\u{7F}", "a b c", "-", "\"",
        "x rule none: normal",
    ]

    /// Returns the log written during a body.
    private func log(as format: LogFormat = .text, _ body: (Till) throws -> Void) async throws
        -> [String]
    {
        let lines = Mutex<[String]>([])
        try await withMock {
            $0.switching.log = { line in lines.withLock { $0.append(line) } }
            $0.switching.logFormat = format
        } _: {
            try body(Till($0))
        }
        return lines.withLock { $0 }
    }

    @Test("As JSON, whatever an id is made of, its message is one object on one line")
    func json() async throws {
        for name in Self.names {
            let lines = try await log(as: .json) { till in
                var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
                request["id"] = .string(name)
                _ = try till.post("/vouchers", .object(request))
            }
            #expect(lines.count == 1)
            let line = lines.first ?? ""
            #expect(line.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }, "\(line)")
            let json = try JSON(parsing: Array(line.utf8))
            #expect(json["event"] == "message")
            #expect(json["status"] == 400)
            #expect(json["error"] == "FORMAT_ERROR")
        }
    }

    @Test("A line tells reason, terminal, amount, provider and duration")
    func told() async throws {
        let lines = try await log { till in
            let reply = try till.provision(uuid(1))
            #expect(reply.status == 201)
            var request = till.provisionRequest(uuid(2)).members ?? JSONObject()
            request["client"] = nil
            let refusal = try till.post("/vouchers", .object(request))
            #expect(refusal.status == 400)
        }
        #expect(lines.count == 2)
        let sold = #/^\S+ provision 201 \S+ \S+ R\d+\.\d\d \S+ \d+ms$/#
        #expect(lines.first?.contains(sold) == true, "\(lines)")
        let refused = #/^\S+ provision 400 FORMAT_ERROR client may not be null.*; \S+ term0001 R/#
        #expect(lines.last?.contains(refused) == true, "\(lines)")
    }

    @Test("A trace's parent is in the journal and the log if it is one, and nothing else of it is")
    func traceparent() async throws {
        let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        for (value, isKept) in [
            (good, true), (good.uppercased(), false), ("00-\(good)", false), ("", false),
            ("ff" + good.dropFirst(2), false), (good + "-x", false),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
        ] {
            let lines = try await log(as: .json) { till in
                let body = till.provisionRequest(uuid(1)).description
                let request = till.request("/vouchers", body: body)
                    .replacing("Host:", with: "traceparent: \(value)\r\nHost:")
                till.client.send(request)
                let reply = try till.client.readResponse()
                #expect(reply.status == 201)
            }
            let json = try JSON(parsing: Array((lines.first ?? "").utf8))
            #expect(json["traceparent"]?.text == (isKept ? value : nil), "\(value)")
        }
    }

    @Test("Whatever an id is made of, its message is one line of as many words as any other")
    func ids() async throws {
        for name in Self.names {
            let lines = try await log { till in
                var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
                request["id"] = .string(name)
                let reply = try till.post("/vouchers", .object(request))
                #expect(reply.status == 400)
            }
            let line = lines.first ?? ""
            #expect(lines.count == 1)
            #expect(line.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }, "\(line)")
            let words =
                /^\S+ provision 400 FORMAT_ERROR .*; (\S+|"([^"\\]|\\.)*") \S+ R100\.00 - \d+ms$/
            #expect(line.contains(words), "\(line)")
            #expect(!line.contains("##["))
        }
    }

    @Test("Whatever a path is made of, its request is one line of words")
    func paths() async throws {
        for path in ["/%0Aforged", "/%1B[2J", "/%E2%80%AEx", "/%C2%9B", "/%FF%FE", "/a%20b%20c"] {
            let lines = try await log { till in
                till.client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try till.client.readResponse()
            }
            let line = lines.first ?? ""
            #expect(lines.count == 1)
            #expect(line.contains(/^\S+ GET (\S+|"[^"]*") 40\d$/), "\(line)")
        }
    }

    @Test("An id of a hundred kilobytes, and a path of seven, make short lines")
    func long() async throws {
        let lines = try await log { till in
            var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
            request["id"] = .string(String(repeating: "x", count: 100_000))
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.status == 400)
            till.client.send(
                "GET /\(String(repeating: "y", count: 7_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try till.client.readResponse()
        }
        #expect(lines.count == 2)
        for line in lines { #expect(line.utf8.count < 400, "\(line)") }
    }
}
