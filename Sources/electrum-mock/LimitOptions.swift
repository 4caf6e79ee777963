import ArgumentParser
import HTTPMessages

/// The limits on what a client may make the server hold, and for how long.
struct LimitOptions: ParsableArguments {
    private static let defaults = HTTPLimits()

    @Option(
        help: ArgumentHelp(
            "The most bytes of a request line and header section.",
            valueName: "bytes", visibility: .hidden))
    var headBytesMax = defaults.headBytesMax

    @Option(
        help: ArgumentHelp(
            "The most bytes of a request target.", valueName: "bytes", visibility: .hidden))
    var targetBytesMax = defaults.targetBytesMax

    @Option(help: ArgumentHelp("The most header fields.", valueName: "count", visibility: .hidden))
    var fieldsMax = defaults.fieldsMax

    @Option(
        help: ArgumentHelp("The most bytes of a body.", valueName: "bytes", visibility: .hidden))
    var bodyBytesMax = defaults.bodyBytesMax

    @Option(
        help: ArgumentHelp(
            "The most requests read ahead on a connection.",
            valueName: "count", visibility: .hidden))
    var pipelinedMax = defaults.pipelinedMax

    @Option(
        help: ArgumentHelp(
            "The longest TLS handshake, in milliseconds.", valueName: "ms", visibility: .hidden))
    var handshakeTimeoutMs = defaults.handshakeTimeoutMs

    @Option(
        help: ArgumentHelp(
            "The longest time without a request on a connection, in milliseconds.",
            valueName: "ms", visibility: .hidden))
    var idleTimeoutMs = defaults.idleTimeoutMs

    @Option(
        help: ArgumentHelp(
            "The longest time for a request to arrive, in milliseconds.",
            valueName: "ms", visibility: .hidden))
    var requestTimeoutMs = defaults.requestTimeoutMs

    @Option(
        help: ArgumentHelp(
            "The longest time in which a client takes no byte of an answer, in milliseconds.",
            valueName: "ms", visibility: .hidden))
    var sendTimeoutMs = defaults.sendTimeoutMs

    @Option(
        help: ArgumentHelp(
            "The time for which input is discarded after a refusal, in milliseconds.",
            valueName: "ms", visibility: .hidden))
    var drainTimeoutMs = defaults.drainTimeoutMs

    @Option(
        help: ArgumentHelp(
            "The most bytes discarded after a refusal.", valueName: "bytes", visibility: .hidden))
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
