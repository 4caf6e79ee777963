/// The host names by which the control API may be addressed. A page in a browser can reach a mock
/// on the loopback address under a name of its own, by changing what the name resolves to (DNS
/// rebinding); but the name is in `Host`.
struct HostRule: Sendable {
    private let names: Set<String>
    private let isOpen: Bool
    private let allowsAll: Bool

    private static let wildcards: Set<String> = ["0.0.0.0", "::", "*", ""]

    /// - Parameters:
    ///   - listening: the names and addresses that the mock listens on.
    ///   - allowed: further names; `*` allows any.
    init(listening: [String], allowed: [String]) {
        names = Set((listening + allowed).map { $0.lowercased() })
        isOpen = listening.contains { Self.wildcards.contains($0) }
        allowsAll = allowed.contains("*")
    }

    /// Returns true if a request with this `Host` is accepted. On a mock that listens on all
    /// addresses, an IP address is accepted, since no name leads to it, and so is a name without a
    /// dot, which only the local network knows (the name of a service in docker compose).
    func allows(_ field: String) -> Bool {
        if allowsAll { return true }
        let (host, isIPv6) = Self.host(in: field)
        if names.contains(host) || Self.isLoopback(host, isIPv6: isIPv6) { return true }
        return isOpen && (isIPv6 || Self.isIPv4(host) || Self.isPlainName(host))
    }

    /// Returns the host in lower case, without port, brackets and the trailing dot.
    private static func host(in field: String) -> (host: String, isIPv6: Bool) {
        let text = field.lowercased()
        if text.hasPrefix("[") { return (String(text.dropFirst().prefix { $0 != "]" }), true) }
        var host = text.prefix { $0 != ":" }
        if host.last == "." { host.removeLast() }
        return (String(host), false)
    }

    /// Returns true for a name or an address of the loopback interface.
    static func isLoopback(_ host: String) -> Bool {
        isLoopback(host.lowercased(), isIPv6: host.contains(":"))
    }

    private static func isLoopback(_ host: String, isIPv6: Bool) -> Bool {
        if isIPv6 { return host == "::1" || host == "0:0:0:0:0:0:0:1" }
        // RFC 6761 section 6.3.
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        return host.hasPrefix("127.") && isIPv4(host)
    }

    /// A dot may be hidden behind a percent sign.
    private static func isPlainName(_ host: String) -> Bool {
        !host.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") }
    }

    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.allSatisfy(\.isNumber)
                    && UInt8(part) != nil
            }
    }
}
