import Glibc

/// One connection to a server; nothing but opening it ever blocks.
struct Till {
    let descriptor: Int32
    /// When the request under way should have been sent.
    var dueNs: UInt64 = 0
    /// The part of an incomplete answer that has arrived.
    private var partial: [UInt8] = []

    /// Connects to a port of this machine.
    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.call("socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure.call("connect") }
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(4))
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw Failure.call("fcntl") }
    }

    /// Sends bytes that always fit into the socket's buffer.
    func send(_ bytes: [UInt8]) throws {
        let count = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count == bytes.count else { throw Failure.call("send") }
    }

    /// The answer, once it is here as a whole.
    ///
    /// - Parameter isLast: whether the server should close the connection behind it.
    mutating func receive(into scratch: UnsafeMutableRawBufferPointer, isLast: Bool) throws
        -> Answer?
    {
        let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
        if count < 0 && errno == EAGAIN { return nil }
        guard count >= 0 else { throw Failure.call("recv") }
        guard count > 0 || isLast else { throw Failure(description: "a connection was closed") }
        let arrived = UnsafeRawBufferPointer(rebasing: scratch[..<count])
        if partial.isEmpty, !isLast, let answer = Answer(arrived) { return answer }
        partial += arrived
        if isLast && count > 0 { return nil }
        guard let answer = partial.withUnsafeBytes(Answer.init) else { return nil }
        partial = []
        return answer
    }

    func close() {
        Glibc.close(descriptor)
    }
}
