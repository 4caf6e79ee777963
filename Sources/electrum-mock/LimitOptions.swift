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
        let bounds = [
            ("head-bytes-max", Int64(headBytesMax)), ("target-bytes-max", Int64(targetBytesMax)),
            ("fields-max", Int64(fieldsMax)), ("body-bytes-max", Int64(bodyBytesMax)),
            ("pipelined-max", Int64(pipelinedMax)), ("handshake-timeout-ms", handshakeTimeoutMs),
            ("idle-timeout-ms", idleTimeoutMs),
            ("request-timeout-ms", requestTimeoutMs), ("send-timeout-ms", sendTimeoutMs),
            ("drain-timeout-ms", drainTimeoutMs), ("drain-bytes-max", Int64(drainBytesMax)),
        ]
        for (name, value) in bounds where !(1...Self.boundMax).contains(value) {
            throw ValidationError("--\(name) must be 1 to \(Self.boundMax), not \(value)")
        }
    }

    private static let boundMax: Int64 = 1 << 40
}
