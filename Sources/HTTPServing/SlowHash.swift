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

/// The hash by which a file is known.
package enum Digest {
    /// Returns SHA-256 (FIPS 180-4) in hexadecimal.
    package static func sha256(_ bytes: [UInt8]) -> String {
        var hash = [UInt8](repeating: 0, count: 32)
        let status = EVP_Digest(bytes, bytes.count, &hash, nil, EVP_sha256(), nil)
        precondition(status == 1, "no memory for a hash")
        return hash.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
