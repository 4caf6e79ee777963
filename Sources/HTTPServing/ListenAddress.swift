import Glibc

/// An address to listen on: a host name or address, and a port; port 0 selects any free one. A name
/// stands for all of its addresses, `*` for all addresses of the machine.
public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// A name or a numeric address, without brackets, or `*`.
    public let host: String
    /// 0…65535.
    public let port: UInt16

    /// An address from its parts.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, `[IPV6]:PORT`, or `*:PORT` and `:PORT` for every address.
    public init(parsing text: String) throws(ServerError) {
        guard let colon = text.lastIndex(of: ":") else { throw .badAddress(text) }
        let portText = text[text.index(after: colon)...]
        guard !portText.isEmpty, portText.allSatisfy({ ("0"..."9").contains($0) }),
            let port = UInt16(portText)
        else { throw .badAddress(text) }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { throw .badAddress(text) }
        } else if host.contains(":") {
            throw .badAddress(text)
        }
        self.init(host: host.isEmpty ? Self.everywhere : String(host), port: port)
    }

    /// The host that means every address of the machine, IPv4 and IPv6.
    static let everywhere = "*"

    /// True if clients cannot connect to the address as it is written.
    public var isEverywhere: Bool { [Self.everywhere, "0.0.0.0", "::"].contains(host) }

    /// The address at which a client on this machine reaches it.
    public var reachable: ListenAddress {
        guard isEverywhere else { return self }
        return ListenAddress(host: host == "::" ? "::1" : "127.0.0.1", port: port)
    }

    /// The form used in a URL: IPv6 addresses in brackets.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
