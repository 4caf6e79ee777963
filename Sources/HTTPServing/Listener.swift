import Glibc

/// A bound, listening TCP socket, shared by the lanes. It is closed when the last of them lets it
/// go.
final class Listener: Sendable {
    let descriptor: Int32
    /// The address with the port that was really bound.
    let address: ListenAddress

    /// Binds and listens. Without `SO_REUSEPORT`, which would let two servers share a port with
    /// no error.
    init(_ wanted: ListenAddress) throws(ServerError) {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(wanted.host, String(wanted.port), &hints, &found)
        guard status == 0, let first = found else {
            throw .unknownHost(wanted.host, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(found) }

        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(first.pointee.ai_family, type, 0)
        guard descriptor >= 0 else {
            throw .system("open a socket for \(wanted)", reason: Errno.current.description)
        }
        Self.enable(SO_REUSEADDR, at: SOL_SOCKET, on: descriptor)
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
            listen(descriptor, Self.backlog) == 0
        else {
            let error = Errno.current
            Glibc.close(descriptor)
            if error.code == EADDRINUSE { throw .addressInUse(wanted.description) }
            throw .system("listen on \(wanted)", reason: error.description)
        }
        self.descriptor = descriptor
        address = ListenAddress(host: wanted.host, port: Self.boundPort(of: descriptor))
    }

    deinit { Glibc.close(descriptor) }

    /// The kernel cuts it down to what it allows.
    private static let backlog: Int32 = 4096

    static func enable(_ option: Int32, at level: Int32, on descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func boundPort(of descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = getsockname(descriptor, address, &length)
            }
            // The port stands at the same place in IPv4 and IPv6 addresses.
            return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                UInt16(bigEndian: address.pointee.sin_port)
            }
        }
    }
}
