import HTTPMessages

/// Keeps web pages from reading and controlling the mock: a browser's request for a page is marked
/// as such, or lacks headers that a page can only send with permission (Fetch standard,
/// "CORS-safelisted request-header").
struct BrowserGate {
    let hosts: HostRule

    /// Returns the reason to refuse the name that a request was sent to; nil to accept it.
    func refusalOfHost(in request: HTTPRequest) -> ControlError? {
        guard let host = request.authority, !hosts.allows(host) else { return nil }
        return ControlError(
            421, "The control API does not answer to the name \(host).",
            hint: "Ask for localhost or the address it listens on, or let it answer to the "
                + "name: --allow-host NAME.")
    }

    /// Returns the reason to refuse a request; nil to accept it.
    ///
    /// - Parameter body: the body that it may have; nil for JSON.
    func refusal(of request: HTTPRequest, with body: ControlCall.Body? = nil) -> ControlError? {
        if let refusal = refusalOfHost(in: request) { return refusal }
        let host = request.authority
        let isForeign = request.fields.values("Origin").contains {
            Self.isForeign($0, to: host ?? "")
        }
        if isForeign || Self.isFromPage(request) {
            return ControlError(
                403, "The control API does not answer pages of other origins.",
                hint: "Ask from a program; tills in browsers have --cors-origin.")
        }
        let writes = ["PUT", "POST", "DELETE"].contains(request.method)
        let contentTypes = body?.contentTypes ?? ["application/json"]
        // A form can send a POST without a body, too.
        let acts = request.method == "POST" && body?.mayBeEmpty == true
        let isTyped = contentTypes.contains(request.contentType)
        if writes, !isTyped, acts || !request.body.isEmpty {
            let usual = Self.usualTypes.filter { contentTypes.contains($0.1) }
            return ControlError(
                415, "The body is not declared as \(usual.map(\.0).joined(separator: " or ")).",
                hint: "Send Content-Type: \(usual.map(\.1).joined(separator: " or ")).")
        }
        return nil
    }

    /// The content types that messages name, each with the name of its format.
    private static let usualTypes = [
        ("JSON", "application/json"), ("NDJSON", "application/x-ndjson"),
        ("YAML", "application/yaml"),
    ]

    /// Returns true if a browser marks the request as sent by a page of another site, or of another
    /// origin of this site.
    static func isFromPage(_ request: HTTPRequest) -> Bool {
        request.fields.values("Sec-Fetch-Site").contains { site in
            !["same-origin", "none"].contains(site.lowercased())
        }
    }

    private static func isForeign(_ origin: String, to host: String) -> Bool {
        let origin = origin.lowercased()
        for (scheme, port) in [("http://", ":80"), ("https://", ":443")]
        where origin.hasPrefix(scheme) {
            let place = origin.dropFirst(scheme.count)
            return without(port, place) != without(port, host.lowercased()[...])
        }
        return true
    }

    private static func without(_ port: String, _ text: Substring) -> Substring {
        text.hasSuffix(port) ? text.dropLast(port.count) : text
    }
}

extension HTTPRequest {
    /// Returns true if it makes the sandbox that it names, where there is none: only what no page
    /// in a browser can have sent without asking first, as by an image, a link or a form. A browser
    /// may add credentials that it knows, but then it says that it is one. - Parameter isOpened:
    /// whether a page that sent it may be a till.
    func makesSandbox(isOpened: Bool) -> Bool {
        if method == "GET" || method == "HEAD" {
            return fields["Authorization"] != nil && (isOpened || !isFromBrowser)
        }
        if isJSON { return true }
        // A till's first message may be a form that asks for a token.
        return isForm && (isOpened || !isFromBrowser)
    }

    /// True if a program has sent it that takes itself for a till, however wrongly.
    var isFromTill: Bool {
        !isFromBrowser && (isMessage || fields["X-Sandbox"] != nil)
    }

    /// True if it looks like a till's message.
    var isMessage: Bool {
        isJSON || fields["Authorization"] != nil
    }

    private var isForm: Bool {
        fields["Content-Type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
    }

    private var isFromBrowser: Bool {
        fields["Sec-Fetch-Site"] != nil || fields["Origin"] != nil
    }
}
