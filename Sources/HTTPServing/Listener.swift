import Glibc

/// A bound, listening socket, shared by the lanes; closed when the last lane releases it.
final class Listener: Sendable {
    let descriptor: Int32
    /// The index of the server's address, from 0.
    let index: Int
    /// The requested address, with the port that was actually bound.
    let address: ListenAddress
    /// True if the socket is a file that this server has made and removes.
    private let ownsFile: Bool

    /// Binds every address of a name, on the same port. Addresses that this machine does not have,
    /// such as IPv6, are left out unless no other is left.
    static func all(for wanted: ListenAddress, index: Int) throws(ServerError) -> [Listener] {
        if let descriptor = wanted.inherited {
            return [Listener(inherited: descriptor, address: wanted, index: index)]
        }
        let candidates = try SocketAddress.all(for: wanted)
        var triesLeft = wanted.port == 0 && candidates.count > 1 ? freePortTriesMax : 1
        while true {
            triesLeft -= 1
            do {
                return try listen(on: candidates, for: wanted, index: index)
            } catch {
                // A port that is free on one address may be taken on another.
                guard case .addressInUse = error, triesLeft > 0 else { throw error }
            }
        }
    }

    private static let freePortTriesMax = 16

    private static func listen(
        on candidates: [SocketAddress], for wanted: ListenAddress, index: Int
    ) throws(ServerError) -> [Listener] {
        var listeners: [Listener] = []
        var missing: ServerError?
        for candidate in candidates {
            let address =
                wanted.isUnix
                ? wanted
                : ListenAddress(
                    host: wanted.host, port: listeners.first?.address.port ?? wanted.port)
            do {
                listeners.append(
                    try Listener(
                        candidate.with(port: address.port), for: address, index: index,
                        isOneOfSeveral: candidates.count > 1))
            } catch {
                guard case .missingAddress = error else { throw error }
                missing = error
            }
        }
        if listeners.isEmpty, let missing { throw missing }
        return listeners
    }

    /// Binds and listens. Without `SO_REUSEPORT`, which would let two servers share a port with
    /// no error.
    private init(
        _ place: SocketAddress, for wanted: ListenAddress, index: Int, isOneOfSeveral: Bool
    ) throws(ServerError) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(place.family, type, 0)
        guard descriptor >= 0 else { throw .listening(on: wanted, Errno.current) }
        Self.enable(SO_REUSEADDR, at: SOL_SOCKET, on: descriptor)
        Self.prepareConnections(of: descriptor)
        if isOneOfSeveral, place.family == AF_INET6 {
            Self.enable(IPV6_V6ONLY, at: Int32(IPPROTO_IPV6), on: descriptor)
        }
        if place.path != nil { Self.removeAbandoned(place) }
        guard place.bind(descriptor), Glibc.listen(descriptor, Int32(Self.backlog)) == 0 else {
            let error = Errno.current
            Glibc.close(descriptor)
            throw .listening(on: wanted, error)
        }
        self.descriptor = descriptor
        self.index = index
        let port = SocketAddress(listenedOnBy: descriptor)?.port ?? 0
        address = wanted.isUnix ? wanted : ListenAddress(host: wanted.host, port: port)
        ownsFile = wanted.isUnix
    }

    /// A socket that another process has bound, and may pass on again.
    private init(inherited descriptor: Int32, address: ListenAddress, index: Int) {
        self.descriptor = descriptor
        self.index = index
        self.address = address
        ownsFile = false
        Self.prepareConnections(of: descriptor)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        Glibc.close(descriptor)
        if ownsFile { unlink(address.host) }
    }

    /// Removes the file of a socket that nobody listens on any more: a server that was killed has
    /// left it.
    private static func removeAbandoned(_ place: SocketAddress) {
        var status = stat()
        guard let path = place.path, lstat(path, &status) == 0,
            status.st_mode & S_IFMT == S_IFSOCK
        else { return }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        defer { Glibc.close(descriptor) }
        if !place.connect(descriptor), errno == ECONNREFUSED { unlink(path) }
    }

    /// True if a connection is waiting to be accepted.
    var hasClient: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    /// The most connections that wait to be accepted; the kernel may allow fewer.
    static let backlog = 4_096

    /// The most bytes that the kernel takes for a client beyond those that the client has room for.
    /// Without it a client that reads nothing costs several megabytes, and would read them before
    /// what is new.
    private static let unsentBytesMax: Int32 = 128 * 1024

    /// Sets what connections inherit from their listener.
    private static func prepareConnections(of descriptor: Int32) {
        // A response is one write; waiting to fill a segment would only delay it.
        enable(TCP_NODELAY, at: Int32(IPPROTO_TCP), on: descriptor)
        var count = unsentBytesMax
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, &count,
            socklen_t(MemoryLayout<Int32>.size))
    }

    private static func enable(_ option: Int32, at level: Int32, on descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }
}
