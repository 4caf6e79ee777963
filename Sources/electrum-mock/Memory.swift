import CEpoll

/// The settings of the memory allocator.
enum Memory {
    /// Makes all threads share one arena that grows in large steps. By default glibc gives each
    /// thread an arena that grows page by page, with a system call for nearly every transaction
    /// kept. Call it before there is a second thread.
    static func tune() {
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TOP_PAD, topPadBytes)
        mallopt(M_TRIM_THRESHOLD, 2 * topPadBytes)
    }

    private static let topPadBytes: Int32 = 1024 * 1024
}
