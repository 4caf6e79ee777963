import JSONTree
import Journal
import Vocabulary

/// Facts that follow from one message alone.
extension MessageRecord {
    var answer: ReceivedAnswer {
        ReceivedAnswer(to: self)
    }

    /// The sender's id in the body.
    var clientID: String? {
        request["client"]?["id"]?.text
    }

    static func errorType(in response: JSON) -> String? {
        response["errorType"]?.text.flatMap { text in
            let isWord = text.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
            }
            return isWord && (1...40).contains(text.utf8.count) ? text : nil
        }
    }

    /// A short description of the answer without confidential values.
    var answerText: String {
        switch answer {
        case .pending: "no answer yet"
        case .none where operation == .connect: fault?.text ?? ended.rawValue
        case .none: "no answer (\(ended.rawValue))"
        case .spoilt(let status, _): "\(status) spoilt"
        case .whole(let status) where operation.isDelivery && status >= 300:
            "\(status) refused"
        case .whole(let status):
            [String(status), errorType ?? (bringsVoucher ? "voucher" : nil)]
                .compactMap { $0 }.joined(separator: " ")
        }
    }

    /// True if the answer carries the requested result; a provision is successful only with the
    /// voucher (contract.md, section 1.3).
    var carriesWhatWasAsked: Bool {
        bringsVoucher || operation.kind != .provision
    }

    private var bringsVoucher: Bool {
        operation.kind == .provision && response["voucher"]?.members != nil
    }

    static func formatErrors(refused: String?, in response: JSON) -> [String] {
        if let refused { return [refused] }
        let errors = response["detailMessage"]?["formatErrors"] ?? response["formatErrors"]
        return errors?.items?.map { $0["msg"]?.text ?? $0.text ?? "" } ?? []
    }

    /// True if the switch refused the message for its form. A scenario may give the same answer to
    /// a message that is well formed.
    var isMalformed: Bool {
        refused != nil || !formatErrors.isEmpty || (rule == nil && errorType == "FORMAT_ERROR")
    }

    /// True for a retry that was refused only because path and body name different provisions.
    var isMisdirected: Bool {
        operation == .retry && transaction != messageId && formatErrors.count == 1
    }

    /// True if the message was refused for its sender, by the switch or by a scenario in its place:
    /// it did not say who that is, or showed a token or a password that was not good.
    var isUnauthenticated: Bool {
        guard operation.isMessage, operation != .token else { return false }
        return errorType == "AUTHENTICATION_ERROR" || answer.status == 401
    }

    /// True if a refusal for the sender leaves nothing to be judged once the message came again.
    var isSuperseded: Bool {
        isUnauthenticated && (answer.status == 401 || rule != nil)
    }

    /// True if the switch refused the message for its form or its sender, before processing.
    var isRefused: Bool {
        isMalformed || isUnauthenticated
    }

    /// The identities under which a message refused for its sender may be repeated. No id has been
    /// taken, so that a request may come under a new one, and a provision as a retry.
    var identities: [Identity] {
        let operation = operation == .retry ? .provision : operation
        let isRequest = self.operation.role == .request || self.operation.role == .retry
        let named = Identity(operation: operation, subject: isRequest ? messageId : transaction)
        guard isRequest else { return [named] }
        let content = content(without: ["id"]).canonical.description
        return [named, Identity(operation: operation, subject: content)]
    }

    struct Identity: Hashable {
        let operation: Operation
        let subject: String?
    }

    /// Returns true if both bodies are equal, apart from `time` and the members to ignore.
    func hasSameContent(as other: MessageRecord, but ignored: [String] = []) -> Bool {
        content(without: ignored).isEquivalent(to: other.content(without: ignored))
    }

    /// Returns the differences between two bodies, as in "amounts differs"; never the values.
    func difference(from other: MessageRecord) -> String {
        let (own, others) = (request.members, other.request.members)
        guard let own, let others else { return "one is not an object" }
        let names = (others.members + own.members).map(\.name).filter { name in
            let (left, right) = (own[name] ?? .null, others[name] ?? .null)
            return name != "time" && !left.isEquivalent(to: right)
        }
        let distinct = names.enumerated().filter { names.firstIndex(of: $1) == $0 }.map(\.element)
        let shown = distinct.prefix(5).map(\.shown).joined(separator: ", ")
        return shown + (distinct.count > 5 ? " and \(distinct.count - 5) more" : "")
            + (distinct.count == 1 ? " differs" : " differ")
    }

    /// Returns the first member that differs from another body's, both without secrets; nil if
    /// nothing can be compared.
    func comparison(with original: MessageRecord) -> Comparison? {
        guard let own = request.members, let others = original.request.members else { return nil }
        let names = (others.members + own.members).map(\.name)
        let name = names.first { name in
            name != "time" && !(own[name] ?? .null).isEquivalent(to: others[name] ?? .null)
        }
        return name.map { name in
            Comparison(
                expected: MaskedBody.line(others[name], under: name),
                got: MaskedBody.line(own[name], under: name))
        }
    }

    private func content(without ignored: [String]) -> JSON {
        guard var members = request.members else { return request }
        for name in ["time"] + ignored { members[name] = nil }
        return .object(members)
    }
}
