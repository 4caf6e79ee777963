import Glibc

/// The error of the last system call, classified once for everybody.
struct Errno: CustomStringConvertible {
    enum Kind {
        /// A signal came between: call again.
        case retry
        /// Nothing to read, or no room to write, now.
        case wouldBlock
        /// The client reset or left the connection.
        case peerGone
        /// No descriptors or memory now.
        case outOfResources
        /// A mistake of ours.
        case programmerError
    }

    let code: Int32

    static var current: Errno { Errno(code: errno) }

    var kind: Kind {
        switch code {
        case EINTR: .retry
        case EAGAIN, EWOULDBLOCK: .wouldBlock
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .outOfResources
        case EBADF, EFAULT, EINVAL, ENOTSOCK: .programmerError
        default: .peerGone
        }
    }

    var description: String { String(cString: strerror(code)) }
}
