import Glibc

/// The last descriptors of the process, reserved for the control API when all others are taken.
struct DescriptorReserve {
    private let first: Int32

    private static let size = 16

    /// A reserve of the present limit; of a small one, a quarter.
    init() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let count = Int32(clamping: limit.rlim_cur)
        first = count - min(Int32(Self.size), count / 4)
    }

    /// Returns true for a descriptor of the reserve; the system always gives the lowest free
    /// number.
    func contains(_ descriptor: Int32) -> Bool {
        descriptor >= first
    }
}
