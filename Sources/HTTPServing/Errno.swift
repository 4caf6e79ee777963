import Glibc

/// The error of the last system call, classified in one place.
package struct Errno: Error, CustomStringConvertible {
    enum Kind {
        /// A signal interrupted the call: repeat it.
        case retry
        /// No input is available, or no room for output, at the moment.
        case wouldBlock
        /// The client reset or left the connection.
        case peerGone
        /// No descriptors or memory are available at the moment.
        case outOfResources
        /// A programmer's error.
        case programmerError
    }

    let code: Int32

    package init(code: Int32) { self.code = code }

    package static var current: Errno { Errno(code: errno) }

    var kind: Kind {
        switch code {
        case EINTR: .retry
        case EAGAIN, EWOULDBLOCK: .wouldBlock
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .outOfResources
        case EBADF, EFAULT, EINVAL, ENOTSOCK: .programmerError
        default: .peerGone
        }
    }

    package var description: String { String(cString: strerror(code)) }
}
