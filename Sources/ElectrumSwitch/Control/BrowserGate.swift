import HTTPMessages

/// Keeps pages in browsers from looking into the mock and steering it: what a browser sends on
/// behalf of a page says so, or lacks what only a page with permission may send (Fetch standard,
/// "CORS-safelisted request-header").
struct BrowserGate {
    let hosts: HostRule

    /// Why a request is not answered; nil when it may pass.
    func refusal(of request: HTTPRequest) -> ControlError? {
        let host = request.fields["Host"]
        if let host, !hosts.allows(host) {
            return ControlError(
                421, "The control API is not asked for as \(host).",
                hint: "Ask for localhost or the address it listens on, or let it answer to the "
                    + "name: --allow-host NAME.")
        }
        if Self.isFromPage(request) || isForeign(request.fields["Origin"], to: host ?? "") {
            return ControlError(
                403, "The control API does not answer pages of other origins.",
                hint: "Ask from a program; tills in browsers have --cors-origin.")
        }
        let writes = ["PUT", "POST", "DELETE"].contains(request.method)
        if writes, !request.body.isEmpty, !request.isJSON {
            return ControlError(
                415, "The body is not declared as JSON.",
                hint: "Send Content-Type: application/json.")
        }
        return nil
    }

    /// Whether a browser says that another site's page has sent the request, or one of another
    /// origin of this site.
    static func isFromPage(_ request: HTTPRequest) -> Bool {
        guard let site = request.fields["Sec-Fetch-Site"] else { return false }
        return !["same-origin", "none"].contains(site.lowercased())
    }

    private func isForeign(_ origin: String?, to host: String) -> Bool {
        guard let origin = origin?.lowercased() else { return false }
        for (scheme, port) in [("http://", ":80"), ("https://", ":443")]
        where origin.hasPrefix(scheme) {
            let place = origin.dropFirst(scheme.count)
            return Self.without(port, place) != Self.without(port, host.lowercased()[...])
        }
        return true
    }

    private static func without(_ port: String, _ text: Substring) -> Substring {
        text.hasSuffix(port) ? text.dropLast(port.count) : text
    }
}

extension HTTPRequest {
    /// Whether the body is declared as `application/json`, whatever its parameters say: JSON is
    /// UTF-8 (RFC 8259 section 8.1).
    var isJSON: Bool {
        guard let contentType = fields["Content-Type"] else { return false }
        guard contentType != "application/json" else { return true }
        let essence = contentType.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        return essence.lowercased() == "application/json"
    }

    /// Whether any page in a browser can have it sent without asking first: nothing begins, ends or
    /// moves by it. A browser may add credentials that it knows, and says so.
    var isSimple: Bool {
        guard !isJSON, fields["X-Sandbox"] == nil else { return false }
        // A till's first message may be a form that asks for a token; a browser says of a form that
        // it comes from a page.
        let isForm = fields["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true
        if isForm, fields["Origin"] == nil { return BrowserGate.isFromPage(self) }
        return fields["Authorization"] == nil || BrowserGate.isFromPage(self)
    }
}
