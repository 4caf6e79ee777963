import ElectrumMock
import JSONTree
import Scenarios
import WireTesting

/// A till that does its duty: it retries what is unknown up to three times, reverses what stays
/// unknown, confirms what it got, and repeats an advice until the answer is final.
final class ScriptedTill {
    /// What an answer tells.
    private enum Outcome {
        case voucher, acknowledged, declined, unknown
    }

    private let port: UInt16
    private let sandbox: ControlledSandbox
    private let messaging: Scenario.Messaging
    /// The connection that is open, and how the till writes its messages.
    private var till: Till
    private var isConnected = true
    /// What the last voucher came with, for the advice on it.
    private var identifiers: JSON?
    /// How long the till waits on the machine's clock before it looks at the sandbox's.
    private let patienceMs: Int32
    /// How often the till sends an advice before it gives up.
    private let advicesMax = 5
    /// How often it retries.
    private let retriesMax = 3

    /// A till of a sandbox; `adjust` changes how it writes its messages.
    init(
        _ mock: MockServer, in sandbox: ControlledSandbox, messaging: Scenario.Messaging = .dual,
        patienceMs: Int32 = 50, adjust: (inout Till) -> Void = { _ in }
    ) throws {
        port = mock.port
        self.sandbox = sandbox
        self.messaging = messaging
        self.patienceMs = patienceMs
        till = try Till(mock)
        till.basePath = "/sandboxes/\(sandbox.name)/suv/v1"
        adjust(&till)
    }

    /// Sells one voucher; returns what became of it in the till's books.
    func sell(_ id: String) throws -> Expectation.Ending? {
        identifiers = nil
        var outcome = try ask(.provision, id)
        if outcome == .declined { return .declined }
        for _ in 0..<retriesMax where outcome == .unknown { outcome = try ask(.retry, id) }
        guard outcome == .voucher else { return try advise(.reverse, id) ? .reversed : nil }
        if messaging == .single { return .provisioned }
        return try advise(.confirm, id) ? .confirmed : nil
    }

    /// Sends an advice until its answer is final; false when it never is.
    private func advise(_ operation: Scenarios.Operation, _ id: String) throws -> Bool {
        for _ in 0..<advicesMax {
            if try ask(operation, id) != .unknown { return true }
        }
        return false
    }

    private func ask(_ operation: Scenarios.Operation, _ id: String) throws -> Outcome {
        if !isConnected { till.client = try WireClient(port: port) }
        isConnected = true
        till.client.send(till.message(operation, on: id, identifiers: identifiers))
        if let response = try answer() { return outcome(of: response) }
        till.client.close()
        isConnected = false
        return .unknown
    }

    /// The answer, nil when there is none that can be read. Where nothing comes, the till waits for
    /// a minute on the sandbox clock.
    private func answer() throws -> WireResponse? {
        if !till.client.hasInput(withinMs: patienceMs) {
            try sandbox.advance("60s")
            guard till.client.hasInput(withinMs: 0) else { return nil }
        }
        let response = try? till.client.readResponse(withinMs: 500)
        guard let response, response.status > 0 else { return nil }
        if response["Connection"] == "close" { isConnected = false }
        return response
    }

    private func outcome(of response: WireResponse) -> Outcome {
        let json = try? JSON(parsing: response.body)
        let isJSON = response["Content-Type"]?.hasPrefix("application/json") == true
        switch response.status {
        case 202 where isJSON && json != nil: return .acknowledged
        case 200..<300 where isJSON && json?["voucher"]?["code"] != nil:
            identifiers = json?["thirdPartyIdentifiers"]
            return .voucher
        case 400..<500: return .declined
        default: return .unknown
        }
    }
}
