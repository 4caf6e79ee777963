import Testing
import Vocabulary
import VoucherLedger

/// contract.md section 4.2 and the retry rules, as one table.
@Suite struct LedgerTransitionTests {
    enum Step: Sendable {
        case provision, provisionDeclined, provisionFails, provisionFailsIssued
        case retry, retryDeclined, retryFails
        case confirm, reverse, delivered
    }

    enum Expected: Sendable {
        case issued, duplicate, reversed, confirmed, notFound, accepted, other
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let steps: [Step]
        let outcome: Expected
        let state: Transaction.State?
        let providerState: Transaction.ProviderState?

        init(
            _ steps: [Step], _ outcome: Expected, _ state: Transaction.State?,
            _ providerState: Transaction.ProviderState?
        ) {
            self.steps = steps
            self.outcome = outcome
            self.state = state
            self.providerState = providerState
        }

        var testDescription: String { steps.map { "\($0)" }.joined(separator: ", ") }
    }

    static let rows: [Row] = [
        Row([.provision], .issued, .provisioned, .issued),
        Row([.provision, .provision], .duplicate, .provisioned, .issued),
        Row([.provision, .retry], .issued, .provisioned, .issued),
        Row([.provision, .retryFails], .accepted, .provisioned, .issued),
        Row([.provision, .retryDeclined], .accepted, .provisioned, .issued),
        Row([.provision, .confirm], .accepted, .confirmed, .issued),
        Row([.provision, .confirm, .delivered], .accepted, .confirmed, .confirmed),
        Row([.provision, .confirm, .confirm], .accepted, .confirmed, .issued),
        Row([.provision, .confirm, .retry], .issued, .confirmed, .issued),
        Row([.provision, .confirm, .reverse], .confirmed, .confirmed, .issued),
        Row([.provision, .reverse], .accepted, .reversed, .issued),
        Row([.provision, .reverse, .delivered], .accepted, .reversed, .reversed),
        Row([.provision, .reverse, .reverse], .accepted, .reversed, .issued),
        Row([.provision, .reverse, .confirm], .reversed, .reversed, .issued),
        Row([.provision, .reverse, .retry], .reversed, .reversed, .issued),
        Row([.provision, .reverse, .provision], .duplicate, .reversed, .issued),
        Row([.retry], .issued, .provisioned, .issued),
        Row([.retry, .provision], .duplicate, .provisioned, .issued),
        Row([.confirm], .notFound, nil, nil),
        Row([.reverse], .notFound, .reversed, Transaction.ProviderState.none),
        Row([.reverse, .reverse], .notFound, .reversed, Transaction.ProviderState.none),
        Row([.reverse, .confirm], .notFound, .reversed, Transaction.ProviderState.none),
        Row([.reverse, .provision], .reversed, .reversed, Transaction.ProviderState.none),
        Row([.reverse, .retry], .reversed, .reversed, Transaction.ProviderState.none),
        Row([.provisionDeclined], .accepted, .declined, Transaction.ProviderState.none),
        Row([.provisionDeclined, .confirm], .notFound, .declined, Transaction.ProviderState.none),
        Row(
            [.provisionDeclined, .provision], .duplicate, .declined,
            Transaction.ProviderState.none),
        Row([.provisionDeclined, .retry], .issued, .provisioned, .issued),
        Row([.provisionDeclined, .reverse], .accepted, .reversed, Transaction.ProviderState.none),
        Row([.provisionFails], .accepted, .unknown, Transaction.ProviderState.none),
        Row(
            [.provisionFails, .retryDeclined], .accepted, .declined,
            Transaction.ProviderState.none),
        Row([.provisionFails, .retry], .issued, .provisioned, .issued),
        Row([.provisionFails, .reverse], .accepted, .reversed, Transaction.ProviderState.none),
        Row([.provisionFailsIssued], .accepted, .unknown, .issued),
        Row([.provisionFailsIssued, .confirm], .accepted, .confirmed, .issued),
        Row([.provisionFailsIssued, .reverse], .accepted, .reversed, .issued),
        Row([.provisionFailsIssued, .retry], .issued, .provisioned, .issued),
    ]

    @Test("The last step has the outcome and leaves the states of the table", arguments: rows)
    func transition(row: Row) {
        var till = Till()
        var outcomes: [Expected] = []
        for step in row.steps where step != .delivered { outcomes.append(take(step, &till)) }
        if row.steps.last == .delivered {
            let state: Transaction.ProviderState =
                till.transaction?.state == .confirmed ? .confirmed : .reversed
            till.ledger.deliver(state, to: till.key)
        }
        #expect(outcomes.last == row.outcome)
        #expect(till.transaction?.state == row.state)
        #expect(till.transaction?.providerState == row.providerState)
    }

    private func take(_ step: Step, _ till: inout Till) -> Expected {
        switch step {
        case .provision: kind(till.provision())
        case .provisionDeclined: kind(till.provision(.declines))
        case .provisionFails: kind(till.provision(.fails(issued: false)))
        case .provisionFailsIssued: kind(till.provision(.fails(issued: true)))
        case .retry: kind(till.retry())
        case .retryDeclined: kind(till.retry(.declines))
        case .retryFails: kind(till.retry(.fails(issued: false)))
        case .confirm, .delivered: kind(till.confirm())
        case .reverse: kind(till.reverse())
        }
    }

    private func kind(_ outcome: Outcome) -> Expected {
        switch outcome {
        case .issued: .issued
        case .duplicate: .duplicate
        case .alreadyReversed: .reversed
        case .alreadyConfirmed: .confirmed
        case .notFound: .notFound
        case .accepted: .accepted
        case .approved, .conflict, .wrongState, .found, .redemption, .ofAnotherClient: .other
        }
    }
}
