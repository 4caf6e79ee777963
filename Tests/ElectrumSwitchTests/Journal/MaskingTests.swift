import JSONTree
import Testing
import Vocabulary

@testable import ElectrumSwitch

struct MaskingTests {
    /// A message with so many pins, and texts that repeat the last of them or nothing.
    private func message(pins count: Int) -> JSON {
        [
            "pins": .array((0..<count).map { .string("S3CR3T\(1_000 + $0)") }),
            "repeating": .string("it is S3CR3T\(999 + count) twice: S3CR3T\(999 + count)!"),
            "plain": "nothing to hide", "word": "S3CR3T",
        ]
    }

    private func masked(_ value: JSON) throws -> JSON {
        var writer = JSONWriter(capacity: 0)
        Masking().write(JSONText(value), to: &writer)
        return try JSON(parsing: writer.bytes)
    }

    @Test("Free text repeats no secret of a message", arguments: [1, 16])
    func echoedSecrets(count: Int) throws {
        let masked = try masked(message(pins: count))
        #expect(masked["pins"] == .array(Array(repeating: "****", count: count)))
        #expect(masked["repeating"] == "it is **** twice: ****!")
        #expect(masked["plain"] == "nothing to hide")
        #expect(masked["word"] == "S3CR3T")
    }

    @Test("A secret that begins with another is hidden as a whole")
    func nested() throws {
        let masked = try masked(["pins": ["12345", "123456789"], "text": "is 123456789"])
        #expect(masked["text"] == "is ****")
    }

    @Test("Free text is hidden as a whole where there are more secrets than can be looked for")
    func crowd() throws {
        let masked = try masked(message(pins: 17))
        #expect(masked["repeating"] == "****")
        #expect(masked["plain"] == "****")
        #expect(masked["word"] == "S3CR3T")
    }

    @Test("A name that is the number of a card is hidden, and stays the only one of its name")
    func names() throws {
        let imitations = (0..<30).map { ("****\($0)", JSON.bool(true)) }
        let body = JSON.object(JSONObject([("4111 1111 1111 1111", .bool(false))] + imitations))
        let members = try #require(try masked(body).members).members
        #expect(members.count == 31)
        #expect(members.allSatisfy { $0.name.hasPrefix("****") && $0.name.count < 10 })
        #expect(members.first?.value == false)
    }

    @Test("Ten thousand secrets and long names hold up nobody", .timeLimit(.minutes(1)))
    func hostile() throws {
        let name = String(repeating: "pi-na-", count: 100_000)
        var value = message(pins: 10_000)
        value = ["a": value, "b": .object(JSONObject([(name, "x y")]))]
        let masked = try masked(value)
        #expect(masked["a"]?["repeating"] == "****")
        #expect(masked["b"]?[name] == "****")
    }

    @Test(
        "Names are read as words, whatever joins them",
        arguments: [
            ("pin", true), ("PIN", true), ("userPin", true), ("pin–block", true), ("épin", true),
            ("PINBlock", true), ("cardpin", true), ("pinType", true), ("spinner", false),
            ("shopping", false), ("terminalId", false), ("", false), ("_", false), ("ö", false),
            ("track_2", true), ("trackingNumber", false), ("company", false), ("access_code", true),
            ("voucherNumber", true), ("Kennwort", true), ("puk", true), ("chipData", true),
            ("meantime", false), ("acid", false),
        ])
    func words(name: String, isSecret: Bool) {
        #expect(SecretName(name).isSecret == isSecret)
    }
}
