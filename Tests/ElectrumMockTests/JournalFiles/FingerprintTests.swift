import Dispatch
import ElectrumMock
import ElectrumSwitch
import Foundation
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// The fingerprints of passwords and codes in a journal file.
@Suite(.blocking) struct FingerprintTests {
    private let directory = TemporaryDirectory()

    private func mock<Result>(
        journal: String, _ body: (MockServer) async throws -> Result
    ) async throws -> Result {
        let path = "\(directory.path)/\(journal)"
        return try await withMock {
            $0.journal = try JournalFile(path: path) { _ in }
        } _: {
            try await body($0)
        }
    }

    private func provision(with password: String, by till: Till) -> String {
        let credentials = Data("22222222:\(password)".utf8).base64EncodedString()
        return till.message(.provision, on: uuid(1)).replacing(till.credentials, with: credentials)
    }

    /// The fingerprints in a journal file.
    private func fingerprints(in journal: String, _ name: String = "credentials") -> [String] {
        directory.read(journal).matches(of: /"([a-zA-Z]+)":"([0-9a-f]{6,8})"/)
            .filter { $0.1 == name }.map { String($0.2) }
    }

    @Test("The fingerprint of a password is another in every file, and the same within one")
    func salted() async throws {
        for journal in ["a", "b"] {
            try await mock(journal: journal) { mock in
                let till = try Till(mock)
                for password in ["123456", "654321", "123456"] {
                    _ = try till.client.exchange(provision(with: password, by: till))
                }
            }
        }
        let (first, second) = (fingerprints(in: "a"), fingerprints(in: "b"))
        #expect(Set(first).count == 2)
        #expect(Set(second).count == 2)
        #expect(Set(first).isDisjoint(with: second))
    }

    @Test("Two clients of one name are told apart after a restart, whichever comes first")
    func clients() async throws {
        try await mock(journal: "clients") { mock in
            let till = try Till(mock)
            for password in ["one", "two"] {
                let answer = try till.client.exchange(provision(with: password, by: till))
                #expect(answer.status == 201)
            }
        }
        try await mock(journal: "clients") { mock in
            let till = try Till(mock)
            for (password, status) in [("two", 400), ("three", 201), ("one", 400)] {
                let answer = try till.client.exchange(provision(with: password, by: till))
                #expect(answer.status == status, "\(password)")
            }
        }
    }

    @Test("A code that the till wished for has a fingerprint; one that was drawn needs none")
    func codes() async throws {
        try await mock(journal: "codes") { mock in
            let till = try Till(mock)
            var request = till.provisionRequest(uuid(1)).members ?? JSONObject()
            request["voucher"] = ["code": "123456"]
            #expect(try till.post("/vouchers", .object(request)).status == 201)
            #expect(try till.provision(uuid(2)).status == 201)
        }
        #expect(Set(fingerprints(in: "codes", "codeHash")).count == 1)
        #expect(!directory.read("codes").contains("123456\""))
    }

    private func wait(for semaphore: DispatchSemaphore) {
        semaphore.wait()
    }

    @Test("While a slow fingerprint is made, the messages of others are answered")
    func aside() async throws {
        let (begun, resume) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try await withMock {
            $0.lanes = 1
            var journal = JournalOutput { _ in }
            journal.fingerprint = { secret in
                guard secret == "GIFT1" else { return "00000000" }
                begun.signal()
                resume.wait()
                return "12345678"
            }
            $0.switching.journal = journal
        } _: { mock in
            let (wishing, other) = (try Till(mock), try Till(mock))
            var request = wishing.provisionRequest(uuid(1)).members ?? JSONObject()
            request["voucher"] = ["code": "GIFT1"]
            wishing.client.send(
                wishing.request("/vouchers", body: JSON.object(request).description))
            wait(for: begun)
            #expect(try other.provision(uuid(2)).status == 201)
            resume.signal()
            #expect(try Reply(wishing.client.readResponse()).voucherCode == "GIFT1")
        }
    }

    @Test("To try a secret takes more than a third of a millisecond, and 2 MiB")
    func slow() {
        let clock = ContinuousClock()
        let duration = clock.measure {
            for guess in 0..<10 { _ = SlowHash.scrypt(String(100_000 + guess), salt: [1, 2, 3]) }
        }
        #expect(duration > .microseconds(3_333))
        let hash = SlowHash.scrypt("123456", salt: [1, 2, 3])
        #expect(hash.count == 32)
        #expect(SlowHash.scrypt("123456", salt: [1, 2, 3]) == hash)
        #expect(SlowHash.scrypt("123456", salt: [1, 2, 4]) != hash)
    }
}
