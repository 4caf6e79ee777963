import JSONTree

/// Errors for a till whose address names no sandbox.
extension ErrorDetail {
    /// The error for a path or header with a sandbox name that is not valid.
    static let sandboxName = format(["a sandbox name is \(Sandboxes.nameRule)"])

    /// The error for a sandbox that was evicted.
    static func evictedSandbox(_ name: String) -> ErrorDetail {
        sandbox(
            410, "UNABLE_TO_LOCATE_RECORD",
            "The sandbox \(name) was idle longest and has made room for another; what it knew is "
                + "gone. PUT /_mock/sandboxes/\(name) makes it anew, and --sandboxes-max N lets "
                + "the mock keep more.")
    }

    /// The error for a sandbox that was not made, and that its first message does not make.
    static func unknownSandbox(_ name: String) -> ErrorDetail {
        sandbox(
            404, "UNABLE_TO_LOCATE_RECORD",
            "Nobody has made the sandbox \(name). PUT /_mock/sandboxes/\(name) makes it, or an "
                + "address like /sandboxes/\(name);scenario=SCENARIO/suv/v1 (--sandboxes explicit)."
        )
    }

    /// The error for an address with an unknown scenario.
    static func unknownScenario(_ text: String) -> ErrorDetail {
        sandbox(
            404, "UNABLE_TO_LOCATE_RECORD",
            "The address makes no sandbox, \(text)\(text.hasSuffix("?") ? "" : ".") "
                + "GET /_mock/scenarios lists the scenarios there are.")
    }

    /// The error for an address that does not match the sandbox.
    static func otherSandbox(_ name: String, _ difference: String) -> ErrorDetail {
        sandbox(
            409, "FORMAT_ERROR",
            "The sandbox \(name) is there already and \(difference). Name another one, or make it "
                + "anew: PUT or DELETE /_mock/sandboxes/\(name).")
    }

    /// All that it says, in one text.
    var explanation: String {
        let lines = detailMessage?["formatErrors"]?.items ?? []
        let texts = lines.compactMap { $0["msg"]?.text }
        return detailMessage?["freeString"]?.text
            ?? (texts.isEmpty ? errorMessage : texts.joined(separator: "; "))
    }

    private static func sandbox(_ status: Int, _ type: String, _ text: String) -> ErrorDetail {
        ErrorDetail(
            status, type, status == 409 ? "Another sandbox." : "No such sandbox.",
            detail: ["freeString": .string(text)])
    }
}
