public import HTTPMessages
import Scenarios
import Vocabulary

/// Connections and requests that come to nothing.
extension Switch {
    /// Asks the default sandbox's scenario what shall go wrong with a new connection of a till.
    public func fault(onConnectionFrom origin: Origin, at now: Instant) -> ConnectionFault? {
        guard !isForControlAlone(origin) else { return nil }
        let sandbox = sandboxes.sandbox(Sandboxes.defaultName, at: now)
        let source = MessageSource(nil, from: origin)
        return sandbox.withState(at: now) { state, elapsed in
            state.connect(from: source, at: elapsed)
        }
    }

    /// Logs a connection that failed; a till's handshake is told in the journal of the default
    /// sandbox, since no request says to which other it belongs.
    public func failed(
        _ reason: String, isHandshake: Bool, from origin: Origin, at now: Instant
    ) {
        configuration.log?(LogLine.text(for: reason, at: now))
        guard isHandshake, !isForControlAlone(origin) else { return }
        record(nil, because: reason, nil, from: origin, at: now)
    }

    /// Logs input that never became a request; that of tills is told in the journal.
    public func refused(
        _ refusal: Refusal, _ request: HTTPRequest?, from origin: Origin, at now: Instant
    ) {
        count(refusal, at: now)
        let isForTills = request.map { isOfTill(Routes.route(for: $0.path)) }
        let isOtherProtocol = [.plainHTTP, .tlsHandshake].contains(refusal)
        guard isForTills ?? isOtherProtocol, !isForControlAlone(origin) else { return }
        record(refusal, because: refusal.reason, request, from: origin, at: now)
    }

    func count(_ refusal: Refusal, at now: Instant) {
        metrics.count(refusal)
        configuration.log?(LogLine.text(for: refusal, at: now))
    }

    private func isOfTill(_ route: Route?) -> Bool {
        switch route {
        case .operation, .stray: true
        case .testServerReset, .openAPI, .control, nil: false
        }
    }

    /// Writes down what never became a message.
    private func record(
        _ refusal: Refusal?, because reason: String, _ request: HTTPRequest?, from origin: Origin,
        at now: Instant
    ) {
        var (operation, place) = (Operation.unknown, PathParameter?.none)
        var sandbox: Sandbox?
        switch request.flatMap({ Routes.route(for: $0.path) }) {
        case .operation(let route, let parameter, let address):
            operation = route.operation(for: request?.method ?? "") ?? .unknown
            place = parameter
            sandbox = request.flatMap {
                try? self.sandbox(for: $0, at: address, isRefused: true, now: now)
            }
        case .stray(let address):
            sandbox = request.flatMap {
                try? self.sandbox(for: $0, at: address, isRefused: true, now: now)
            }
        default: sandbox = sandboxes.sandbox(Sandboxes.defaultName, at: now)
        }
        let source = MessageSource(request, from: origin)
        sandbox?.withState(at: now) { [operation, place] state, elapsed in
            state.note(
                refusal, because: reason, operation, request, on: place?.value, from: source,
                at: elapsed)
        }
    }
}
