import ArgumentParser
import Glibc
import HTTPMessages
import HTTPServing

/// The limits on what clients may make the mock hold, and for how long.
struct LimitOptions: ParsableArguments {
    private static let defaults = HTTPLimits()
    /// Half of the processors, at least one. The kernel is asked once: it makes a text of it.
    private static let usualLanes = max(
        1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)) / 2, HTTPServer.lanesMax))

    @Option(
        help: ArgumentHelp(
            "The most sandboxes; beyond it the one that was idle longest is evicted.",
            valueName: "count", visibility: .hidden))
    var sandboxesMax = 1_000

    @Option(
        help: ArgumentHelp(
            "The most bytes of journal records that a sandbox keeps in memory.",
            valueName: "bytes", visibility: .hidden))
    var journalBytesMax = 64 * 1024 * 1024

    @Option(
        help: ArgumentHelp(
            "The number of queues that share the work. Default: half of the processors.",
            valueName: "count", visibility: .hidden))
    var lanes = usualLanes

    @Option(
        help: ArgumentHelp(
            "The time in which exchanges may finish after SIGTERM, in milliseconds.",
            valueName: "ms", visibility: .hidden))
    var stopGraceMs: Int64 = 5_000

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

    /// The limits on messages and connections.
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
        guard (1...HTTPServer.lanesMax).contains(lanes) else {
            throw ValidationError("--lanes must be 1 to \(HTTPServer.lanesMax), not \(lanes)")
        }
        let sums = [
            ("journal-bytes-max", Int64(journalBytesMax)), ("stop-grace-ms", stopGraceMs),
        ]
        for (name, value) in sums where !(0...Self.boundMax).contains(value) {
            throw ValidationError("--\(name) must be 0 to \(Self.boundMax), not \(value)")
        }
        guard (1...1_000_000).contains(sandboxesMax) else {
            throw ValidationError("--sandboxes-max must be 1 to 1000000, not \(sandboxesMax)")
        }
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
    private static let boundMax: Int64 = 1 << 40
    /// The most bytes of one message: zlib and OpenSSL count in 32 bits.
    private static let sizeMax: Int64 = 1 << 30
}
