import Glibc

/// How many random inputs a test tries.
enum TestInputs {
    /// The usual number, or all that `ELECTRUM_MOCK_TEST_INPUTS` asks for (`make test-million`).
    static func count(_ usual: Int) -> Int {
        getenv("ELECTRUM_MOCK_TEST_INPUTS").flatMap { Int(String(cString: $0)) } ?? usual
    }
}
