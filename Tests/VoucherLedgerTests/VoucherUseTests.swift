import Testing
import Vocabulary
import VoucherLedger

/// Redemptions and refunds beyond the table of states.
@Suite struct VoucherUseTests {
    @Test("A voucher can be redeemed until it expires, and not from then on")
    func expiry() throws {
        var till = Till.sold()
        let expiresAt = try #require(till.transaction?.voucher?.expiresAt)
        till.now = expiresAt
        #expect(till.redeem() == .conflict(.expired(at: expiresAt)))
        till.now = expiresAt.advanced(by: .nanoseconds(-1))
        #expect(till.redeem() == .approved)
    }

    @Test("A redeemed voucher is refunded after it has expired, but not redeemed again")
    func refundAfterExpiry() throws {
        var till = Till.sold()
        _ = till.redeem()
        _ = till.confirmRedemption()
        let expiresAt = try #require(till.transaction?.voucher?.expiresAt)
        till.now = expiresAt
        #expect(till.refund() == .approved)
        #expect(till.confirmRefund() == .accepted)
        #expect(till.redeem(2) == .conflict(.expired(at: expiresAt)))
    }

    @Test("Another client may redeem a voucher, but not advise on the redemption of the first")
    func otherClients() {
        var till = Till.sold()
        let seller = till.key
        till.key = TransactionKey(client: "33333333:other", id: .sample(9))
        #expect(till.redeem() == .approved)
        till.key = seller
        #expect(till.confirmRedemption() == .notFound)
        #expect(till.reverseRedemption(by: "other") == .notFound)
    }

    @Test("One redemption id serves for two vouchers, and the latest counts")
    func redemptionIDTwice() {
        var till = Till.sold()
        _ = till.redeem()
        till.key = TransactionKey(client: till.key.client, id: .sample(2))
        _ = till.provision(wishing: "2222")
        _ = till.confirm()
        #expect(till.redeem(code: "2222") == .approved)
        #expect(till.confirmRedemption() == .accepted)
        #expect(till.voucherStatus() == .redeemed)
    }

    @Test("A voucher with the code of a redeemed one is a new voucher")
    func codeAgain() {
        var till = Till.sold()
        _ = till.redeem()
        till.key = TransactionKey(client: till.key.client, id: .sample(2))
        _ = till.provision(wishing: Till.code)
        _ = till.confirm()
        #expect(till.redeem(2) == .approved)
    }

    @Test(
        "A redemption that the provider declines, or that fails there, leaves the voucher alone",
        arguments: [
            (Upstream.declines, Outcome.notFound), (.fails(issued: false), .accepted),
        ])
    func notCarriedOut(upstream: Upstream, reversal: Outcome) {
        var till = Till.sold()
        #expect(till.redeem(1, upstream) == .accepted)
        #expect(till.voucherStatus() == .provisioned)
        #expect(till.confirmRedemption() == .notFound)
        #expect(till.reverseRedemption() == reversal)
        #expect(till.redeem(1) == .alreadyReversed(by: "reversal"))
        #expect(till.redeem(2) == .approved)
    }

    @Test("A redemption carried out behind an unknown outcome can be confirmed or reversed")
    func carriedOutUnknown() {
        var till = Till.sold()
        #expect(till.redeem(1, .fails(issued: true)) == .accepted)
        #expect(till.voucherStatus() == .redeemed)
        #expect(till.reverseRedemption() == .accepted)
        #expect(till.voucherStatus() == .provisioned)
        #expect(till.redeem(2, .fails(issued: true)) == .accepted)
        #expect(till.confirmRedemption(2) == .accepted)
    }

    @Test("A refund that fails at the provider leaves the voucher redeemed")
    func refundFails() {
        var till = Till.sold()
        _ = till.redeem()
        _ = till.confirmRedemption()
        #expect(till.refund(1, .fails(issued: false)) == .accepted)
        #expect(till.voucherStatus() == .redemptionConfirmed)
        #expect(till.reverseRefund() == .accepted)
        #expect(till.voucherStatus() == .redemptionConfirmed)
    }

    @Test("In single messaging what was approved counts as confirmed, and can still be reversed")
    func singleMessaging() {
        var till = Till()
        till.ledger.isSingleMessaging = true
        _ = till.provision(wishing: Till.code)
        #expect(till.redeem(1) == .approved)
        #expect(till.redeem(2) == .conflict(.alreadyRedeemed(bySameID: false)))
        #expect(till.reverseRedemption(1) == .accepted)
        #expect(till.redeem(3) == .approved)
        #expect(till.refund(1) == .approved)
        #expect(till.reverseRefund(1) == .accepted)
        #expect(till.refund(2) == .approved)
        #expect(till.redeem(4) == .approved)
        #expect(till.reverseRefund(2) == .alreadyConfirmed(by: ""))
    }

    @Test("Forgetting a client forgets its redemptions and refunds")
    func forget() {
        var till = Till.sold()
        _ = till.redeem()
        let wasKnown = till.ledger.forget(client: till.key.client)
        #expect(wasKnown)
        #expect(till.lookUpRedemption() == .notFound)
        #expect(till.lookUp(code: Till.code) == .notFound)
        let isKnown = till.ledger.forget(client: till.key.client)
        #expect(!isKnown)
    }
}
