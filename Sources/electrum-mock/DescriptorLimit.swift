import Glibc

/// How many descriptors, and with them connections, the process may have.
enum DescriptorLimit {
    /// As many as the system allows it, rather than as many as it is given at first.
    static func raise() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
