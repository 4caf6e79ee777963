import Vocabulary

/// The parts that all scenarios of an exploration share.
package struct Setting: Sendable, Equatable {
    /// The messaging of the till.
    package var messaging = "dual"
    /// The till's time-out in milliseconds; delays and silences scale with it.
    package var timeoutMs: Int64 = 2_000
    /// The shortest wait of a till for an answer, in milliseconds; nil if nothing was agreed.
    package var patienceMs: Int64?
    /// True if the till's connections speak TLS.
    package var hasTLS = false
    /// True if the till fetches access tokens.
    package var hasTokens = false

    package init() {}
}

extension FaultKind {
    /// Returns true if messages of a lane can meet the fault.
    ///
    /// - Parameter index: the place of the message in its lane, from 0.
    package func applies(to lane: Schedule.Lane, at index: Int, in setting: Setting) -> Bool {
        switch self {
        case .replyCut: setting.hasTLS && lane != .deliveries
        case .expiredToken: setting.hasTokens && lane.part != .token && lane != .deliveries
        case .refusedRetry: lane == .attempts && index > 0
        // The rules name what they are about by the transaction; a switch never says this to them.
        case .unknown404, .unknown400, .overtaken, .withoutVoucher: lane.part == .attempt
        // An answer that a redemption has not arrived, when it has, would deceive every till.
        case .decline404, .decline400:
            ![.token, .delivery].contains(lane.part) && lane != .redemptionLookups
        default: lane != .deliveries || Self.ofDeliveries.contains(self)
        }
    }

    private static let ofDeliveries: Set<FaultKind> = [.normal, .error503, .replyClosed]

    /// Returns the reply of a scenario, in YAML on one line.
    func reply(on lane: Schedule.Lane, _ setting: Setting) -> String {
        let timeout = setting.timeoutMs
        switch self {
        case .normal: return "normal"
        case .error503: return "error: 503 UPSTREAM_UNAVAILABLE"
        case .error500: return "error: 500 GENERAL_ERROR"
        case .error504Processed: return "{error: 504 UPSTREAM_UNAVAILABLE, processed: yes}"
        case .decline404:
            return "decline: 404 \(lane.isAdvice ? "UNABLE_TO_LOCATE_RECORD" : "DO_NOT_HONOR")"
        case .decline400: return "decline: 400 \(lane.refusal)"
        case .unknown404: return "decline: 404 VOUCHER_STATUS_UNKNOWN"
        case .unknown400: return "decline: 400 UPSTREAM_UNAVAILABLE"
        case .refusedRetry:
            return
                "decline: {status: 404, type: FUNCTION_NOT_SUPPORTED, message: Retry not supported}"
        case .expiredToken: return Self.expiredTokenReply
        case .replyClosed: return "{lost: reply, by: close}"
        case .replyCut: return "{lost: reply, by: cut}"
        case .replyReset: return "{lost: reply, by: reset}"
        case .replySilent: return "lost: reply"
        case .stale: return "{lost: reply, by: stale}"
        case .requestClosed: return "{lost: request, by: close}"
        case .requestReset: return "{lost: request, by: reset}"
        case .requestSilent: return "lost: request"
        case .withoutVoucher: return Self.hollowReply
        case .garbled(let garbling): return "garbled: \(garbling.rawValue)"
        case .shortDelay: return "delay: \(max(1, timeout * 3 / 10))ms"
        case .late: return "delay: \(timeout * 2)ms"
        case .overtaken: return "processing: \(timeout * 3)ms"
        case .trickle: return "slow: {bytes: 256, every: \(max(1, timeout / 20))ms}"
        }
    }

    private static let hollowReply = """
        {respond: {status: 200, headers: {Content-Type: application/json}, \
        body: {outcome: success}}, processed: yes}
        """

    private static let expiredTokenReply = """
        respond: {status: 401, headers: {WWW-Authenticate: "Bearer error=\\"invalid_token\\""}, \
        body: {errorType: AUTHENTICATION_ERROR, errorMessage: Invalid access token.}}
        """
}

extension Schedule.Lane {
    /// The error type of a 400 that a switch sends to such messages.
    fileprivate var refusal: String {
        switch part {
        case .confirmation: "VOUCHER_ALREADY_REVERSED"
        case .reversal: "VOUCHER_ALREADY_CONFIRMED"
        case .attempt, .lookup, .token, .delivery: "DO_NOT_HONOR"
        }
    }
}

extension Schedule {
    /// The number of times that a lasting fault is met where a correct till never gives up: by
    /// advices, and by messages refused for their token.
    private static let adviceRepeats = 8

    /// Returns the text of a scenario file that places the faults.
    ///
    /// - Parameter duty: a sentence on what a till should do, for the first line.
    package func scenario(_ setting: Setting, title: String? = nil, duty: String? = nil) -> String {
        var lines: [String] = []
        if let duty { lines.append("# \(duty)") }
        if let title { lines.append("title: \(title.yamlQuoted)") }
        lines.append("messaging: \(setting.messaging)")
        if let patience = setting.patienceMs {
            lines.append("judge: {D18: {patience: \(patience)ms}}")
        }
        lines.append(isEmpty ? "rules: []" : "rules:")
        // A rule with counts of the whole sandbox is about these operations alone.
        for lane in lanes {
            lines.append("  - name: \(lane.rawValue)")
            lines.append("    on: [\(lane.operations.map(\.rawValue).joined(separator: ", "))]")
            if lane.isOfSandbox { lines.append("    per: sandbox") }
            lines.append("    replies:")
            lines += replies(on: lane).map { "      - \($0.reply(on: lane, setting))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func replies(on lane: Schedule.Lane) -> [FaultKind] {
        let plan = self[lane]
        guard plan.stays, let last = plan.kinds.last else { return plan.kinds + [.normal] }
        let isBounded = lane.isAdvice || lane.part == .token || last == .expiredToken
        guard isBounded else { return plan.kinds }
        return plan.kinds + Array(repeating: last, count: Self.adviceRepeats - 1) + [.normal]
    }
}

extension String {
    /// The text as a scalar of YAML.
    fileprivate var yamlQuoted: String {
        let escaped = map { character in
            switch character {
            case "\"", "\\": "\\\(character)"
            case "\n": "\\n"
            default: String(character)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
