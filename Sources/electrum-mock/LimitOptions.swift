import ArgumentParser
import HTTPMessages

/// The bounds on what a client may make the server hold, and for how long.
struct LimitOptions: ParsableArguments {
    private static let defaults = HTTPLimits()

    @Option(help: "The most bytes in a request line and header section.")
    var headBytesMax = defaults.headBytesMax

    @Option(help: "The most bytes in a request target.")
    var targetBytesMax = defaults.targetBytesMax

    @Option(help: "The most header fields.")
    var fieldsMax = defaults.fieldsMax

    @Option(help: "The most bytes in a body.")
    var bodyBytesMax = defaults.bodyBytesMax

    @Option(help: "The most requests read ahead on a connection.")
    var pipelinedMax = defaults.pipelinedMax

    @Option(help: "How long a TLS handshake may take.")
    var handshakeTimeoutMs = defaults.handshakeTimeoutMs

    @Option(help: "How long a connection may stay without a request.")
    var idleTimeoutMs = defaults.idleTimeoutMs

    @Option(help: "How long a request may take to arrive.")
    var requestTimeoutMs = defaults.requestTimeoutMs

    @Option(help: "How long a client may take no byte of an answer.")
    var sendTimeoutMs = defaults.sendTimeoutMs

    @Option(help: "How long input is read and dropped after a refusal.")
    var drainTimeoutMs = defaults.drainTimeoutMs

    @Option(help: "The most bytes dropped after a refusal.")
    var drainBytesMax = defaults.drainBytesMax

    /// The options as the server takes them.
    var limits: HTTPLimits {
        var limits = HTTPLimits()
        limits.headBytesMax = headBytesMax
        limits.targetBytesMax = targetBytesMax
        limits.fieldsMax = fieldsMax
        limits.bodyBytesMax = bodyBytesMax
        limits.pipelinedMax = pipelinedMax
        limits.handshakeTimeoutMs = handshakeTimeoutMs
        limits.idleTimeoutMs = idleTimeoutMs
        limits.requestTimeoutMs = requestTimeoutMs
        limits.sendTimeoutMs = sendTimeoutMs
        limits.drainTimeoutMs = drainTimeoutMs
        limits.drainBytesMax = drainBytesMax
        return limits
    }

    mutating func validate() throws {
        let times = [
            ("handshake-timeout-ms", handshakeTimeoutMs), ("idle-timeout-ms", idleTimeoutMs),
            ("request-timeout-ms", requestTimeoutMs), ("send-timeout-ms", sendTimeoutMs),
            ("drain-timeout-ms", drainTimeoutMs),
        ]
        let sizes = [
            ("head-bytes-max", headBytesMax), ("target-bytes-max", targetBytesMax),
            ("fields-max", fieldsMax), ("body-bytes-max", bodyBytesMax),
            ("pipelined-max", pipelinedMax), ("drain-bytes-max", drainBytesMax),
        ]
        let bounds =
            times.map { ($0.0, $0.1, Self.boundMax) }
            + sizes.map { ($0.0, Int64($0.1), Self.sizeMax) }
        for (name, value, most) in bounds where !(1...most).contains(value) {
            throw ValidationError("--\(name) must be 1 to \(most), not \(value)")
        }
    }

    /// The most milliseconds, and the most bytes of a journal.
    static let boundMax: Int64 = 1 << 40
    /// The most bytes of one message: zlib and OpenSSL count in 32 bits.
    private static let sizeMax: Int64 = 1 << 30
}
