import CEpoll
import Glibc

/// Calls on a connected, non-blocking socket.
struct Socket {
    /// The result of a read.
    enum Received {
        case bytes(Int)
        case end
        case nothing
        case gone
    }

    let descriptor: Int32

    /// Reads what has arrived into `buffer`.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            switch Errno.current.kind {
            case .retry: continue
            case .wouldBlock, .outOfResources: return .nothing
            case .peerGone: return .gone
            case .programmerError: preconditionFailure("recv: \(Errno.current)")
            }
        }
    }

    /// True if everything that the peer will send was read.
    var hasEnded: Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) == 0
    }

    /// Sends bytes; returns how many the network took, nil if the connection is gone.
    func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            while true {
                let count = Glibc.send(
                    descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
                if count >= 0 { return count }
                switch Errno.current.kind {
                case .retry: continue
                case .wouldBlock, .outOfResources: return 0
                case .peerGone: return nil
                case .programmerError: preconditionFailure("send: \(Errno.current)")
                }
            }
        }
    }

    /// Ends the stream towards the peer; its remaining input can still be read.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    func close() {
        Glibc.close(descriptor)
    }

    /// Makes the close a reset.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// The result of an accept.
    enum Accepted {
        case socket(Socket)
        case nothing
        case outOfResources
    }

    private static let acceptFlags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

    /// Accepts a waiting connection of a listening socket.
    static func accept(from listener: Int32) -> Accepted {
        while true {
            let descriptor = cepoll_accept(listener, acceptFlags)
            if descriptor >= 0 { return .socket(Socket(descriptor: descriptor)) }
            switch Errno.current.kind {
            case .retry, .peerGone: continue
            case .wouldBlock: return .nothing
            case .outOfResources: return .outOfResources
            case .programmerError: return .nothing
            }
        }
    }
}
