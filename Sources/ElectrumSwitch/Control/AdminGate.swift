import HTTPMessages

/// Keeps the control API to those who know its token (RFC 6750).
struct AdminGate {
    let token: String?

    /// The 401 that a request gets; nil when it may pass. Health tells nothing, so a process
    /// manager may always ask for it.
    func refusal(of request: HTTPRequest, to route: ControlRoute) -> HTTPResponse? {
        guard let token, route != .health else { return nil }
        guard !Self.isEqual(Self.token(in: request), token) else { return nil }
        var response = ControlError(
            401, "The control API needs its token.",
            hint: "Send it as Authorization: Bearer TOKEN, as given to --admin-token."
        ).response
        response.fields.append("WWW-Authenticate", "Bearer")
        return response
    }

    /// What stands behind the scheme, whose case does not matter (RFC 9110 section 11.1).
    private static func token(in request: HTTPRequest) -> String {
        let words = (request.fields["Authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return "" }
        return String(words[1].drop { $0 == " " })
    }

    /// Takes the same time wherever the texts differ.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        var difference = left.count ^ right.count
        for index in right.indices {
            difference |= Int(right[index] ^ (index < left.count ? left[index] : 0))
        }
        return difference == 0
    }
}
