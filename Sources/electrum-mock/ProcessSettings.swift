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

    /// Makes all threads share one arena that grows in large steps. By default glibc gives each
    /// thread an arena that grows page by page, with a system call for nearly every transaction
    /// kept. Call it before there is a second thread.
    static func tuneAllocator() {
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TOP_PAD, topPadBytes)
        mallopt(M_TRIM_THRESHOLD, 2 * topPadBytes)
    }

    private static let topPadBytes: Int32 = 1024 * 1024
}
