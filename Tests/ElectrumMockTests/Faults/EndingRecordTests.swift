import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// The journal says how an answer ended: in a file, too, and when the mock itself is the reason.
@Suite(.blocking) struct EndingRecordTests {
    private let directory = TemporaryDirectory()

    /// The latest form of every record in the journal file.
    private func records() throws -> [JSON] {
        var latest: [Int64: JSON] = [:]
        for line in directory.read("journal").split(separator: "\n").dropFirst() {
            let record = try JSON(parsing: Array(line.utf8))
            if let seq = record["seq"]?.integer { latest[seq] = record }
        }
        return latest.sorted { $0.key < $1.key }.map(\.value).filter { $0["kind"] == nil }
    }

    @Test("Behind a message that closes the connection nothing is carried out")
    func behindClose() async throws {
        try await withMock { _ in
        } _: { mock in
            var till = try Till(mock)
            let behind = till.message(.provision, on: uuid(2))
            till.fields = ["Connection: close"]
            till.client.send(till.message(.provision, on: uuid(1)) + behind)
            #expect(try till.client.readResponse().status == 201)
            #expect(try till.client.readToEnd() == .cleanEnd)
            #expect(try ControlledSandbox(of: mock).records().count == 1)
        }
    }

    @Test("What comes together with a failure of TLS is neither carried out nor answered in clear")
    func tlsFailure() async throws {
        let certificates = try SelfSignedCertificates(
            now: Int(Instant.now().unix / 1_000_000_000))
        let path = "\(directory.path)/journal"
        try await withMock {
            try $0.useTLS(certificates)
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            for number in 1...20 {
                let till = try Till(mock)
                try till.client.startTLS(
                    trusting: String(decoding: certificates.authority.bytes, as: UTF8.self),
                    host: "127.0.0.1", withinMs: 20_000)
                till.client.hold(true)
                till.client.send(till.message(.provision, on: uuid(number)))
                till.client.leaveTLS()
                till.client.send("garbage where a record should be")
                till.client.hold(false)
                till.client.finishSending()
                #expect(!(try till.client.readToEnd().text.contains("HTTP/1.1")))
            }
        }
        #expect(try records().allSatisfy { $0["ended"] != "sent" })
    }
}
