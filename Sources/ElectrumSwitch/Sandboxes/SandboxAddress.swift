/// Where a request says that it belongs: `job-5;scenario=f1-dual-success;seed=7;clock=manual`.
struct SandboxAddress: Equatable {
    /// It may be no name.
    let name: String
    /// What follows the name, still percent-encoded; empty for nothing.
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
