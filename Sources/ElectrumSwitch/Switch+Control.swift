import HTTPMessages
import Synchronization

/// The requests of tests, which no page in a browser may send.
extension Switch {
    /// Returns the responder to a request to the control API.
    func control(
        _ request: HTTPRequest, at route: ControlRoute, as exchange: ExchangeID
    ) -> any Responder {
        guard let call = route.call(for: request.method) else {
            return answering(request, .unknownPath(request))
        }
        if let refusal = refusal(of: request, with: call.row.body) {
            return answering(request, refusal)
        }
        if let refusal = gate.refusal(of: request, to: call) { return FixedResponder(refusal) }
        let control = ControlAPI(
            sandboxes: sandboxes, library: library, metrics: metrics,
            journal: configuration.journal, reporter: configuration.reporter,
            reportFormats: configuration.reportFormats, stopMock: configuration.stop,
            hasToken: configuration.adminToken != nil,
            hasOwnAddress: configuration.adminListener != nil,
            isLoopback: configuration.listening.allSatisfy(HostRule.isLoopback),
            url: url.withLock { $0 }, views: configuration.views, verdicts: verdicts, hub: hub)
        // Health waits for no other request.
        if call == .health { return FixedResponder(control.health) }
        return ControlExchange(as: exchange, waker: waker, workers: workers) { now in
            control.answer(to: request, call, at: route, now: now)
        }
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
