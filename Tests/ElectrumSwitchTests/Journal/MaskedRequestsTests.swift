import Journal
import Testing
import Vocabulary

@testable import ElectrumSwitch

/// Masked requests that are kept are those that masking gives.
struct MaskedRequestsTests {
    private static let body = #"{"name":"Basic alice","pin":"12345","note":"alice said 12345"}"#

    private func record(_ change: (inout RecordedMessage) -> Void = { _ in })
        -> RecordedMessage
    {
        var record = RecordedMessage(
            seq: 17, at: UnixTime(nanoseconds: 0), sandbox: "default", operation: .provision)
        record.client = "alice"
        record.request = .received(Array(Self.body.utf8))
        change(&record)
        return record
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
        let requests = MaskedRequests()
        let (before, after) = (record(), record(Self.changes[change]))
        #expect(before.masked(knowing: requests) == before.masked())
        #expect(after.masked(knowing: requests) == after.masked())
        #expect(before.masked(knowing: requests) == before.masked())
    }

    @Test("Two messages whose numbers have one place do not see each other's requests")
    func oneOfTwo() {
        let requests = MaskedRequests()
        let other = RecordedMessage(
            seq: 17 + 16, at: UnixTime(nanoseconds: 0), sandbox: "other", operation: .provision)
        for record in [record(), other, record()] {
            #expect(record.masked(knowing: requests) == record.masked())
        }
    }
}
