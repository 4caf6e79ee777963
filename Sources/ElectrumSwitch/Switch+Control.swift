package import HTTPMessages
import Synchronization

/// The requests of tests, which no page in a browser may send.
extension Switch {
    /// The target that takes a journal file, whole.
    package static let longBody = HTTPLimits.LongBody(
        for: "/_mock" + ControlCall.judge.row.path, bytesMax: journalFileBytesMax)

    private static let journalFileBytesMax = 16 * 1024 * 1024

    /// True while somebody watches the events of the sandboxes.
    package var isWatched: Bool { hub.isWatched }

    /// Returns the responder to a request to the control API.
    func control(
        _ request: HTTPRequest, from origin: RequestOrigin, at route: ControlRoute,
        as exchange: ExchangeID, now: Instant
    ) -> any Responder {
        guard let call = route.call(for: request.method) else {
            return answering(request, .unknownPath(request))
        }
        if let refusal = refusal(of: request, with: call.row.body) {
            return answering(request, refusal)
        }
        if let refusal = gate.refusal(of: request, to: call) { return FixedResponder(refusal) }
        if call == .relay {
            return relay(request, from: origin, along: route, as: exchange, now: now)
        }
        let control = ControlAPI(
            sandboxes: sandboxes, library: library, metrics: metrics,
            journal: configuration.journal, reporter: configuration.reporter,
            reportFormats: configuration.reportFormats, stopMock: configuration.stop,
            isDraining: isDraining, hasToken: configuration.adminToken != nil,
            hasOwnAddress: configuration.adminListener != nil,
            isLoopback: configuration.listening.allSatisfy(HostRule.isLoopback),
            url: url.withLock { $0 }, views: configuration.views, hub: hub)
        // They wait for no other request.
        if call == .health { return FixedResponder(control.health) }
        if call == .ready { return FixedResponder(control.readiness) }
        return ControlExchange(as: exchange, waker: waker, workers: workers) { now in
            control.answer(to: request, call, at: route, now: now)
        }
    }

    /// Returns the answer to a request for the console's page; nil for any other request. A link on
    /// another site may lead to it, but no name may that the control API does not answer to.
    func page(for request: HTTPRequest) -> HTTPResponse? {
        guard configuration.servesConsole, ConsolePage.isPlace(request.path),
            let answer = ConsolePage.shared.answer(to: request)
        else { return nil }
        return browserGate.refusalOfHost(in: request)?.response ?? answer
    }

    /// Lets the switch answer a message that the console's page sends as a till. The page may not
    /// reach the addresses of tills: with one of its own the control API is another origin.
    private func relay(
        _ request: HTTPRequest, from origin: RequestOrigin, along route: ControlRoute,
        as exchange: ExchangeID, now: Instant
    ) -> any Responder {
        let target = "/sandboxes/\(route["name"])/suv/v1/\(route["path"])"
        guard RouteTable.route(for: target)?.isForTills ?? false else {
            return answering(request, ControlError.noPath(request.path).response)
        }
        var fields: HTTPFields = ["Content-Type": "application/json"]
        for (name, value) in [
            ("Authorization", request.fields["X-Till-Authorization"]),
            ("User-Agent", request.fields["User-Agent"]),
        ] {
            if let value { fields.append(name, value) }
        }
        var tills = origin
        tills.listener = 0
        let message = HTTPRequest(
            method: request.method, target: target, fields: fields, body: request.body)
        return responder(for: message, from: tills, as: exchange, at: now)
    }

    /// Answers Electrum's own reset.
    func reset(_ request: HTTPRequest, in address: SandboxAddress?, at now: Instant)
        -> HTTPResponse
    {
        if let refusal = refusal(of: request) { return refusal }
        do {
            let sandbox = try sandbox(for: request, at: address, isRefused: false, now: now)
            return TestServerReset(request: request, sandbox: sandbox).response(at: now)
        } catch {
            return error.naming(MessageIDs(of: request, at: nil)).response
        }
    }

    /// Returns the refusal of a request that may come from a page in a browser; nil to accept it.
    private func refusal(of request: HTTPRequest, with body: ControlCall.Body? = nil)
        -> HTTPResponse?
    {
        guard let refusal = browserGate.refusal(of: request, with: body) else { return nil }
        metrics.count(browserRefusal: refusal.status)
        return refusal.response(to: request)
    }
}
