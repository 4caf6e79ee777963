/// The certificates that a TLS server presents and the ones it demands: a value, so that every lane
/// can build its own `TLSContext` from it. Initialisation verifies that OpenSSL accepts it.
package struct TLSConfiguration: Sendable {
    /// The certificate chain and key that clients see.
    package let identity: TLSIdentity
    /// Certificates of the authorities that sign client certificates; nil asks for none, otherwise
    /// TLS is mutual: a client without an acceptable certificate is refused.
    package let clientAuthorities: PEMText?

    /// Validates the files; throws one line for the user who named them.
    package init(identity: TLSIdentity, clientAuthorities: PEMText? = nil)
        throws(TLSConfigurationError)
    {
        self.identity = identity
        self.clientAuthorities = clientAuthorities
        _ = try TLSContext(self)
    }
}

/// The TLS configuration of a server.
package struct TLSSetup: Sendable {
    /// The configuration that clients normally see.
    package let configuration: TLSConfiguration
    /// The configuration with an expired certificate, for the fault of that name.
    package let expired: TLSConfiguration

    /// A setup from its parts.
    package init(_ configuration: TLSConfiguration, expired: TLSConfiguration) {
        self.configuration = configuration
        self.expired = expired
    }
}
