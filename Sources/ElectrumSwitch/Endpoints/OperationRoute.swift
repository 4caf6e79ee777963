import Vocabulary

/// A path of the interface with its operations, by method.
struct OperationRoute: Sendable {
    /// The path as the documentation writes it: `/vouchers/{provisionId}/retry`.
    let template: String
    let operations: [(method: String, operation: Operation)]
    /// The segments of the template; nil for a parameter.
    private let segments: [String?]
    /// The name of the template's parameter; empty when it has none.
    let parameterName: String
    /// The first segment of the path: `vouchers`.
    let collection: String

    /// The route of all operations that are called at a path.
    private init(_ template: String) {
        self.template = template
        operations = Operation.allCases.compactMap { operation in
            operation.row.call.flatMap { $0.path == template ? ($0.method, operation) : nil }
        }
        let parts = template.split(separator: "/")
        segments = parts.map { $0.hasPrefix("{") ? nil : String($0) }
        collection = parts.first.map { String($0) } ?? ""
        parameterName =
            parts.first { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) } ?? ""
    }

    /// Every path of the interface, by collection; within one, a literal path comes before a path
    /// with a parameter.
    static let all: [OperationRoute] = {
        let routes = unique(Operation.ofInterface.compactMap(\.row.call?.path)).map {
            OperationRoute($0)
        }
        return unique(routes.map(\.collection)).flatMap { collection in
            let own = routes.filter { $0.collection == collection }
            return own.filter(\.parameterName.isEmpty) + own.filter { !$0.parameterName.isEmpty }
        }
    }()

    /// The route for access tokens; not an operation of the interface.
    static let token = OperationRoute(Operation.token.row.call?.path ?? "")

    /// Returns the first route that matches a path, with the value of its parameter.
    static func matching(_ path: [String]) -> (route: OperationRoute, place: PathParameter?)? {
        for route in all + [token] where route.fits(path) {
            let index = route.segments.firstIndex(of: nil)
            return (route, index.map { PathParameter(name: route.parameterName, value: path[$0]) })
        }
        return nil
    }

    private func fits(_ path: [String]) -> Bool {
        path.count == segments.count
            && zip(path, segments).allSatisfy { part, segment in segment ?? part == part }
    }

    /// Returns the operation for a method; HEAD counts as GET (RFC 9110 section 9.3.2).
    func operation(for method: String) -> Operation? {
        let method = method == "HEAD" ? "GET" : method
        return operations.first { $0.method == method }?.operation
    }

    private static func unique(_ texts: [String]) -> [String] {
        texts.enumerated().filter { texts.firstIndex(of: $1) == $0 }.map(\.element)
    }
}
