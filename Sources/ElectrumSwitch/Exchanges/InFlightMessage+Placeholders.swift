import HTTPMessages
import Scenarios
import Vocabulary

extension InFlightMessage {
    /// Returns a scenario's own answer, filled with the values of this message.
    ///
    /// - Parameters:
    ///   - time: the time on the sandbox clock.
    ///   - voucherCode: that of the message's transaction, if it has a voucher.
    func filled(_ answer: RawAnswer, at time: UnixTime, voucherCode: String?) -> RawAnswer {
        var uuids = 0
        return answer.filled { placeholder in
            switch placeholder {
            case .body(let path):
                guard case .text(let text) = message.body.member(at: path) else { return "" }
                return text
            case .header(let name): return message.fields[name] ?? ""
            case .pathID: return message.requestID ?? message.id ?? ""
            case .now: return time.text
            case .voucherCode: return voucherCode ?? ""
            case .uuid:
                uuids += 1
                return decision.uuid(uuids)
            }
        }
    }
}
