import Scenarios

/// A path of the interface and the operations that answer there, by method.
struct OperationRoute: Sendable {
    /// As the documentation writes it: `/vouchers/{provisionId}/retry`.
    let template: String
    let operations: [(method: String, operation: Scenarios.Operation)]
    /// The segments of the template; nil for a parameter.
    private let segments: [String?]
    /// The name of the template's parameter; empty when it has none.
    let parameterName: String

    private init(
        _ template: String, _ operations: (method: String, operation: Scenarios.Operation)...
    ) {
        self.template = template
        self.operations = operations
        let parts = template.split(separator: "/")
        segments = parts.map { $0.hasPrefix("{") ? nil : String($0) }
        parameterName =
            parts.first { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) } ?? ""
    }

    /// Every operation of the interface, a line for each path (contract.md section 1.3).
    static let all = [
        OperationRoute("/vouchers", ("POST", .provision), ("GET", .lookup)),
        OperationRoute("/vouchers/confirmations", ("POST", .confirm)),
        OperationRoute("/vouchers/reversals", ("POST", .reverse)),
        OperationRoute("/vouchers/{provisionId}/retry", ("POST", .retry)),
        OperationRoute("/redemptions", ("POST", .redeem)),
        OperationRoute("/redemptions/confirmations", ("POST", .confirmRedeem)),
        OperationRoute("/redemptions/reversals", ("POST", .reverseRedeem)),
        OperationRoute("/redemptions/{requestId}", ("GET", .lookupRedemption)),
        OperationRoute("/refunds", ("POST", .refund)),
        OperationRoute("/refunds/confirmations", ("POST", .confirmRefund)),
        OperationRoute("/refunds/reversals", ("POST", .reverseRefund)),
        OperationRoute("/products", ("GET", .products)),
    ]

    /// Where tills get their access tokens; no operation of the interface.
    static let token = OperationRoute("/oauth/token", ("POST", .token))

    /// The first route that a path fits, with what it says in the place of the parameter.
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

    /// The operation that a method asks for; HEAD asks for GET's (RFC 9110 section 9.3.2).
    func operation(for method: String) -> Scenarios.Operation? {
        let method = method == "HEAD" ? "GET" : method
        return operations.first { $0.method == method }?.operation
    }
}
