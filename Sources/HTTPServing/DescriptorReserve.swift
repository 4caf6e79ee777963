import Glibc

/// The last descriptors that the process may have, kept for those who want to know what is wrong
/// when all others are taken.
struct DescriptorReserve {
    private let first: Int32

    private static let size = 16

    /// Of the limit that holds now; of a small one, a quarter.
    init() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let count = Int32(clamping: limit.rlim_cur)
        first = count - min(Int32(Self.size), count / 4)
    }

    /// The system always gives the lowest number that is free.
    func contains(_ descriptor: Int32) -> Bool {
        descriptor >= first
    }
}
