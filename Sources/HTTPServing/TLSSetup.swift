/// How a server speaks TLS.
public struct TLSSetup: Sendable {
    /// What clients see.
    public let configuration: TLSConfiguration
    /// What they see when they shall see an expired certificate.
    public let expired: TLSConfiguration

    /// A setup from its parts.
    public init(_ configuration: TLSConfiguration, expired: TLSConfiguration) {
        self.configuration = configuration
        self.expired = expired
    }
}
