import Glibc

/// The resident memory of the process, from the kernel.
enum ResidentMemory {
    /// The largest resident size so far, in bytes.
    static func peak() -> Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss * 1024
    }
}
