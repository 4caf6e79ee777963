import Glibc

/// An address to listen on: a host name or address, and a port; port 0 selects any free one. A name
/// stands for all of its addresses, `*` for all addresses of the machine. Or a socket in the file
/// system.
public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// A name or a numeric address, without brackets, or `*`; of a socket in the file system its
    /// path.
    public let host: String
    /// 0…65535; 0 for a socket in the file system.
    public let port: UInt16
    /// True for a socket in the file system.
    package let isUnix: Bool
    /// The socket, if another process has bound it and passed it on.
    let inherited: Int32?

    /// An address from its parts.
    public init(host: String, port: UInt16) {
        self.init(host: host, port: port, isUnix: false, inherited: nil)
    }

    private init(host: String, port: UInt16, isUnix: Bool, inherited: Int32?) {
        self.host = host
        self.port = port
        self.isUnix = isUnix
        self.inherited = inherited
    }

    /// A socket in the file system.
    package init(path: String) {
        self.init(host: path, port: 0, isUnix: true, inherited: nil)
    }

    /// A listening socket that another process has bound and passed on, as systemd does.
    ///
    /// - Throws: `ServerError` if the descriptor is no such socket.
    package init(inherited descriptor: Int32) throws(ServerError) {
        guard let place = SocketAddress(listenedOnBy: descriptor) else {
            throw .system(
                "listen on descriptor \(descriptor)", reason: "it is not a listening socket")
        }
        self.init(
            host: place.path ?? place.host, port: place.port, isUnix: place.path != nil,
            inherited: descriptor)
    }

    /// Reads `HOST:PORT`, `[IPV6]:PORT`, `*:PORT` and `:PORT` for every address, or `unix:PATH`.
    public init(parsing text: String) throws(ServerError) {
        if text.hasPrefix(Self.unixPrefix) {
            self.init(path: String(text.dropFirst(Self.unixPrefix.count)))
            guard SocketAddress(path: host) != nil else { throw .badAddress(text) }
            return
        }
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

    private static let unixPrefix = "unix:"

    /// The host that means every address of the machine, IPv4 and IPv6.
    static let everywhere = "*"

    /// True if clients cannot connect to the address as it is written.
    public var isEverywhere: Bool { !isUnix && [Self.everywhere, "0.0.0.0", "::"].contains(host) }

    /// The address at which a client on this machine reaches it.
    public var reachable: ListenAddress {
        guard isEverywhere else { return self }
        return ListenAddress(host: host == "::" ? "::1" : "127.0.0.1", port: port)
    }

    /// The same with any free port.
    package var withFreePort: ListenAddress {
        isUnix ? self : ListenAddress(host: host, port: 0)
    }

    /// The authority of a URL. For a socket in the file system it does not lead to the server; its
    /// clients get the path apart from the URL.
    package var authority: String { isUnix ? "localhost" : description }

    /// The form in which it is parsed: IPv6 addresses in brackets.
    public var description: String {
        if isUnix { return Self.unixPrefix + host }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
