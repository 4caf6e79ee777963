import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Every kind of reply on the operations about vouchers that were sold, over a real socket. What
/// the ledger holds afterwards, the answer to the same message tells when it comes again.
@Suite(.blocking, .serialized) struct ClaimFaultMatrixTests {
    /// An operation, what its voucher needs before, and what its message is answered.
    struct Leg: Sendable, CustomTestStringConvertible {
        let operation: Operation
        let before: [Operation]
        let usual: Int
        /// When the same has been carried out before.
        let again: Int
        /// The state of what it is about when it is carried out; nil if it changes none.
        let state: String?
        let stateBefore: String

        init(
            _ operation: Operation, after before: [Operation], _ usual: Int,
            again: Int, _ stateBefore: String, _ state: String? = nil
        ) {
            self.operation = operation
            self.before = before
            self.usual = usual
            self.again = again
            self.state = state
            self.stateBefore = stateBefore
        }

        var testDescription: String { operation.rawValue }

        /// The state that the journal tells after a fault.
        func state(after effect: Effect) -> String {
            guard let state else { return stateBefore }
            switch effect {
            case .processed: return state
            case .hidden: return isRequest ? "unknown" : state
            case .declined: return isRequest ? "declined" : stateBefore
            case .failed: return isRequest ? "unknown" : stateBefore
            case .unseen: return stateBefore
            }
        }

        private var isRequest: Bool { stateBefore == "none" }
    }

    private static let sold: [Operation] = [.provision, .confirm]
    private static let redeemed = sold + [.redeem]
    private static let confirmed = redeemed + [.confirmRedeem]
    private static let refunded = confirmed + [.refund]

    static let legs = [
        Leg(.lookup, after: sold, 200, again: 200, "confirmed"),
        Leg(.redeem, after: sold, 201, again: 400, "none", "redeemed"),
        Leg(.confirmRedeem, after: redeemed, 202, again: 400, "redeemed", "confirmed"),
        Leg(.reverseRedeem, after: redeemed, 202, again: 404, "redeemed", "reversed"),
        Leg(.lookupRedemption, after: redeemed, 200, again: 200, "redeemed"),
        Leg(.refund, after: confirmed, 201, again: 400, "none", "refunded"),
        Leg(.confirmRefund, after: refunded, 202, again: 400, "refunded", "confirmed"),
        Leg(.reverseRefund, after: refunded, 202, again: 202, "refunded", "reversed"),
        Leg(.products, after: [], 200, again: 200, "none"),
    ]

    @Test(
        "Each fault does on each operation what the table says", arguments: FaultKind.all, legs)
    func matrix(kind: FaultKind, leg: Leg) async throws {
        let whole = try await withMock { try Self.play(leg, by: Till($0)) }
        #expect(whole.status == leg.usual)
        try await withMock {
            $0.switching.scenario = try kind.scenario(on: leg.operation)
            $0.switching.hasManualClock = true
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            let message = try Self.prepare(leg, by: till)
            till.client.send(message)
            let seen = try kind.sighting(by: till, of: leg.operation, in: sandbox)
            let record = try await sandbox.finished(leg.operation.rawValue)
            kind.expect(record, usual: leg.usual)
            // The list of products is none of the ledger's business.
            let isProcessed = kind.effect.isProcessed && leg.operation != .products
            #expect(record["processed"] == .bool(isProcessed))
            #expect(record["state"]?.text == leg.state(after: kind.effect))

            let next = try kind.wire.keepsConnection ? till : Till(mock)
            let again = try next.client.exchange(message)
            #expect(again.status == (kind.effect.isProcessed ? leg.again : leg.usual))
            // The voucher of the other mock expires at another time.
            let content = leg.operation == .lookup ? again.body : whole.body
            kind.wire.expect(seen, whole: content, usual: leg.usual)
        }
    }

    @Test("Between them, the two tables have every operation of the till")
    func everyOperation() {
        let others: [Operation] = [
            .token, .deliverConfirm, .deliverReverse, .connect, .unknown,
        ]
        #expect(
            Set(FaultMatrixTests.operations + Self.legs.map(\.operation) + others)
                == Set(Operation.allCases))
    }

    private static func play(_ leg: Leg, by till: Till) throws -> WireResponse {
        try till.client.exchange(prepare(leg, by: till))
    }

    /// Sends what comes before and returns the message itself.
    private static func prepare(_ leg: Leg, by till: Till) throws -> String {
        var code = ""
        for operation in leg.before {
            let message = till.message(operation, on: uuid(1), code: code)
            let reply = try Reply(till.client.exchange(message))
            #expect([201, 202].contains(reply.status), "\(operation): \(reply.json)")
            if operation == .provision { code = reply.voucherCode ?? "" }
        }
        return till.message(leg.operation, on: uuid(1), code: code)
    }
}
