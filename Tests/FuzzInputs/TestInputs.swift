import Glibc

/// How many inputs a test tries that draws them from a seed.
package enum TestInputs {
    /// The usual number, or all that `ELECTRUM_MOCK_TEST_INPUTS` asks for (`make test-million`).
    package static func count(_ usual: Int) -> Int {
        getenv("ELECTRUM_MOCK_TEST_INPUTS").flatMap { Int(String(cString: $0)) } ?? usual
    }
}
