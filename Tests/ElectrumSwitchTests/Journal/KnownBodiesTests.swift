import JSONTree
import Journal
import TestSupport
import Testing
import Vocabulary

@testable import ElectrumSwitch

/// A body that is like one before it is masked by that one, and the same must come of it.
struct KnownBodiesTests {
    private static let shards = 4

    @Test("A body is masked as if no other had come before it", arguments: 0..<shards)
    func likeTheFirst(shard: Int) throws {
        let seed = SeededGenerator.testSeed &+ UInt64(shard)
        print("known bodies seed \(seed)")
        var bodies = BodyMaker(seed: seed)
        var counts = (byAnother: 0, byItself: 0, none: 0)
        for _ in 0..<150 {
            let known = KnownBodies()
            var (bytes, masking) = (bodies.body(), bodies.masking())
            for _ in 0..<20 {
                let alone = Self.masked(bytes, by: masking)
                let what = "seed \(seed): \(String(decoding: bytes, as: UTF8.self)) \(masking)"
                try #require(known.masked(bytes, by: masking) == alone, "\(what)")
                try #require(
                    known.body(bytes).map { JSONView($0.text).json } == (try? JSON(parsing: bytes)),
                    "\(what)")
                let form = (try? JSONText(parsing: bytes)).map { MaskedForm(of: $0, by: masking) }
                bytes = bodies.changed(bytes)
                if bodies.chance(30) { masking = bodies.masking() }
                // All of the cache, even if it holds another by now.
                guard let form, let body = JSONVariation(bytes, of: form.text) else {
                    counts.none += 1
                    continue
                }
                var writer = JSONWriter(capacity: 0)
                guard form.write(body, by: masking, to: &writer),
                    body.text.kind(of: body.text.root) == .object
                else {
                    counts.byItself += 1
                    continue
                }
                counts.byAnother += 1
                try #require(
                    writer.bytes == Self.masked(bytes, by: masking),
                    "\(what) then \(String(decoding: bytes, as: UTF8.self)) \(masking)")
            }
        }
        #expect(min(counts.byAnother / 4, counts.byItself, counts.none) > 40, "\(counts)")
    }

    /// By a search of all values.
    private static func masked(_ bytes: [UInt8], by masking: Masking) -> [UInt8]? {
        guard let text = try? JSONText(parsing: bytes), text.kind(of: text.root) == .object else {
            return nil
        }
        var writer = JSONWriter(capacity: 0)
        masking.write(text, to: &writer)
        return writer.bytes
    }

    @Test(
        "A value that differs is masked by what it is, and what else depends on it is, too",
        arguments: [
            // A secret that a text repeats.
            (#"{"pin":"12345","a":"no 54321"}"#, #"{"pin":"54321","a":"no 54321"}"#),
            (#"{"a":"no 123456","pin":"12345"}"#, #"{"a":"no 123456","pin":"123456"}"#),
            (#"{"code":12345,"a":"no 54321"}"#, #"{"code":54321,"a":"no 54321"}"#),
            // The name of a secret beside it.
            (#"{"name":"a","value":"1234"}"#, #"{"name":"pin","value":"1234"}"#),
            (#"{"name":"pin","value":"1234"}"#, #"{"name":"a","value":"1234"}"#),
            (#"{"a":["b","1234"]}"#, #"{"a":["pin","1234"]}"#),
            // A value that is a word of the contract, or a date of a card.
            (#"{"pinType":"CLEAR_PIN"}"#, #"{"pinType":"1234_5678"}"#),
            (#"{"cardExpiry":"2028-12-31"}"#, #"{"cardExpiry":"12/28"}"#),
            // Cards.
            (#"{"a":"1234567890123456"}"#, #"{"a":"4111111111111111"}"#),
            (#"{"a":1234567890123456}"#, #"{"a":4111111111111111}"#),
            (#"{"a":"411111111111"}"#, #"{"a":"4111 1111 1111 1111"}"#),
            // Texts that name a secret, or hold JSON.
            (#"{"a":"pan"}"#, #"{"a":"pan=1234"}"#), (#"{"a":"b c"}"#, #"{"a":"{'pin': '1234'}"}"#),
            (#"{"a":"Bearing 12345678"}"#, #"{"a":"Bearer 1234567890"}"#),
        ])
    func changes(before: String, after: String) throws {
        let known = KnownBodies()
        for text in [before, after, before] {
            let bytes = Array(text.utf8)
            let expected = try #require(Self.masked(bytes, by: Masking()))
            #expect(known.masked(bytes, by: Masking()) == expected)
        }
        #expect(
            Self.masked(Array(before.utf8), by: Masking())
                != Self.masked(Array(after.utf8), by: Masking()))
    }

    @Test(
        "A value beside the name of a secret is masked in one walk, however deep it is",
        .timeLimit(.minutes(1)),
        arguments: [
            (#"["pin","#, "]"), (#"{"name":"pin","value":"#, "}"),
            (#"{"value":"#, #","name":"pin"}"#),
        ])
    func pairs(begin: String, end: String) throws {
        let depth = 60
        let deep =
            #"{"a":"# + String(repeating: begin, count: depth) + #""1234""#
            + String(repeating: end, count: depth) + "}"
        let masked = try #require(Self.masked(Array(deep.utf8), by: Masking()))
        let text = String(decoding: masked, as: UTF8.self)
        #expect(!text.contains("1234"))
        // All that is inside a secret is one, the names there included.
        #expect(text.contains("\"****\""))
    }

    @Test("What a message knows besides its body counts for a body that is the same")
    func maskings() throws {
        let body =
            #"{"name":"alice","pin":"12345","note":"alice said 54321","code":"9","#
            + #""client_id":"till 7","in":"{\"code\":\"9\",\"a\":\"b 54321\"}"}"#
        let maskings = [
            Masking(), Masking(hiddenUser: "alice"), Masking(echoedSecrets: ["54321"]),
            Masking(codePlaceholder: "****of-a-sale"), Masking(hidesClientID: true),
        ]
        let known = KnownBodies()
        var masked: [[UInt8]] = []
        for masking in maskings + maskings.reversed() {
            let bytes = try #require(known.masked(Array(body.utf8), by: masking))
            #expect(bytes == Self.masked(Array(body.utf8), by: masking))
            masked.append(bytes)
        }
        #expect(Set(masked).count == maskings.count)
    }

    @Test("Bodies that are kept are no more and no larger than others")
    func bounds() throws {
        let known = KnownBodies()
        let word = { (count: Int) in String(repeating: "x", count: count) }
        for count in stride(from: 0, to: 2 * KnownBodies.bytesMax, by: 16) {
            for name in ["a", "b", "c"] {
                _ = known.masked(Array(#"{"\#(name)":"\#(word(count))"}"#.utf8), by: Masking())
            }
        }
        #expect(known.keptCount == 2 * 64)
        let zeros = word(KnownBodies.bytesMax / 4).replacing("x", with: ",0")
        let large = [#"{"a":"\#(word(KnownBodies.bytesMax))"}"#, "{\"a\":[0\(zeros)]}"]
        let others = KnownBodies()
        for text in large { _ = others.masked(Array(text.utf8), by: Masking()) }
        #expect(others.keptCount == 0)
    }
}

/// A request that is kept until its message ends is the one that masking gives.
struct OpenRequestTests {
    private static let body = #"{"name":"Basic alice","pin":"12345","note":"alice said 12345"}"#

    private func record(_ change: (inout RecordedMessage) -> Void = { _ in }) -> RecordedMessage {
        var record = RecordedMessage(
            seq: 17, at: UnixTime(nanoseconds: 0), sandbox: "default", operation: .provision)
        record.client = "alice"
        record.request = .received(Array(Self.body.utf8))
        change(&record)
        return record
    }

    private func masking(of record: RecordedMessage) -> Masking {
        Masking(
            codePlaceholder: record.codePlaceholder, echoedSecrets: record.echoedSecrets,
            hiddenUser: record.hidesClient ? record.client : nil)
    }

    private static let changes: [@Sendable (inout RecordedMessage) -> Void] = [
        { _ in },
        { $0.ended = .sent },
        { $0.request = .received(Array(#"{"pin":"99999"}"#.utf8)) },
        {
            $0.request = .received(
                Array(#"{"name":"\#(String(repeating: "x", count: 20_000))"}"#.utf8))
        },
        { $0.request = .none },
        { $0.hidesClient = true },
        { $0.echoedSecrets = ["said"] },
        { $0.codePlaceholder = "****of-a-sale" },
    ]

    @Test(
        "A request that has changed since the line before is no less masked",
        arguments: changes.indices)
    func followsTheRecord(change: Int) {
        let known = KnownBodies()
        for record in [record(), record(Self.changes[change]), record()] {
            let masking = masking(of: record)
            #expect(
                known.maskedRequest(of: record, by: masking)
                    == KnownBodies().masked(record.request, by: masking))
        }
    }

    @Test("Two messages whose numbers have one place do not see each other's requests")
    func oneOfTwo() {
        let known = KnownBodies()
        var other = RecordedMessage(
            seq: 17 + 16, at: UnixTime(nanoseconds: 0), sandbox: "other", operation: .provision)
        other.request = .received(Array(#"{"pin":"99999"}"#.utf8))
        for record in [record(), other, record()] {
            let masking = masking(of: record)
            #expect(
                known.maskedRequest(of: record, by: masking)
                    == KnownBodies().masked(record.request, by: masking))
        }
    }
}

/// Makes bodies with secrets in them, and changes them a little.
private struct BodyMaker {
    private var generator: SeededGenerator
    /// Texts that were used as secrets, to be repeated elsewhere.
    private var secrets = ["54321", "Basic7"]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func chance(_ percent: Int) -> Bool { generator.chance(percent) }

    mutating func masking() -> Masking {
        Masking(
            codePlaceholder: chance(50) ? nil : Masking.mask + uuid(),
            echoedSecrets: chance(70) ? [] : [generator.pick(secrets), digits(6)],
            hiddenUser: chance(95) ? nil : generator.pick(["alice", "54321"]),
            hidesClientID: chance(5))
    }

    mutating func body() -> [UInt8] {
        let text = object(depth: 0)
        // White space between values.
        return Array((chance(10) ? text.replacing(",\"", with: " ,\n \"") : text).utf8)
    }

    private mutating func object(depth: Int) -> String {
        var names: [String] = []
        for _ in 0...generator.below(7) { names.append(name()) }
        let members = Set(names).sorted().map { "\"\($0)\":\(value(depth: depth + 1))" }
        return "{\(members.joined(separator: ","))}"
    }

    private mutating func name() -> String {
        generator.pick([
            "id", "name", "value", "text", "type", "data", "pin", "pinType", "cardExpiry", "code",
            "voucher", "client_id", "barcode", "a", "b", "rrn", "amount", "note",
            "4111111111111111", "****0", "p\\u0069n", "größe", "expiryDate", "token",
        ])
    }

    private mutating func value(depth: Int) -> String {
        switch generator.below(depth > 3 ? 7 : 10) {
        case 7: return object(depth: depth)
        case 8: return "[\"\(content())\",\(value(depth: depth + 1))]"
        case 9: return "[\(value(depth: depth + 1))]"
        case 0: return number()
        case 1: return generator.pick(["true", "false", "null"])
        default: return "\"\(content())\""
        }
    }

    private mutating func number() -> String {
        generator.pick(["0", "-1", "10000", "1.5e3", card(), digits(5), digits(16)])
            .replacing(/^0+(?=\d)/, with: "")
    }

    /// The content of a string, escapes included.
    private mutating func content() -> String {
        let secret = chance(50) ? digits(5 + generator.below(3)) : "S\(digits(4))"
        if chance(20) { secrets.append(secret) }
        let repeated = generator.pick(secrets)
        return generator.pick([
            "", "a", "Corner Stores", "pin", "CLEAR_PIN", "12/28", "2029-01-31", "alice",
            "2026-01-28T10:41:29.\(digits(3))Z", "Müller", "a\\nb", "a\\u0020b \(repeated)",
            secret, secret, repeated, "is \(repeated)", "\(repeated) \(repeated)x", uuid(), card(),
            "card \(card())", digits(15), "pin=\(repeated)", "PIN: \(repeated)",
            "Bearer \(digits(9))", "{\\\"pin\\\":\\\"\(digits(4))\\\"}", "%70in%3D\(digits(4))",
            "{\\\"code\\\":1,\\\"a\\\":\\\"b \(repeated)\\\"}", "\\ud83d\\ude00",
        ])
    }

    /// The body with one to three values, or a few bytes, changed.
    mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        if chance(5) { return body() }
        if chance(8) { return damaged(bytes) }
        guard let text = try? JSONText(parsing: bytes) else { return body() }
        var scalars = (0..<text.count).map(text.place).filter { place in
            [.string, .number].contains(text.kind(of: place))
        }
        // Mostly names stay as they are.
        if chance(95) { scalars = scalars.filter { !isName($0, in: text) } }
        var changed = Set<Int>()
        for _ in 0...generator.below(3) where !scalars.isEmpty {
            changed.insert(generator.pick(scalars).index)
        }
        var writer = String()
        var spelled = String(decoding: bytes, as: UTF8.self)[...]
        for place in scalars where changed.contains(place.index) {
            let isString = text.kind(of: place) == .string
            let old = text.string(at: place)
            let encoded = isString ? JSON.string(old).description : old
            guard let range = spelled.firstRange(of: encoded) else { continue }
            writer += spelled[..<range.lowerBound]
            let isKept = chance(90)
            writer += isString == isKept ? "\"\(content())\"" : number()
            spelled = spelled[range.upperBound...]
        }
        return Array((writer + spelled).utf8)
    }

    private func isName(_ place: JSONText.Place, in text: JSONText) -> Bool {
        (0..<text.count).map(text.place).contains { object in
            text.members(of: object).contains { $0.name == place }
        }
    }

    private mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.below(3) where !bytes.isEmpty {
            bytes[generator.below(bytes.count)] =
                generator.pick(Array(#""\{}[]:, -.eE1\#u{7}"#.utf8) + [0xC3, 0xFF])
        }
        return bytes
    }

    private mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character("\(generator.below(10))") })
    }

    private mutating func uuid() -> String {
        let hex = Array("0123456789abcdef")
        let text = (0..<32).map { _ in generator.pick(hex) }
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(text[$0]) }
            .joined(separator: "-")
    }

    /// A number whose last digit is right.
    private mutating func card() -> String {
        let digits = [4] + (0..<14).map { _ in generator.below(10) }
        let sum = digits.enumerated().reduce(0) { sum, digit in
            let weighted = digit.offset % 2 == 0 ? 2 * digit.element : digit.element
            return sum + (weighted > 9 ? weighted - 9 : weighted)
        }
        return (digits + [(10 - sum % 10) % 10]).map(String.init).joined()
    }
}
