import COpenSSL

/// A deliberately slow hash, for secrets so short that all of them can be tried.
package enum SlowHash {
    /// Returns scrypt (RFC 7914) with N = 2048, r = 8 and p = 1: 2 MiB and some 3 ms for each try.
    ///
    /// - Parameter salt: makes guesses for one file useless for another.
    /// - Returns: 32 bytes.
    package static func scrypt(_ secret: String, salt: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: 32)
        var secret = secret
        let status = secret.withUTF8 { secret in
            secret.withMemoryRebound(to: CChar.self) { secret in
                EVP_PBE_scrypt(
                    secret.baseAddress, secret.count, salt, salt.count, cost, blockSize, 1,
                    memoryMax, &hash, hash.count)
            }
        }
        precondition(status == 1, "no memory for a hash")
        return hash
    }

    private static let cost: UInt64 = 2_048
    private static let blockSize: UInt64 = 8
    private static let memoryMax: UInt64 = 8 * 1024 * 1024
}
