import HTTPMessages

/// The state and services that the connections of one lane share.
final class LaneServices {
    let context: ExchangeContext
    let handler: any RequestHandler
    let numbers: ExchangeNumbers
    let coder: ContentCoder
    let counts: ServerCounts
    let reserve = DescriptorReserve()
    /// The time at which the server ends; nil unless it is stopping.
    var stopsAt: Instant?
    /// The read buffer; lent to one connection at a time.
    var scratch = [UInt8](repeating: 0, count: 64 * 1024)

    private let tls: TLSContext?
    private let expiredTLS: TLSContext?

    init(
        lane: UInt8, limits: HTTPLimits, tls: TLSSetup?, counts: ServerCounts,
        handler: any RequestHandler
    ) throws(ServerError) {
        self.counts = counts
        context = ExchangeContext(limits)
        self.handler = handler
        numbers = ExchangeNumbers(lane: lane)
        coder = ContentCoder(limits: limits)
        do throws(TLSConfigurationError) {
            self.tls = try tls.map { setup throws(TLSConfigurationError) in
                try TLSContext(setup.configuration)
            }
            expiredTLS = try tls.map { setup throws(TLSConfigurationError) in
                try TLSContext(setup.expired)
            }
        } catch {
            throw .system("set up TLS", reason: error.description)
        }
    }

    /// Returns the TLS transport of a new connection; nil for a plain one.
    func transport(at now: Instant) -> TLSTransport? {
        tls == nil
            ? nil
            : TLSTransport(deadline: now.advanced(byMs: context.limits.handshakeTimeoutMs))
    }

    /// Begins a client's handshake.
    func begin(_ transport: TLSTransport, from origin: RequestOrigin, at now: Instant) {
        guard let tls, let expiredTLS else { return }
        let fault = handler.fault(onConnectionFrom: origin, at: now)
        transport.begin(fault == .expiredCertificate ? expiredTLS : tls, fault: fault)
    }
}
