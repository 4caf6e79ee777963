import Glibc

/// A socket address for `bind` and `connect`.
package struct SocketAddress: Equatable {
    package let family: Int32
    private let bytes: [UInt8]

    /// Returns every address of a name or a numeric address, without duplicates; `localhost` is
    /// that of both families.
    package static func all(for wanted: ListenAddress) throws(ServerError) -> [SocketAddress] {
        if wanted.isUnix {
            guard let place = SocketAddress(path: wanted.host) else {
                throw .badAddress(wanted.description)
            }
            return [place]
        }
        // Whatever /etc/hosts says: RFC 6761 section 6.3.
        if wanted.host.lowercased() == "localhost" {
            return try all(for: ListenAddress(host: "127.0.0.1", port: wanted.port))
                + all(for: ListenAddress(host: "::1", port: wanted.port))
        }
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let host = wanted.host == ListenAddress.everywhere ? nil : wanted.host
        let status = getaddrinfo(host, String(wanted.port), &hints, &found)
        guard status == 0, found != nil else {
            throw .unknownHost(wanted.host, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(found) }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next?.pointee {
            let address = SocketAddress(
                family: entry.ai_family,
                bytes: Array(
                    UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))))
            if !addresses.contains(address) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses
    }

    private init(family: Int32, bytes: [UInt8]) {
        self.family = family
        self.bytes = bytes
    }

    /// A socket in the file system; nil for a path that is empty, has a NUL, or is too long.
    init?(path: String) {
        let bytes = Array(path.utf8)
        let room = MemoryLayout<sockaddr_un>.size - Self.pathOffset
        guard !bytes.isEmpty, bytes.count < room, !bytes.contains(0) else { return nil }
        family = AF_UNIX
        self.bytes = withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) } + bytes + [0]
    }

    /// The address of a listening stream socket; nil for anything else.
    init?(listenedOnBy descriptor: Int32) {
        var (accepts, type): (Int32, Int32) = (0, 0)
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size) == 0,
            getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0,
            accepts == 1, type == Int32(SOCK_STREAM.rawValue)
        else { return nil }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isNamed = withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                getsockname(descriptor, address, &length) == 0
            }
        }
        guard isNamed, [AF_INET, AF_INET6, AF_UNIX].contains(Int32(storage.ss_family)) else {
            return nil
        }
        family = Int32(storage.ss_family)
        bytes = withUnsafeBytes(of: &storage) { Array($0.prefix(Int(length))) }
    }

    private static let pathOffset = MemoryLayout<sa_family_t>.size

    /// The path of a socket in the file system; nil for an address in the network.
    var path: String? {
        guard family == AF_UNIX else { return nil }
        return String(decoding: bytes.dropFirst(Self.pathOffset).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The numeric address.
    var host: String {
        let place = family == AF_INET ? bytes[4..<8] : bytes[8..<24]
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isShown = Array(place).withUnsafeBytes {
            inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) != nil
        }
        let digits = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return isShown ? String(decoding: digits, as: UTF8.self) : ""
    }

    /// The port; 0 for a socket in the file system.
    var port: UInt16 {
        family == AF_UNIX ? 0 : UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    }

    /// True if it leads to this machine and nowhere else: `127.0.0.0/8` and `::1`.
    var isLoopback: Bool {
        switch family {
        case AF_INET: bytes[4] == 127
        case AF_INET6: bytes[8..<23].allSatisfy { $0 == 0 } && bytes[23] == 1
        default: false
        }
    }

    /// Returns the same address with another port, which has the same position in IPv4 and IPv6.
    func with(port: UInt16) -> SocketAddress {
        guard family != AF_UNIX else { return self }
        var bytes = bytes
        bytes[2] = UInt8(port >> 8)
        bytes[3] = UInt8(port & 0xFF)
        return SocketAddress(family: family, bytes: bytes)
    }

    /// Binds a socket to it; returns false with the reason in errno.
    func bind(_ descriptor: Int32) -> Bool {
        withPointer { Glibc.bind(descriptor, $0, $1) == 0 }
    }

    /// Connects a socket to it; returns false with the reason in errno.
    package func connect(_ descriptor: Int32) -> Bool {
        withPointer { Glibc.connect(descriptor, $0, $1) == 0 }
    }

    private func withPointer(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                body(address, socklen_t(bytes.count))
            }
        }
    }
}
