import COpenSSL

/// Certificates for a server without any, made at start: an authority for clients to trust, whose
/// key is dropped at once, and the certificates it signed. (With a lone self-signed certificate an
/// expired one could not be distinguished from an unknown one.)
package struct SelfSignedCertificates: Sendable {
    /// The kinds of keys, by their names on the command line.
    package enum KeyKind: String, Sendable, CaseIterable {
        /// ECDSA on P-256.
        case ecdsa = "p256"
        /// RSA with 2048 bits, for clients without ECDSA.
        case rsa
    }

    private static let source = "self-signed certificate"
    private static let day = 86_400

    /// The certificate that clients are to trust.
    package let authority: PEMText
    /// A server certificate for `localhost`, `127.0.0.1`, `::1` and the extra names, good for a
    /// year.
    package let identity: TLSIdentity
    /// The same identity, expired a day ago.
    package let expiredIdentity: TLSIdentity

    /// Makes the certificates.
    ///
    /// - Parameters:
    ///   - kind: the kind of all keys.
    ///   - extraNames: further host names and IP addresses of the server; throws `badName` for
    ///     anything else.
    ///   - now: seconds since 1970.
    package init(
        _ kind: KeyKind = .ecdsa, extraNames: [String] = [], now: Int
    ) throws(TLSConfigurationError) {
        var names: [String] = []
        for name in ["localhost", "127.0.0.1", "::1"] + extraNames {
            names.append(try Self.alternativeName(name))
        }
        let year = now - Self.day..<now + 365 * Self.day
        let issuerKey = PrivateKey(kind)
        let issuer = Certificate.Issuer(
            certificate: Certificate(
                commonName: "Throwaway test authority", key: issuerKey, validity: year,
                extensions: [
                    NID_basic_constraints: "critical,CA:TRUE,pathlen:0",
                    NID_key_usage: "critical,keyCertSign,cRLSign",
                    NID_subject_key_identifier: "hash",
                ]),
            key: issuerKey)
        let alternativeNames = names.joined(separator: ",")
        authority = PEMText(source: Self.source, bytes: issuer.certificate.pem)
        // An RSA key takes long to make: both have the same.
        let key = PrivateKey(kind)
        identity = Self.identity(alternativeNames, key, from: issuer, validity: year)
        expiredIdentity = Self.identity(
            alternativeNames, key, from: issuer, validity: now - 365 * Self.day..<now - Self.day)
    }

    private static func identity(
        _ alternativeNames: String, _ key: PrivateKey, from issuer: Certificate.Issuer,
        validity: Range<Int>
    ) -> TLSIdentity {
        let certificate = Certificate(
            commonName: "localhost", key: key, issuer: issuer, validity: validity,
            extensions: [
                NID_basic_constraints: "critical,CA:FALSE",
                NID_key_usage: "critical,digitalSignature",
                NID_ext_key_usage: "serverAuth",
                NID_subject_alt_name: alternativeNames,
                NID_subject_key_identifier: "hash",
                NID_authority_key_identifier: "keyid:always",
            ])
        return TLSIdentity(
            certificates: PEMText(source: source, bytes: certificate.pem),
            key: PEMText(source: source, bytes: key.pem))
    }

    /// The name in the syntax of x509v3_config(5), which the allowed characters cannot leave.
    private static func alternativeName(_ name: String) throws(TLSConfigurationError) -> String {
        if let address = a2i_IPADDRESS(name) {
            ASN1_OCTET_STRING_free(address)
            return "IP:\(name)"
        }
        let host = name.hasPrefix("*.") ? name.dropFirst(2) : name[...]
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(isLabel) else { throw .badName(name) }
        return "DNS:\(name)"
    }

    /// RFC 1123 section 2.1, and the underscore that container networks use.
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
            }
    }
}
