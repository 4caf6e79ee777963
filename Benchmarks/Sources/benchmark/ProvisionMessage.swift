/// A provision as a till sends it: each with an id, a time and numbers of its own, and an amount
/// that is another one than the last.
struct ProvisionMessage {
    /// The whole request.
    var bytes: [UInt8] { requests[Int(words.1) % requests.count] }
    /// One for each amount.
    private var requests: [[UInt8]]
    private let bodyStart: Int
    private var words: (UInt64, UInt64) = (.random(in: 0 ... .max), 0)

    /// The terminal that provisions come from, unless said.
    static let terminal = "12345678"

    /// - Parameters:
    ///   - isLast: whether the server is asked to close the connection.
    ///   - acceptsGzip: whether the answer may be compressed.
    ///   - terminal: eight letters or digits.
    init(isLast: Bool = false, acceptsGzip: Bool = false, terminal: String = Self.terminal) {
        let body = Self.body.replacing(
            "\"\(Self.terminal)\"", with: "\"\(terminal)\"", maxReplacements: 1)
        let heads = Self.amounts.map { amount in
            Self.head(
                body.utf8.count + 2 * (amount.utf8.count - Self.amounts[0].utf8.count),
                isLast: isLast, acceptsGzip: acceptsGzip)
        }
        requests = zip(heads, Self.amounts).map { head, amount in
            Array((head + body.replacing(":\(Self.amounts[0]),", with: ":\(amount),")).utf8)
        }
        bodyStart = heads[0].utf8.count
    }

    private static func head(_ bodyBytes: Int, isLast: Bool, acceptsGzip: Bool) -> String {
        """
        POST /suv/v1/vouchers HTTP/1.1\r
        Host: localhost\r
        User-Agent: benchmark\r
        Accept: application/json\r
        Authorization: Basic MjIyMjIyMjI6c2VjcmV0\r
        Content-Type: application/json\r
        Content-Length: \(bodyBytes)\r
        \(isLast ? "Connection: close\r\n" : "")\(acceptsGzip ? "Accept-Encoding: gzip\r\n" : "")\r

        """
    }

    private static let amounts = ["10000", "5000", "25000", "110000"]

    /// Makes the next message of the till.
    mutating func renew() {
        words.1 += 1
        let request = Int(words.1) % requests.count
        let (start, words) = (bodyStart, words)
        Self.write(words, to: &requests[request], at: start + #"{"id":""#.utf8.count)
        for place in Self.numbers {
            Self.write(words.1, to: &requests[request], before: start + place)
        }
    }

    /// The positions in a body behind the last digits of the numbers that go up.
    private static let numbers = [
        "\"time\":\"2026-01-28T10:41:29.123", "\"transactionIdentifier\":\"123456789012",
        "\"rrn\":\"123456789012",
    ].compactMap { text in
        body.firstRange(of: text).map {
            body.utf8.distance(from: body.startIndex, to: $0.upperBound)
        }
    }

    /// Writes the last three digits of a number.
    private static func write(_ number: UInt64, to bytes: inout [UInt8], before end: Int) {
        var rest = number
        for position in (end - 3..<end).reversed() {
            bytes[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// Writes an id that was never used before: a UUID of version 4 (RFC 9562 section 5.4).
    private static func write(
        _ words: (UInt64, UInt64), to bytes: inout [UInt8], at start: Int
    ) {
        let high = mix(words.0 &+ words.1 &* 0x9E37_79B9_7F4A_7C15)
        let low = mix(high ^ words.1)
        let id = (high & ~0xF000 | 0x4000, low & ~(0xC000 << 48) | 0x8000 << 48)
        var position = start
        for digit in 0..<32 {
            if digit == 8 || digit == 12 || digit == 16 || digit == 20 { position += 1 }
            let word = digit < 16 ? id.0 : id.1
            let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - digit % 16 * 4)) & 0xF
            bytes[position] =
                value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
            position += 1
        }
    }

    /// splitmix64.
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// An answer as long as those of the servers that make one.
    static let answer =
        body.dropLast()
        + [
            #","slipData":{"messageLines":[{"text":"For any queries please","#,
            #""fontWidthScaleFactor":1,"fontHeightScaleFactor":1,"line":false,"cut":false},"#,
            #"{"text":"contact the provider.","fontWidthScaleFactor":1,"#,
            #""fontHeightScaleFactor":1,"line":false,"cut":false}],"slipWidth":0},"#,
            #""voucher":{"code":"1234567890123456","expiryDate":"2029-01-27T10:41:29.123Z","#,
            #""redeemInstructions":["To redeem your voucher, enter its code."],"#,
            #""serialNumber":"123456789012"}}"#,
        ].joined()

    private static let body = [
        #"{"id":"00000000-0000-4000-8000-000000000000","time":"2026-01-28T10:41:29.123Z","#,
        #""originator":{"institution":{"id":"22222222","name":"Corner Stores"},"#,
        #""terminalId":"\#(terminal)","merchant":{"merchantType":"5411","#,
        #""merchantId":"123456789012345","merchantName":{"name":"Corner Store Sea Point","#,
        #""city":"Cape Town","region":"WC","country":"ZA"}},"operatorId":"operator 7"},"#,
        #""client":{"id":"22222222","name":"Corner Stores"},"#,
        #""settlementEntity":{"id":"1234567890","name":"Service Provider"},"#,
        #""receiver":{"id":"12345678901","name":"Voucher Issuer"},"#,
        #""thirdPartyIdentifiers":[{"institutionId":"22222222","#,
        #""transactionIdentifier":"123456789012"}],"#,
        #""tranType":"GOODS_AND_SERVICES","rrn":"123456789012","#,
        #""amounts":{"requestAmount":{"amount":10000,"currency":"710"}},"#,
        #""tenders":[{"tenderType":"CASH","amount":{"amount":10000,"currency":"710"},"#,
        #""reference":"slip 0001234"}],"#,
        #""product":{"productId":"prodId01","barcode":"1234567890123","name":"Voucher R100"},"#,
        #""posInfo":{"entryMode":{"panEntryMode":"MANUAL","pinEntryCapability":"UNKNOWN"},"#,
        #""posConditionCode":"NORMAL_PRESENTMENT"}}"#,
    ].joined()
}
