import Testing
import Vocabulary

@testable import Journal

/// The fields of a message that stand apart from it.
struct RecordedMessageTests {
    private static func message(_ seq: Int, _ draw: inout SeededGenerator) -> RecordedMessage {
        func one(of texts: [String?]) -> String? { texts[Int(draw.next() % UInt64(texts.count))] }
        var message = RecordedMessage(
            seq: seq, at: .epoch, sandbox: one(of: ["default", "till-7"]) ?? "",
            operation: .provision)
        message.terminal = one(of: [nil, "12345678", "87654321", "a terminal with a long name"])
        message.client = one(of: [nil, "22222222"])
        message.hidesClient = draw.next() % 2 == 0
        message.credentials = one(of: [nil, "c0ffee00"])
        message.provider = one(of: ["ott", "netcare"])
        message.source = MessageSource(
            connection: seq, requestOnConnection: 3, userAgent: one(of: [nil, "okhttp/3.13"]),
            clientSubject: one(of: [nil, "CN=till 7"]))
        return message
    }

    @Test("What messages share, each has as it was", arguments: 1...5)
    func sharing(seed: UInt64) {
        var draw = SeededGenerator(seed: seed)
        var known = KnownFields()
        var (messages, shared): ([RecordedMessage], [RecordedMessage]) = ([], [])
        for seq in 1...300 {
            var message = Self.message(seq, &draw)
            messages.append(message)
            message.shareFields(by: &known)
            shared.append(message)
        }
        #expect(messages == shared, "seed \(seed)")
    }

    @Test("A message that changes leaves those alone that share its fields")
    func changing() {
        var draw = SeededGenerator(seed: 1)
        var known = KnownFields()
        var first = Self.message(1, &draw)
        first.shareFields(by: &known)
        var second = first
        second.client = "33333333"
        second.source = nil
        #expect(first.client != second.client)
        #expect(first.source?.connection == 1)
        #expect(second.source == nil)
    }

    @Test("Both ids are set together as they are apart")
    func ids() {
        let ids = ["a1b2c3d4-0000-4000-8000-000000000001", "A1B2", nil]
        for transaction in ids {
            for own in ids {
                var (apart, together) = (
                    RecordedMessage(seq: 1, at: .epoch, sandbox: "s", operation: .confirm),
                    RecordedMessage(seq: 1, at: .epoch, sandbox: "s", operation: .confirm)
                )
                apart.transaction = transaction
                apart.messageID = own
                together.setIDs(transaction: transaction, message: own)
                #expect(apart == together)
                #expect(together.transaction == transaction && together.messageID == own)
            }
        }
    }
}
