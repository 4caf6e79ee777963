/// Every bound on what a client may make the server hold, and for how long.
///
/// The time-outs protect the server and run on real time, whatever clock a sandbox has.
public struct HTTPLimits: Sendable, Equatable {
    /// The most bytes in a request line and header section, and in a trailer section.
    public var headBytesMax = 16 * 1024
    /// The most bytes in a request target.
    public var targetBytesMax = 8 * 1024
    /// The most field lines in a header or trailer section.
    public var fieldsMax = 100
    /// The most bytes in a body, after the chunked coding is removed.
    public var bodyBytesMax = 1024 * 1024
    /// The most requests held on one connection, the one being answered included; more wait
    /// unread.
    public var pipelinedMax = 16
    /// How long a TLS handshake may take, in milliseconds.
    public var handshakeTimeoutMs: Int64 = 10_000
    /// How long a connection may stay without a request, in milliseconds.
    public var idleTimeoutMs: Int64 = 60_000
    /// How long a request may take from its first byte to its last, in milliseconds.
    public var requestTimeoutMs: Int64 = 30_000
    /// How long a client may take no byte of a response, in milliseconds.
    public var sendTimeoutMs: Int64 = 30_000
    /// How long input is read and thrown away after a refusal, in milliseconds, so that the
    /// refusal reaches the client.
    public var drainTimeoutMs: Int64 = 2_000
    /// The most bytes thrown away after a refusal.
    public var drainBytesMax = 4 * 1024 * 1024

    /// The defaults.
    public init() {}
}
