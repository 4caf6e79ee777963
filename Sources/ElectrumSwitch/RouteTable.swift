import HTTPMessages

/// The target of a path.
enum Route {
    /// Operations of the interface; nil for the sandbox that header or client select.
    case operation(OperationRoute, at: PathParameter?, sandbox: SandboxAddress?)
    /// Electrum's own reset of a client's data.
    case testServerReset(sandbox: SandboxAddress?)
    /// The document of the interface.
    case openAPI(OpenAPIFormat)
    /// Below the base URL of tills, or behind the name of a sandbox, but no operation: a till's
    /// mistake.
    case stray(sandbox: SandboxAddress?)
    case control(ControlRoute)

    /// Returns true if the route supports a method, OPTIONS apart.
    func answers(_ method: String) -> Bool {
        if case .operation(let route, _, _) = self { return route.operation(for: method) != nil }
        return methods.map { $0.contains(method == "HEAD" ? "GET" : method) } ?? true
    }

    /// The methods for `Allow` (RFC 9110 section 10.2.1).
    var allowedMethods: [String] {
        (methods ?? []).flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] } + ["OPTIONS"]
    }

    /// True if there is no such route.
    var isStray: Bool {
        if case .stray = self { true } else { false }
    }

    /// True if the route is for tills, also when it is wrong: pages that are tills may ask for it.
    var isForTills: Bool {
        switch self {
        case .operation, .stray: true
        case .testServerReset, .openAPI, .control: false
        }
    }

    /// The variable part of the path, where there is one.
    var place: PathParameter? {
        if case .operation(_, let place, _) = self { place } else { nil }
    }

    /// The methods of the route, HEAD and OPTIONS apart; nil if all are answered alike.
    private var methods: [String]? {
        switch self {
        case .operation(let route, _, _): route.operations.map(\.method)
        case .testServerReset: ["POST"]
        case .openAPI: ["GET"]
        case .stray: nil
        case .control(let route): route.methods
        }
    }
}

enum RouteTable {
    /// The operations in one line, for the hint of an error.
    static let summary = (OperationRoute.all + [OperationRoute.token]).flatMap { route in
        route.operations.map { "\($0.method) \(route.template)" }
    }.joined(separator: ", ")

    /// Returns the route of a percent-encoded path, nil for none. The operations are available
    /// below `/suv/v1` and, as the documentation writes them, at the root; below `/sandboxes/NAME`
    /// they belong to that sandbox. A trailing slash is ignored.
    static func route(for path: String) -> Route? {
        plain[path] ?? takenApart(path)
    }

    /// The routes whose paths have no variable parts.
    private static let plain: [String: Route] = (OperationRoute.all + [OperationRoute.token])
        .reduce(
            into: [:]
        ) { routes, route in
            guard !route.template.contains("{") else { return }
            for base in ["/suv/v1", ""] {
                routes[base + route.template] = .operation(route, at: nil, sandbox: nil)
            }
        }

    private static func takenApart(_ path: String) -> Route? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.first == "" else { return nil }
        parts.removeFirst()
        if parts.last == "" { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            guard let segment = PercentEncoding.decode(part) else { return nil }
            segments.append(segment)
        }
        if segments.first == "_mock" {
            return ControlRoute(Array(segments.dropFirst())).map(Route.control)
        }
        var sandbox: SandboxAddress?
        if segments.count > 1, segments[0] == "sandboxes" {
            let count = addressCount(parts)
            sandbox = SandboxAddress(parts[1...count].joined(separator: "/"))
            segments.removeFirst(1 + count)
        }
        let isBelowBase = segments.starts(with: ["suv", "v1"]) && segments.count > 2
        if segments.starts(with: ["suv", "v1"]) { segments.removeFirst(2) }
        if segments == ["testServerAdmin", "reset"] { return .testServerReset(sandbox: sandbox) }
        if let match = OperationRoute.matching(segments) {
            return .operation(match.route, at: match.place, sandbox: sandbox)
        }
        if segments.count == 1, let format = OpenAPIFormat(rawValue: segments[0]) {
            return .openAPI(format)
        }
        return isBelowBase || sandbox != nil ? .stray(sandbox: sandbox) : nil
    }

    /// Returns the number of segments after `/sandboxes` that belong to the address: with a set-up
    /// all up to the base, since a scenario's name may have slashes.
    private static func addressCount(_ parts: [Substring]) -> Int {
        guard parts[1].contains(";") else { return 1 }
        let base = parts.indices.dropFirst(2).dropLast().first {
            parts[$0] == "suv" && parts[$0 + 1] == "v1"
        }
        return base.map { $0 - 1 } ?? 1
    }
}
