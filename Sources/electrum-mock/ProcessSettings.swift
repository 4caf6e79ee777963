import CEpoll
import Glibc

/// The settings of the process that a server needs.
enum ProcessSettings {
    /// Raises the soft limit of descriptors, and with it of connections, to the hard limit.
    static func raiseDescriptorLimit() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }

    /// Lets arenas grow in large steps. glibc has one for each thread, and lets all but the first
    /// grow page by page, with a system call for nearly every transaction kept. Call it before
    /// there is a second thread.
    ///
    /// With one arena for all, a lane would wait for its lock while a worker that makes a report
    /// holds it and does not get a processor: for half a second on a machine with other work.
    static func tuneAllocator() {
        mallopt(M_TOP_PAD, topPadBytes)
        mallopt(M_TRIM_THRESHOLD, 2 * topPadBytes)
    }

    /// The size of a piece of an arena on a machine of 64 bits: it is writable as a whole from the
    /// beginning, which takes no memory.
    private static let topPadBytes: Int32 = 64 * 1024 * 1024
}
