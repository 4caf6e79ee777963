import HTTPMessages

/// The sandbox part of a request's address: `job-5;scenario=f1-dual-success;seed=7;clock=manual`.
struct SandboxAddress: Equatable {
    /// The name; it may not be a valid one.
    let name: String
    /// The text after the name, still percent-encoded; empty for none.
    let setup: String

    /// Reads a segment of a path, or the header `X-Sandbox`.
    init(_ text: some StringProtocol) {
        let text = Substring(text)
        let end = text.firstIndex(of: ";") ?? text.endIndex
        name = PercentEncoding.decode(text[..<end]) ?? String(text[..<end])
        setup = String(text[end...].dropFirst())
    }

    /// The sandbox of a client.
    init(client: String) {
        name = client
        setup = ""
    }
}
