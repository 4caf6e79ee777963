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
