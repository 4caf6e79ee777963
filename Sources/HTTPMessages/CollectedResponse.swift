/// Puts a response together from deliveries, where no connection carries them.
package struct CollectedResponse {
    /// The response as far as it has come; nil without one.
    package private(set) var response: HTTPResponse?

    /// Nothing yet.
    package init() {}

    /// Adds a delivery.
    ///
    /// - Returns: whether more follows, for which the handler is to be asked again.
    package mutating func append(_ delivery: Delivery) -> Bool {
        guard case .steps(let steps) = delivery else {
            if case .whole(let whole) = delivery { response = whole }
            return false
        }
        for step in steps {
            switch step {
            case .response(let whole): response = whole
            case .head(let status, let fields, _, _):
                response = HTTPResponse(status: status, fields: fields)
            case .bytes(let bytes): response?.body += bytes
            case .askAgain: return true
            case .pause, .trickle, .close, .cut, .reset: break
            }
        }
        return false
    }
}
