import Vocabulary

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
        return String(UInt(bitPattern: hasher.finalize()).hexDigits.suffix(digits))
    }

    private static let key = UInt64.random(in: .min ... .max)
}
