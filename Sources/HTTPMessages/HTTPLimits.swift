/// The limits on what a client may make the server hold, and for how long.
///
/// The time-outs protect the server and run on real time, whatever clock a sandbox has.
package struct HTTPLimits: Sendable, Equatable {
    /// The most bytes in a request line and header section, and in a trailer section.
    package var headBytesMax = 16 * 1024
    /// The most bytes in a request target.
    package var targetBytesMax = 8 * 1024
    /// The most field lines in a header or trailer section.
    package var fieldsMax = 100
    /// The most bytes in a body, after the chunked coding is removed.
    package var bodyBytesMax = 1024 * 1024
    /// The target that takes longer bodies, of a declared length; nil for none.
    package var longBody: LongBody?
    /// The most requests held on one connection, the one being answered included; further ones wait
    /// unread.
    package var pipelinedMax = 16
    /// The longest TLS handshake, in milliseconds.
    package var handshakeTimeoutMs: Int64 = 10_000
    /// The longest time without a request on a connection, in milliseconds.
    package var idleTimeoutMs: Int64 = 60_000
    /// The longest time from the first to the last byte of a request, in milliseconds.
    package var requestTimeoutMs: Int64 = 30_000
    /// The longest time in which a client takes no byte of a response, in milliseconds.
    package var sendTimeoutMs: Int64 = 30_000
    /// The time for which input is discarded after a refusal, in milliseconds, so that the refusal
    /// reaches the client.
    package var drainTimeoutMs: Int64 = 2_000
    /// The most bytes discarded after a refusal.
    package var drainBytesMax = 4 * 1024 * 1024

    /// The defaults.
    package init() {}

    /// A target with a limit of its own on the bytes of a body.
    package struct LongBody: Sendable, Equatable {
        let target: String
        let bytesMax: Int

        package init(for target: String, bytesMax: Int) {
            self.target = target
            self.bytesMax = bytesMax
        }
    }

    /// Returns the most bytes in a body for a target.
    func bodyBytesMax(for target: String) -> Int {
        guard let longBody, longBody.target == target else { return bodyBytesMax }
        return max(bodyBytesMax, longBody.bytesMax)
    }
}
