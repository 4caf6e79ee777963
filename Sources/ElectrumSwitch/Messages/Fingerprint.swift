/// Distinguishes secrets without keeping them.
package enum Fingerprint {
    /// The number of hexadecimal digits, four bits each.
    private static let digits = 8

    /// Returns a fingerprint for secrets that stay in memory. Its key is made when the process
    /// starts and lost with it, so the fingerprint reveals nothing.
    package static func inMemory(_ secret: String) -> String {
        var hasher = Hasher()
        hasher.combine(key)
        hasher.combine(secret)
        return text(of: UInt64(UInt(bitPattern: hasher.finalize())))
    }

    private static let key = SystemRandomNumberGenerator.key

    private static func text(of bits: UInt64) -> String {
        let all = String(bits, radix: 16)
        return String((String(repeating: "0", count: 16) + all).suffix(digits))
    }
}

extension SystemRandomNumberGenerator {
    fileprivate static var key: UInt64 { .random(in: .min ... .max) }
}
