import CEpoll
import Glibc

/// The processors of this machine: the server has the first one, the load the second.
enum Processors {
    /// A set of processors, one bit for each.
    static let server: UInt = 1
    static let load: UInt = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 ? 2 : 1
    /// Both, for a server with two lanes.
    static let both = server | load

    /// Runs on these processors from now on, as do processes started from now on.
    static func use(_ processors: UInt) {
        _ = cepoll_pin(processors)
    }

    /// How many processes wanted to run within the last minute; this program is one or two of them.
    static var loadAverage: Double {
        var average = 0.0
        getloadavg(&average, 1)
        return average
    }
}
