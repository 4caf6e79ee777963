import HTTPServing
import Testing

@Suite struct ListenAddressTests {
    @Test(
        "Addresses are read as people write them",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0),
            (":8080", "*", 8080), ("*:8080", "*", 8080), ("[::1]:65535", "::1", 65_535),
            ("[::]:1", "::", 1), ("example.com:00080", "example.com", 80),
        ] as [(String, String, UInt16)])
    func readable(text: String, host: String, port: UInt16) throws {
        #expect(try ListenAddress(parsing: text) == ListenAddress(host: host, port: port))
    }

    @Test(
        "What is no address is refused with the text and the way to write it",
        arguments: [
            "", "8080", "localhost", "localhost:", "localhost:http", "localhost:+80",
            "localhost:-1", "localhost:65536", "localhost:99999999999999999999", "localhost: 80",
            "::1:8080", "::1", "[::1]", "[::1]8080", "[::1:8080", "::1]:8080", "[]:8080",
            "[localhost]:8080",
            "http://localhost:8080", "localhost:٨٠", ":",
        ])
    func unreadable(text: String) {
        let error = #expect(throws: ServerError.badAddress(text)) {
            try ListenAddress(parsing: text)
        }
        #expect(
            error?.description
                == "'\(text)' is not an address to listen on: write HOST:PORT, [IPV6]:PORT, "
                + ":PORT or unix:PATH, such as 127.0.0.1:8080")
    }

    @Test(
        "An address is written as in a URL",
        arguments: [
            ("127.0.0.1:80", "127.0.0.1:80"), ("[::1]:80", "[::1]:80"), (":80", "*:80"),
        ])
    func written(text: String, description: String) throws {
        #expect(try ListenAddress(parsing: text).description == description)
    }
}
