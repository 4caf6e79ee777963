import Scenarios
import Testing
import Vocabulary

/// One kind of reply, with all that it does: on the wire, in the ledger, in the journal. The table
/// below is what the documentation of faults promises.
struct FaultKind: Sendable {
    /// The file of `scenarios/faults/` that shows it; nil for what is no fault.
    let file: String?
    /// How a scenario writes it.
    let reply: String
    /// The symptom on the wire, once it arrives.
    let wire: Symptom
    /// How long nothing comes at all, in milliseconds on the sandbox clock; 0 where an answer
    /// begins at once.
    let silentMs: Int
    /// When it has come, in milliseconds on the sandbox clock.
    let doneMs: Int
    /// The outcome to produce.
    let effect: Effect
    /// The journal's name of the fault; nil where a draw decides.
    let fault: String?
    /// The journal's name of the end.
    let ended: String

    init(
        _ file: String?, _ reply: String, _ wire: Symptom, afterMs: ClosedRange<Int> = 0...0,
        _ effect: Effect, _ fault: String?, _ ended: String = "sent"
    ) {
        self.file = file
        self.reply = reply
        self.wire = wire
        silentMs = afterMs.lowerBound
        doneMs = afterMs.upperBound
        self.effect = effect
        self.fault = fault
        self.ended = ended
    }

    /// A scenario in which the first message of an operation meets the fault, and no other. Before
    /// a retry the provision fails.
    func scenario(on operation: Operation) throws -> Scenario {
        let before = """
              - name: unavailable
                on: [provision]
                replies: [error: 503 UPSTREAM_UNAVAILABLE]

            """
        let text = """
            rules:
            \(operation == .retry ? before : "")\
              - name: the-fault
                on: [\(operation.rawValue)]
                replies: [\(reply), normal]
            """
        return try Scenario(name: "matrix", yaml: text, file: "matrix.yaml")
    }

    private static let unavailable = Symptom.errorDetail(503, "UPSTREAM_UNAVAILABLE")
    private static let unknown = Symptom.errorDetail(504, "VOUCHER_STATUS_UNKNOWN")
    private static let page = Symptom.page(502, "text/html", beginning: "<html>")
    private static let pot = Symptom.page(418, "text/plain", beginning: "I am a teapot")
    private static let success = Symptom.page(200, "application/json", beginning: "{\"outcome\":")

    static let all: [FaultKind] = [
        // The answer as it is, sooner or later.
        FaultKind(nil, "normal", .answer, .processed, nil),
        FaultKind(
            "delay", "{delay: 20s}", .answer, afterMs: 20_000...20_000, .processed, "delay 20s"),
        FaultKind(
            "delay-between", "{delay: {between: [10s, 20s]}}", .answer, afterMs: 10_000...20_000,
            .processed, nil),
        FaultKind(
            "delay-lognormal", "{delay: {median: 3s, p99: 10s}}", .answer, afterMs: 1...60_000,
            .processed, nil),
        FaultKind(
            "processing", "{processing: 20s}", .answer, afterMs: 20_000...20_000, .processed,
            "processing 20s"),
        FaultKind(
            "slow", "{slow: {bytes: 100, every: 5ms}}", .pieces(bytes: 100, everyMs: 5),
            .processed, "slow 100 bytes every 5ms"),

        // Another answer.
        FaultKind(
            "decline", "{decline: 404 DO_NOT_HONOR}", .errorDetail(404, "DO_NOT_HONOR"),
            .declined, "decline 404 DO_NOT_HONOR"),
        FaultKind(
            "error-not-processed", "{error: 503 UPSTREAM_UNAVAILABLE}", unavailable, .failed,
            "error 503 UPSTREAM_UNAVAILABLE"),
        FaultKind(
            "error-processed", "{error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}", unknown,
            .hidden, "error 504 VOUCHER_STATUS_UNKNOWN, processed"),
        FaultKind(
            "error-processed",
            "{error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes, processing: 1s, delay: 2s}",
            unknown, afterMs: 3_000...3_000, .hidden,
            "error 504 VOUCHER_STATUS_UNKNOWN, processed, delay 2s, processing 1s"),
        FaultKind(
            "respond",
            "{respond: {status: 418, headers: {Content-Type: text/plain}, body: I am a teapot}}",
            pot, .failed, "respond 418"),
        FaultKind(
            "respond-processed",
            "{respond: {status: 200, body: {outcome: success}}, processed: yes}", success,
            .processed, "respond 200, processed"),

        // No answer.
        FaultKind(
            "lost-request-silence", "{lost: request, by: silence, hold: 30s}", .close,
            afterMs: 30_000...30_000, .unseen, "lost request by silence for 30s", "held"),
        FaultKind(
            "lost-request-close", "{lost: request, by: close}", .close, .unseen,
            "lost request by close", "closed"),
        FaultKind(
            "lost-request-reset", "{lost: request, by: reset, delay: 4s}", .reset,
            afterMs: 4_000...4_000, .unseen, "lost request by reset, delay 4s", "reset"),
        FaultKind(
            "lost-reply-silence", "{lost: reply}", .close, afterMs: 90_000...90_000, .processed,
            "lost reply by silence for 90s", "held"),
        FaultKind(
            "lost-reply-close", "{lost: reply, by: close}", .close, .processed,
            "lost reply by close", "closed"),
        FaultKind(
            "lost-request-cut", "{lost: request, by: cut}", .close, .unseen,
            "lost request by cut", "closed"),
        FaultKind(
            "lost-reply-cut", "{lost: reply, by: cut}", .close, .processed,
            "lost reply by cut", "closed"),
        FaultKind(
            "lost-reply-stale", "{lost: reply, by: stale}", .answerAndEnd, .processed,
            "lost reply by stale"),
        FaultKind(
            "lost-reply-reset", "{lost: reply, by: reset}", .reset, .processed,
            "lost reply by reset", "reset"),

        // An answer that cannot be read.
        FaultKind(
            "garbled-truncated", "{garbled: truncated}", .cutBody { $0 / 2 }, .processed,
            "garbled truncated at 50%", "truncated"),
        FaultKind(
            "garbled-truncated", "{garbled: truncated, at: 40%}", .cutBody { $0 * 2 / 5 },
            .processed, "garbled truncated at 40%", "truncated"),
        FaultKind(
            "garbled-truncated", "{garbled: truncated, at: 100}", .cutBody { _ in 100 },
            .processed, "garbled truncated at byte 100", "truncated"),
        FaultKind(
            "garbled-truncated", "{garbled: truncated, at: 0}", .cutBody { _ in 0 }, .processed,
            "garbled truncated at byte 0", "truncated"),
        FaultKind(
            "garbled-malformed-json", "{garbled: malformed-json}", .cutJSON { $0 / 2 },
            .processed, "garbled malformed-json at 50%"),
        FaultKind(
            "garbled-malformed-json", "{garbled: malformed-json, at: 100}", .cutJSON { _ in 100 },
            .processed, "garbled malformed-json at byte 100"),
        FaultKind(
            "garbled-wrong-length", "{garbled: wrong-length}", .missingBytes, .processed,
            "garbled wrong-length", "truncated"),
        FaultKind(
            "garbled-bad-chunk", "{garbled: bad-chunk}", .badChunk, .processed,
            "garbled bad-chunk", "truncated"),
        FaultKind(
            "garbled-not-http", "{garbled: not-http}", .noHTTP, .processed, "garbled not-http",
            "truncated"),
        FaultKind(
            "garbled-empty", "{garbled: empty}", .noContent, .processed, "garbled empty"),
        FaultKind(
            "garbled-html-502", "{garbled: html-502}", page, .failed, "garbled html-502"),
        FaultKind(
            "garbled-html-502-processed", "{garbled: html-502, processed: yes}", page,
            .processed, "garbled html-502"),
        FaultKind(
            "garbled-wrong-content-type", "{garbled: wrong-content-type}", .plainText,
            .processed, "garbled wrong-content-type"),
    ]
}

extension FaultKind: CustomTestStringConvertible {
    var testDescription: String { reply }
}
