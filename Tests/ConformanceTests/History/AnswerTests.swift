import JSONTree
import Journal
import Testing
import Vocabulary

@testable import Conformance

/// How much of an answer the judge believes that a till saw.
struct AnswerTests {
    /// A provision's record, with these members besides.
    private func answer(_ members: JSONObject) throws -> ReceivedAnswer {
        var record = JSONObject([
            ("seq", 1), ("at", "2026-01-28T10:41:29.123Z"), ("sandbox", "default"),
            ("operation", "provision"), ("status", 201), ("ended", "sent"),
        ])
        for member in members.members { record[member.name] = member.value }
        let message = try #require(JournalRecord(.object(record)).message)
        return ReceivedAnswer(to: MessageRecord(message))
    }

    @Test("The journal's `garbled` says it, and its `fault` where an older journal has only that")
    func kinds() throws {
        for kind in Garbling.allCases {
            let expected: ReceivedAnswer =
                switch kind.legibility {
                case .nothing: .none
                case .page(let status): .whole(status: status)
                case .status(let isTolerable): .spoilt(status: 201, legible: isTolerable)
                }
            let word = JSON.string(kind.rawValue)
            #expect(try answer(JSONObject([("garbled", word)])) == expected, "\(kind)")
            let fault = JSON.string("error 503 X, garbled \(kind.rawValue) at 50%, delay 2s")
            #expect(try answer(JSONObject([("fault", fault)])) == expected, "\(kind)")
        }
    }

    @Test("A kind that a later version has made is one of which only the status is sure")
    func laterKind() throws {
        let answer = try answer(JSONObject([("garbled", "half-json")]))
        #expect(answer == .spoilt(status: 201, legible: false))
    }

    @Test("A slow answer, or one with a pause, is whole")
    func slow() throws {
        let fault = JSON.string("slow 16 bytes every 100ms, pause 2s at 50%")
        #expect(try answer(JSONObject([("fault", fault)])) == .whole(status: 201))
    }
}
