import Glibc

/// The limit of descriptors, and with them connections, of the process.
enum DescriptorLimit {
    /// Raises the soft limit to the hard limit.
    static func raise() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
