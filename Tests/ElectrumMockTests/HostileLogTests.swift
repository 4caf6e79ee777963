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
    private func log(_ body: (Till) throws -> Void) async throws -> [String] {
        let lines = Mutex<[String]>([])
        try await withMock {
            $0.switching.log = { line in lines.withLock { $0.append(line) } }
        } _: {
            try body(Till($0))
        }
        return lines.withLock { $0 }
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
            #expect(line.contains(/^\S+ provision 400 (\S+|"([^"\\]|\\.)*")$/), "\(line)")
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
