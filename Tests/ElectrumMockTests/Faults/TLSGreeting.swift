import ElectrumMock
import TestSupport
import Vocabulary

/// The server's reply to the beginning of a TLS 1.2 handshake, in which certificates are not
/// encrypted yet (RFC 5246 section 7.3).
enum TLSGreeting: Equatable {
    /// A certificate that is valid.
    case valid
    /// A certificate that is not valid any more.
    case expired
    case silence
    case reset

    /// Asks a mock, and waits so long for what it says.
    init(of mock: MockServer, unixSeconds now: Int64, patienceMs: Int32) throws {
        let client = try WireClient(port: mock.port)
        client.send(Self.clientHello)
        guard client.hasInput(withinMs: patienceMs) else {
            self = .silence
            return
        }
        client.finishSending()
        let rest = try client.readToEnd()
        guard let end = Self.endOfValidity(in: rest.bytes) else {
            self = .reset
            return
        }
        self = end > Self.utcTime(now) ? .valid : .expired
    }

    /// ECDHE-ECDSA-AES128-GCM-SHA256 on P-256, and nothing else.
    static let clientHello: [UInt8] = {
        let groups: [UInt8] = [0, 10, 0, 4, 0, 2, 0, 23]
        let pointFormats: [UInt8] = [0, 11, 0, 2, 1, 0]
        let signatures: [UInt8] = [0, 13, 0, 4, 0, 2, 4, 3]
        let extensions = groups + pointFormats + signatures
        let random = [UInt8](repeating: 7, count: 32)
        let body =
            [3, 3] + random + [0] + [0, 2, 0xC0, 0x2B] + [1, 0]
            + [0, UInt8(extensions.count)] + extensions
        let handshake = [1, 0, 0, UInt8(body.count)] + body
        return [22, 3, 1, 0, UInt8(handshake.count)] + handshake
    }()

    /// A certificate holds two UTCTimes: from when, and until when it is valid (RFC 5280 section
    /// 4.1.2.5). The first certificate is the server's own.
    private static func endOfValidity(in bytes: [UInt8]) -> String? {
        let tag: [UInt8] = [23, 13]
        let starts = bytes.indices.dropLast(15).filter { Array(bytes[$0..<($0 + 2)]) == tag }
        return starts.dropFirst().first.map { start in
            String(decoding: bytes[(start + 2)..<(start + 15)], as: UTF8.self)
        }
    }

    /// `YYMMDDHHMMSSZ`.
    private static func utcTime(_ unixSeconds: Int64) -> String {
        let date = CivilDate(unixSeconds: unixSeconds)
        let parts = [
            date.year % 100, date.month, date.day, date.hour, date.minute, date.second,
        ]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined() + "Z"
    }
}
