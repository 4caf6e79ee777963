package import HTTPMessages
import Journal
import Scenarios
import Vocabulary

/// Connections and requests that do not become messages.
extension Switch {
    /// Returns the fault that the default sandbox's scenario injects into a new connection of a
    /// till.
    package func fault(onConnectionFrom origin: RequestOrigin, at now: Instant) -> ConnectionFault?
    {
        guard !isForControlAlone(origin) else { return nil }
        let sandbox = sandboxes.sandbox(Sandboxes.defaultName, at: now)
        let source = MessageSource(nil, from: origin)
        return sandbox.withState(at: now) { state, time in
            state.inbox.connect(from: source, in: &state.core, at: time)
        }
    }

    /// Logs a failed connection; a till's failed handshake is recorded in the default sandbox,
    /// since no request names another.
    package func failed(
        _ reason: String, isHandshake: Bool, from origin: RequestOrigin, at now: Instant
    ) {
        configuration.log?(LogLine(reason, at: now, as: configuration.logFormat).text)
        guard isHandshake, !isForControlAlone(origin) else { return }
        record(nil, because: reason, nil, from: origin, at: now)
    }

    /// Answers what the server cannot decode as an operation answers, if it is for one, and tells
    /// of it.
    package func refused(
        _ refusal: Refusal, with response: HTTPResponse, _ request: HTTPRequest,
        from origin: RequestOrigin, at now: Instant
    ) -> HTTPResponse {
        guard let route = RouteTable.route(for: request.path), route.isForTills,
            !isForControlAlone(origin)
        else {
            refused(refusal, request, from: origin, at: now)
            return response
        }
        count(refusal, at: now)
        var answer = ErrorDetail.format([refusal.reason], status: refusal.status)
            .naming(MessageIDs(of: request, at: route.place)).response
        record(answer, because: refusal.reason, request, from: origin, at: now)
        let more = response.fields.lines + (crossOrigin?.fields(for: request).lines ?? [])
        for field in more where answer.fields[field.name] == nil {
            answer.fields.append(field.name, field.value)
        }
        return answer
    }

    /// Tells, in the journal of the default sandbox, of a till's message whose address leads to no
    /// sandbox. A stray request of a page leaves nothing.
    func note(
        _ request: HTTPRequest, from origin: RequestOrigin, _ answer: HTTPResponse,
        because error: ErrorDetail, in path: SandboxAddress?, at now: Instant
    ) {
        guard isOfTill(request), !isForControlAlone(origin) else { return }
        let name = address(of: request, in: path, now: now)?.name ?? ""
        let reason = "sandbox \(name.prefix(Self.nameMax)): \(error.explanation)"
        record(answer, because: reason, request, from: origin, at: now)
    }

    /// The most bytes of a sandbox's name.
    private static let nameMax = 64

    /// Logs input that was refused before it was a request; a till's is recorded in the journal.
    package func refused(
        _ refusal: Refusal, _ request: HTTPRequest?, from origin: RequestOrigin, at now: Instant
    ) {
        count(refusal, at: now)
        let isForTills = request.map { RouteTable.route(for: $0.path)?.isForTills ?? false }
        let isOtherProtocol = [.plainHTTP, .tlsHandshake].contains(refusal)
        guard isForTills ?? isOtherProtocol, !isForControlAlone(origin) else { return }
        record(refusal.response, because: refusal.reason, request, from: origin, at: now)
    }

    func count(_ refusal: Refusal, at now: Instant) {
        metrics.count(refusal)
        configuration.log?(LogLine(refusal, at: now, as: configuration.logFormat).text)
    }

    /// Writes down what never became a message, where its address leads or in the default sandbox.
    private func record(
        _ answer: HTTPResponse?, because reason: String, _ request: HTTPRequest?,
        from origin: RequestOrigin,
        at now: Instant
    ) {
        var (operation, place) = (Operation.unknown, PathParameter?.none)
        var sandbox: Sandbox?
        switch request.flatMap({ RouteTable.route(for: $0.path) }) {
        case .operation(let route, let parameter, let address):
            operation = route.operation(for: request?.method ?? "") ?? .unknown
            place = parameter
            sandbox = request.flatMap { self.sandbox(refusing: $0, at: address, now: now) }
        case .stray(let address):
            sandbox = request.flatMap { self.sandbox(refusing: $0, at: address, now: now) }
        case .testServerReset, .openAPI, .control, nil:
            sandbox = sandboxes.sandbox(Sandboxes.defaultName, at: now)
        }
        let source = MessageSource(request, from: origin)
        sandbox?.withState(at: now) { [operation, place] state, time in
            state.inbox.note(
                answer, because: reason, operation, request, on: place?.value, from: source,
                in: &state.core, at: time)
        }
    }

    /// The sandbox that keeps the record of a refused request; nil if a web page may have sent it
    /// to a sandbox that it must not reach.
    private func sandbox(
        refusing request: HTTPRequest, at address: SandboxAddress?, now: Instant
    ) -> Sandbox? {
        do {
            return try sandbox(for: request, at: address, isRefused: true, now: now)
        } catch {
            return isOfTill(request) ? sandboxes.sandbox(Sandboxes.defaultName, at: now) : nil
        }
    }
}
