import CEpoll

/// How the process gets its memory.
enum Memory {
    /// glibc gives each thread an arena that grows page by page, with a system call for nearly
    /// every transaction kept. One arena for all grows in large steps. To be called before there
    /// is a second thread.
    static func tune() {
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TOP_PAD, topPadBytes)
        mallopt(M_TRIM_THRESHOLD, 2 * topPadBytes)
    }

    private static let topPadBytes: Int32 = 1024 * 1024
}
