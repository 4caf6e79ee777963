import Glibc

/// A socket address for `bind` and `connect`.
package struct SocketAddress: Equatable {
    package let family: Int32
    private let bytes: [UInt8]

    /// Returns every address of a name or a numeric address, without duplicates.
    package static func all(for wanted: ListenAddress) throws(ServerError) -> [SocketAddress] {
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
