/// What a TLS server is to present and to demand: a value, so that every lane can build its own
/// `TLSContext` from it. One that exists has been tried out.
public struct TLSConfiguration: Sendable {
    /// The certificate chain and key that clients see.
    public let identity: TLSIdentity
    /// Certificates of the authorities that sign client certificates; nil asks for none, anything
    /// else makes TLS mutual: a client without an acceptable certificate is refused.
    public let clientAuthorities: PEMText?

    /// Throws what is wrong with the files, one line for the person who named them.
    public init(identity: TLSIdentity, clientAuthorities: PEMText? = nil)
        throws(TLSConfigurationError)
    {
        self.identity = identity
        self.clientAuthorities = clientAuthorities
        _ = try TLSContext(self)
    }
}
