/// Faults beside each other, in the one answer of a message.
extension FaultKind {
    private static let slowly = "slow: {bytes: 100, every: 1ms}"
    private static let slowText = "slow 100 bytes every 1ms"
    private static let outage = "error: 503 UPSTREAM_UNAVAILABLE"
    private static let outageText = "error 503 UPSTREAM_UNAVAILABLE"
    private static let unavailable = Symptom.errorDetail(503, "UPSTREAM_UNAVAILABLE")

    static let compositions: [FaultKind] = [
        // The answer stops, then goes on.
        FaultKind(
            "pause", "{pause: {for: 20s}}", .answer, afterMs: 0...20_000, .processed,
            "pause 20s at 50%"),
        FaultKind(
            "pause", "{pause: {at: 0, for: 20s}}", .answer, afterMs: 0...20_000, .processed,
            "pause 20s at byte 0"),
        FaultKind(
            "pause", "{pause: {at: 99999, for: 20s}}", .answer, afterMs: 0...20_000, .processed,
            "pause 20s at byte 99999"),
        FaultKind(
            "pause", "{\(outage), pause: {at: 20%, for: 1s}}", unavailable, afterMs: 0...1_000,
            .failed, "\(outageText), pause 1s at 20%"),
        FaultKind(
            "pause", "{lost: reply, by: stale, pause: {for: 20s}}", .answerAndEnd,
            afterMs: 0...20_000, .processed, "lost reply by stale, pause 20s at 50%"),
        FaultKind(
            "pause",
            "{respond: {status: 418, headers: {Content-Type: text/plain}, body: I am a teapot}, "
                + "pause: {at: 3, for: 2s}, slow: {bytes: 7, every: 1ms}}",
            .page(418, "text/plain", beginning: "I am a teapot"), afterMs: 0...2_000, .failed,
            "respond 418, slow 7 bytes every 1ms, pause 2s at byte 3"),

        // The answer trickles.
        FaultKind(
            "slow", "{\(slowly), delay: 20s}", .pieces(bytes: 100, everyMs: 1),
            afterMs: 20_000...20_000, .processed, "\(slowText), delay 20s"),
        FaultKind(
            "slow", "{\(outage), \(slowly)}", unavailable, .failed, "\(outageText), \(slowText)"),
        FaultKind(
            "slow", "{decline: 404 DO_NOT_HONOR, \(slowly)}", .errorDetail(404, "DO_NOT_HONOR"),
            .declined, "decline 404 DO_NOT_HONOR, \(slowText)"),
        FaultKind(
            "slow", "{lost: reply, by: stale, \(slowly)}", .answerAndEnd, .processed,
            "lost reply by stale, \(slowText)"),

        // An answer that cannot be read, in another way each.
        FaultKind(
            "slow-pause-truncated",
            "{garbled: truncated, at: 40%, \(slowly), pause: {for: 20s}}",
            .cutBody { $0 * 2 / 5 }, afterMs: 0...20_000, .processed,
            "garbled truncated at 40%, \(slowText), pause 20s at 50%", "truncated"),
        FaultKind(
            "garbled-truncated", "{garbled: truncated, pause: {at: 0%, for: 20s}}",
            .cutBody { $0 / 2 }, afterMs: 0...20_000, .processed,
            "garbled truncated at 50%, pause 20s at 0%", "truncated"),
        FaultKind(
            "garbled-truncated", "{\(outage), garbled: truncated}", .cutError(503), .failed,
            "\(outageText), garbled truncated at 50%", "truncated"),
        FaultKind(
            "garbled-malformed-json", "{garbled: malformed-json, pause: {for: 20s}}",
            .cutJSON { $0 / 2 }, afterMs: 0...20_000, .processed,
            "garbled malformed-json at 50%, pause 20s at 50%"),
        FaultKind(
            "garbled-malformed-json", "{lost: reply, by: stale, garbled: malformed-json}",
            .cutJSONAndEnd { $0 / 2 }, .processed,
            "lost reply by stale, garbled malformed-json at 50%"),
        FaultKind(
            "garbled-wrong-length", "{garbled: wrong-length, \(slowly), delay: 1s}",
            .missingBytes, afterMs: 1_000...1_000, .processed,
            "garbled wrong-length, \(slowText), delay 1s", "truncated"),
        FaultKind(
            "garbled-bad-chunk", "{garbled: bad-chunk, \(slowly), pause: {for: 1s}}", .badChunk,
            afterMs: 0...1_000, .processed,
            "garbled bad-chunk, \(slowText), pause 1s at 50%", "truncated"),
        FaultKind(
            "garbled-not-http", "{garbled: not-http, pause: {at: 3, for: 1s}}", .noHTTP,
            afterMs: 0...1_000, .processed, "garbled not-http, pause 1s at byte 3", "truncated"),
        FaultKind(
            "garbled-empty", "{garbled: empty, slow: {bytes: 10, every: 1ms}}", .noContent,
            .processed, "garbled empty, slow 10 bytes every 1ms"),
        FaultKind(
            "garbled-html-502-processed",
            "{garbled: html-502, processed: yes, pause: {for: 1s}}",
            .page(502, "text/html", beginning: "<html>"), afterMs: 0...1_000, .processed,
            "garbled html-502, pause 1s at 50%"),
        FaultKind(
            "garbled-wrong-content-type", "{garbled: wrong-content-type, \(slowly)}",
            .plainText, .processed, "garbled wrong-content-type, \(slowText)"),
    ]
}
