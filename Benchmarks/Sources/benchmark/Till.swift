import Glibc

/// One connection to a server; nothing but opening it ever blocks.
struct Till {
    let descriptor: Int32
    /// When the request under way should have been sent.
    var dueNs: UInt64 = 0
    /// The part of an incomplete answer that has arrived.
    private var partial: [UInt8] = []
    /// What encrypts, and its connection.
    private var tls: (client: TLSClient, connection: OpaquePointer)?

    /// Connects to a port of this machine.
    init(port: UInt16, tls: TLSClient? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.call("socket") }
        let connected = Self.withAddress(port) { [descriptor] in connect(descriptor, $0, $1) }
        guard connected == 0 else {
            Glibc.close(descriptor)
            throw Failure.call("connect")
        }
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(4))
        if let tls { self.tls = (tls, try tls.connect(descriptor)) }
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw Failure.call("fcntl") }
    }

    /// A port that nobody listens on now, and that the kernel gives to no client: one that waits
    /// for a listener there could be connected with itself.
    static func freePort() throws -> UInt16 {
        for _ in 0..<1_000 {
            let port = UInt16.random(in: 20_000..<32_000)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { Glibc.close(descriptor) }
            if withAddress(port, { bind(descriptor, $0, $1) }) == 0 { return port }
        }
        throw Failure.call("bind")
    }

    /// Sends bytes that always fit into the socket's buffer.
    func send(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            if let tls { return try tls.client.send(bytes, on: tls.connection) }
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            guard count == bytes.count else { throw Failure.call("send") }
        }
    }

    /// The answer, once it is here as a whole.
    ///
    /// - Parameter isLast: whether the server should close the connection behind it.
    mutating func receive(into scratch: UnsafeMutableRawBufferPointer, isLast: Bool) throws
        -> Answer?
    {
        while let count = try read(into: scratch) {
            guard count > 0 || isLast else { throw Failure(description: "a connection was closed") }
            let arrived = UnsafeRawBufferPointer(rebasing: scratch[..<count])
            if partial.isEmpty, !isLast, let answer = Answer(arrived) { return answer }
            partial += arrived
            if isLast && count > 0 { continue }
            if let answer = partial.withUnsafeBytes(Answer.init) {
                partial = []
                return answer
            }
            guard count > 0 else { throw Failure(description: "an answer was cut short") }
        }
        return nil
    }

    func close() {
        if let tls { TLSClient.close(tls.connection) }
        Glibc.close(descriptor)
    }

    /// The number of bytes that were read: 0 at the end, nil if none are there now.
    private func read(into scratch: UnsafeMutableRawBufferPointer) throws -> Int? {
        if let tls { return tls.client.receive(into: scratch, on: tls.connection) }
        let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
        guard count < 0 else { return count }
        guard errno == EAGAIN else { throw Failure.call("recv") }
        return nil
    }

    private static func withAddress(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
