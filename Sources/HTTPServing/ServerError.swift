import Glibc

/// A reason why a server could not start.
public enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text is not an address to listen on.
    case badAddress(String)
    /// The host has no address, with the resolver's reason.
    case unknownHost(String, reason: String)
    /// Somebody listens there already: another process, or another address of this one.
    case addressInUse(String)
    /// The address, or its kind, does not belong to this machine, with the system's reason.
    case missingAddress(String, reason: String)
    /// The system refused something else, with its reason.
    case system(String, reason: String)

    /// Returns the error for a failed system call on a listening socket.
    static func listening(on address: ListenAddress, _ error: Errno) -> ServerError {
        switch error.code {
        case EADDRINUSE where address.isUnix:
            .system("listen on \(address)", reason: "another process does, or it is a file")
        case EADDRINUSE: .addressInUse(address.description)
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            .missingAddress(address.description, reason: error.description)
        default: .system("listen on \(address)", reason: error.description)
        }
    }

    /// Returns the error for a system call that gives a lane a descriptor of its own.
    static func lane(_ error: Errno) -> ServerError {
        let hint = error.code == EMFILE ? "; raise `ulimit -n`, or start fewer lanes" : ""
        return .system("start a lane", reason: error.description + hint)
    }

    /// One line for the person who started the server.
    public var description: String {
        switch self {
        case .badAddress(let text):
            "'\(text)' is not an address to listen on: "
                + "write HOST:PORT, [IPV6]:PORT, :PORT or unix:PATH, such as 127.0.0.1:8080"
        case .unknownHost(let host, let reason):
            "cannot find the host '\(host)': \(reason); check the name, or write the address"
        case .addressInUse(let address):
            "cannot listen on \(address): the port is taken, by another process or another "
                + "address of this one; "
                + "choose another one, or port 0 for any that is free"
        case .missingAddress(let address, let reason):
            "cannot listen on \(address): \(reason); name an address of this machine, or * for all "
                + "of them"
        case .system(let what, let reason):
            "cannot \(what): \(reason)"
        }
    }
}
