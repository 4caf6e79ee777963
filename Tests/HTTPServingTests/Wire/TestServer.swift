import HTTPMessages
import HTTPServing

/// Runs a body against a server on a free port, and ends the server afterwards.
func withServer<Result>(
    _ handler: ScriptedHandler = ScriptedHandler(),
    tls: TLSSetup? = nil, lanes: Int = 2,
    limits configure: (inout HTTPLimits) -> Void = { _ in },
    _ body: (HTTPServer) async throws -> Result
) async throws -> Result {
    let server = try await startServer(handler, tls: tls, lanes: lanes, limits: configure)
    do {
        let result = try await body(server)
        await server.stop(graceMs: 0)
        return result
    } catch {
        await server.stop(graceMs: 0)
        throw error
    }
}

/// A server on free ports, which the caller has to stop.
func startServer(
    _ handler: ScriptedHandler = ScriptedHandler(), on hosts: [String] = ["127.0.0.1"],
    tls: TLSSetup? = nil, lanes: Int = 2,
    limits configure: (inout HTTPLimits) -> Void = { _ in }
) async throws -> HTTPServer {
    var limits = HTTPLimits()
    configure(&limits)
    let server = try HTTPServer(
        listeningOn: hosts.map { ListenAddress(host: $0, port: 0) }, lanes: lanes, limits: limits,
        tls: tls, handler: handler)
    await server.start()
    return server
}

extension HTTPServer {
    /// The port of the first address.
    var port: UInt16 { addresses[0].port }
}

/// A request without a body.
func request(_ method: String = "GET", _ path: String = "/", _ fields: String...) -> String {
    let lines = (["Host: localhost"] + fields).map { "\($0)\r\n" }.joined()
    return "\(method) \(path) HTTP/1.1\r\n\(lines)\r\n"
}

/// A POST with a body of known length.
func post(_ path: String, body: String, _ fields: String...) -> String {
    let lines = (["Host: localhost", "Content-Length: \(body.utf8.count)"] + fields)
        .map { "\($0)\r\n" }.joined()
    return "POST \(path) HTTP/1.1\r\n\(lines)\r\n\(body)"
}
