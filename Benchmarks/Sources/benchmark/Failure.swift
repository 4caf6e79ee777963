import Glibc

/// Why nothing could be measured.
struct Failure: Error, CustomStringConvertible {
    let description: String

    /// A failed system call.
    static func call(_ name: String) -> Failure {
        Failure(description: "\(name): \(String(cString: strerror(errno)))")
    }
}
