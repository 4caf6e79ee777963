package import ElectrumSwitch
package import FuzzInputs
package import HTTPMessages

extension SocketlessClient: TillTransport {
    /// Asks a switch in the same process; throws when there is no answer, or one that is not a
    /// whole response.
    package func exchange(_ request: TillRequest) throws -> WireResponse {
        guard let response = ask(request.method, request.target, request.body ?? "") else {
            throw NeverHappened(description: "\(request.target) is answered")
        }
        let lines = response.fields.lines.map { "\($0.name): \($0.value)" }
        return WireResponse(status: response.status, lines: lines, body: response.body)
    }
}

extension Till where Client == SocketlessClient {
    /// A till that asks a switch without a server between them.
    package init(_ handler: Switch, in sandbox: String = "default", at now: Instant) {
        var client = SocketlessClient(handler: handler)
        client.now = now
        self.init(client: client)
        basePath = "/sandboxes/\(sandbox)"
    }
}

extension Till {
    /// Provisions a voucher, retries as often as it takes, and confirms or reverses, in two
    /// messages.
    package func play(_ number: Int) {
        let id = uuid(number)
        var status = try? provision(id).status
        for _ in 1...3 where status != 201 && status != 404 { status = try? retry(id).status }
        guard status != 404 else { return }
        let advice = "c" + id.dropFirst()
        for _ in 1...2 {
            _ = try? status == 201 ? confirm(id, id: advice) : reverse(id, id: advice)
        }
    }
}
