import Testing
import VoucherLedger

@Suite struct TransactionIDTests {
    @Test("Ids that differ only in case are one transaction")
    func caseDoesNotMatter() throws {
        let lower = try #require(TransactionID("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"))
        #expect(TransactionID("0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9") == lower)
        #expect(TransactionID("1a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9") != lower)
        #expect(TransactionID("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f8") != lower)
    }

    @Test(
        "What is not hexadecimal 8-4-4-4-12 is no id",
        arguments: [
            "", "a1b2c3d4", "a1b2c3d4-0000-4000-8000-00000000000",
            "a1b2c3d4-0000-4000-8000-0000000000000", "a1b2c3d4-0000-4000-8000-00000000000g",
            "a1b2c3d400000-4000-8000-000000000000", "{1b2c3d4-0000-4000-8000-00000000000}",
            "a1b2c3d4-0000-4000-8000-0000000000é",
        ])
    func malformed(text: String) {
        #expect(TransactionID(text) == nil)
    }
}
