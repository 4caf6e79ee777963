import HTTPMessages

/// Restricts the control API to requests with its token (RFC 6750).
struct AdminGate {
    let token: String?

    /// Returns the 401 for a request; nil to accept it. Health and readiness are always accepted,
    /// since they reveal nothing and process managers ask for them.
    func refusal(of request: HTTPRequest, to call: ControlCall) -> HTTPResponse? {
        guard let token, !call.isOpen else { return nil }
        guard !Self.isEqual(Self.token(in: request), token) else { return nil }
        var response = ControlError(
            401, "The control API needs its token.",
            hint: "Send it as Authorization: Bearer TOKEN, as given to --admin-token."
        ).response(to: request)
        response.fields.append("WWW-Authenticate", "Bearer")
        return response
    }

    /// Returns the credentials after the scheme, whose case does not matter (RFC 9110 section
    /// 11.1).
    private static func token(in request: HTTPRequest) -> String {
        let words = (request.fields["Authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return "" }
        return String(words[1].drop { $0 == " " })
    }

    /// Returns true if the texts are equal, in a time that does not depend on where they differ.
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
