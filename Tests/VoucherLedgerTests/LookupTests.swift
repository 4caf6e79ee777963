import Testing
import Vocabulary
import VoucherLedger

/// Lookups of vouchers and of redemptions.
@Suite struct LookupTests {
    private func isFound(_ outcome: Outcome) -> Bool {
        if case .found = outcome { true } else { false }
    }

    @Test("A voucher is found by its code, its serial number or its provision")
    func byAny() throws {
        var till = Till.sold()
        let serialNumber = try #require(till.transaction?.voucher?.serialNumber)
        #expect(isFound(till.lookUp(code: Till.code)))
        #expect(isFound(till.lookUp(serialNumber: serialNumber)))
        #expect(isFound(till.lookUp(provision: till.key)))
        #expect(till.lookUp(code: "4711") == .notFound)
        #expect(till.lookUp(serialNumber: "4711") == .notFound)
        #expect(till.lookUp(provision: till.redemption(1)) == .notFound)
        #expect(till.lookUp() == .notFound)
    }

    @Test("All that is known of a voucher must fit")
    func allMustFit() {
        var till = Till.sold()
        #expect(isFound(till.lookUp(code: Till.code, provision: till.key)))
        #expect(till.lookUp(code: Till.code, serialNumber: "4711") == .notFound)
        #expect(till.lookUp(code: "4711", provision: till.key) == .notFound)
    }

    @Test("A voucher issued after the first lookup by serial number is found by its own")
    func serialNumberLater() throws {
        var till = Till()
        #expect(till.lookUp(serialNumber: "4711") == .notFound)
        _ = till.provision()
        let serialNumber = try #require(till.transaction?.voucher?.serialNumber)
        #expect(isFound(till.lookUp(serialNumber: serialNumber)))
    }

    @Test("A voucher is found unconfirmed, and behind an unknown outcome, but not once reversed")
    func byState() {
        var till = Till()
        _ = till.provision(.declines)
        #expect(till.lookUp(provision: till.key) == .notFound)
        _ = till.retry(.fails(issued: true))
        #expect(isFound(till.lookUp(provision: till.key)))
        _ = till.retry()
        #expect(isFound(till.lookUp(provision: till.key)))
        _ = till.reverse()
        #expect(till.lookUp(provision: till.key) == .alreadyReversed(by: "reversal"))
    }

    @Test("A redemption is found by its own client only")
    func redemptionOfAnother() {
        var till = Till.sold()
        #expect(till.lookUpRedemption() == .notFound)
        _ = till.redeem()
        guard case .redemption(let redemption) = till.lookUpRedemption() else {
            Issue.record("the redemption is not found")
            return
        }
        #expect(redemption.isCarriedOut)
        #expect(redemption.request?.bytes == [4, 5, 6])
        till.key = TransactionKey(client: "33333333:other", id: till.key.id)
        #expect(till.lookUpRedemption() == .ofAnotherClient)
    }

    @Test("A redemption that was only reversed was never received")
    func onlyReversed() {
        var till = Till.sold()
        _ = till.reverseRedemption()
        #expect(till.lookUpRedemption() == .notFound)
    }

    @Test("A redemption that did not succeed is found with its error, until one succeeds")
    func error() {
        var till = Till.sold()
        let answer = RecordedAnswer(status: 503, body: [7])
        _ = till.redeem(1, .fails(issued: false))
        record(answer, &till)
        #expect(found(&till)?.error == answer)
        _ = till.redeem(1)
        record(answer, &till)
        #expect(found(&till)?.error == nil)
        #expect(found(&till)?.isCarriedOut == true)
        #expect(till.redeem(1) == .conflict(.alreadyRedeemed(bySameID: true)))
        record(answer, &till)
        #expect(found(&till)?.error == nil)
    }

    @Test("An announced redemption is being processed until it is carried out")
    func processing() {
        var till = Till.sold()
        announce(&till)
        #expect(found(&till)?.state == .processing)
        _ = till.redeem()
        #expect(found(&till)?.state == .approved)
    }

    @Test("A reversal that overtakes an announced redemption is heeded")
    func overtaken() {
        var till = Till.sold()
        announce(&till)
        #expect(till.reverseRedemption() == .notFound)
        #expect(till.redeem() == .alreadyReversed(by: "reversal"))
        #expect(found(&till)?.state == .reversed)
    }

    private func announce(_ till: inout Till) {
        till.ledger.announceRedemption(till.redemption(1))
    }

    private func record(_ answer: RecordedAnswer, _ till: inout Till) {
        till.ledger.recordRedemptionError(answer, of: till.redemption(1))
    }

    private func found(_ till: inout Till) -> VoucherUse? {
        guard case .redemption(let redemption) = till.lookUpRedemption() else { return nil }
        return redemption
    }
}
