import Vocabulary

extension VerdictRule {
    static let d13 = VerdictRule(
        id: "D13",
        title: "Every message is well formed",
        todo: """
            Correct the message: its form or its address was refused, as the \
            finding says.
            """,
        source: """
            SUV interface, the schemas of the messages; and the checks that Electrum's own test \
            server makes of them.
            """,
        reading: """
            Judged on every message. Fails if the switch refused it for its form, or if its address \
            led to no sandbox. Warns if it \
            lacks what the published schema requires and the switch does not (the tenders of a \
            TenderAdvice), or if the interface has no such operation. An id that is no UUID is \
            left to D10, and a retry whose path and body do not agree to D2. Fails also if a \
            message comes over a connection that showed an expired certificate, which a till must \
            refuse (RFC 5280, section 6.1.3); that it did is enough for a verdict.
            """
    ) { history, _ in
        let certificates = history.certificates.rulings(on: history.messages, history.grouping)
        return certificates
            + history.messages.map { message in
                let transaction = history.grouping.id(of: message)
                if message.refused != nil {
                    return .broken(Finding(transaction, refusal(of: message), [message]))
                }
                if message.operation == .unknown {
                    return .doubtful(
                        Finding(transaction, "the interface has no such operation", [message]))
                }
                guard message.isMalformed, !isAboutID(message), !message.isMisdirected else {
                    guard let departure = message.tolerated.first else { return .kept }
                    let fault = "the \(message.operation.noun) was taken, but \(departure.shown)"
                    return .doubtful(Finding(transaction, fault, [message]))
                }
                return .broken(Finding(transaction, complaint(about: message), [message]))
            }
    }

    private static func refusal(of message: MessageRecord) -> String {
        let status = message.status.map { "with \($0)" } ?? "as a connection"
        let reason = message.refused?.shown ?? ""
        return "what the till sent was refused \(status) before it could be read: \(reason)"
    }

    private static func isAboutID(_ message: MessageRecord) -> Bool {
        guard message.operation.hasOwnID, let id = message.messageId else { return false }
        return !id.isUUID && !message.formatErrors.isEmpty
            && message.formatErrors.allSatisfy { $0.contains("UUID must conform") }
    }

    private static func complaint(about message: MessageRecord) -> String {
        let shown = message.formatErrors.prefix(3).map(withoutNumbers)
        let more = message.formatErrors.count - shown.count
        let list = shown.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
        return "the \(message.operation.noun) is not well formed"
            + (list.isEmpty ? "" : ": \(list)")
    }

    /// Returns a violation without long numbers, which can only come from the message: its own
    /// numbers are bounds.
    private static func withoutNumbers(_ text: String) -> String {
        var result = ""
        var digits = ""
        for character in text + "\n" {
            if character.isNumber {
                digits.append(character)
                continue
            }
            result += digits.count > 4 ? "…" : digits
            digits = ""
            result.append(character)
        }
        return String(result.dropLast())
    }
}
