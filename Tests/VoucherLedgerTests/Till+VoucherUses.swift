import Vocabulary
import VoucherLedger

/// The messages about one voucher after its sale; redemptions and refunds are told apart by
/// numbers.
extension Till {
    /// A till whose voucher is sold and confirmed.
    static func sold() -> Till {
        var till = Till()
        _ = till.provision(wishing: Till.code)
        _ = till.confirm()
        return till
    }

    static let code = "1234567890123456"

    mutating func redeem(
        _ number: Int = 1, _ upstream: Upstream = .issues, code: String = Till.code
    ) -> Outcome {
        ledger.sweep()
        return Outcome(
            ledger.use(.redemption, useRequest(redemption(number), code), upstream, at: now))
    }

    mutating func confirmRedemption(_ number: Int = 1) -> Outcome {
        ledger.sweep()
        return Outcome(ledger.confirm(.redemption, advice(on: redemption(number))))
    }

    mutating func reverseRedemption(_ number: Int = 1, by id: String = "reversal") -> Outcome {
        ledger.sweep()
        return Outcome(ledger.reverse(.redemption, Advice(key: redemption(number), id: id)))
    }

    mutating func lookUpRedemption(_ number: Int = 1) -> Outcome {
        ledger.sweep()
        return Outcome(ledger.lookUpRedemption(redemption(number)))
    }

    mutating func refund(
        _ number: Int = 1, _ upstream: Upstream = .issues, code: String = Till.code
    ) -> Outcome {
        ledger.sweep()
        return Outcome(ledger.use(.refund, useRequest(refund(number), code), upstream, at: now))
    }

    mutating func confirmRefund(_ number: Int = 1) -> Outcome {
        ledger.sweep()
        return Outcome(ledger.confirm(.refund, advice(on: refund(number))))
    }

    mutating func reverseRefund(_ number: Int = 1, by id: String = "reversal") -> Outcome {
        ledger.sweep()
        return Outcome(ledger.reverse(.refund, Advice(key: refund(number), id: id)))
    }

    mutating func lookUp(
        code: String? = nil, serialNumber: String? = nil, provision: TransactionKey? = nil
    ) -> Outcome {
        let query = VoucherQuery(code: code, serialNumber: serialNumber, provision: provision)
        ledger.sweep()
        return Outcome(ledger.lookUp(query))
    }

    /// Where the voucher stands; nil when it cannot be looked up.
    mutating func voucherStatus() -> VoucherStatus.State? {
        guard case .found(let sale) = lookUp(code: Till.code) else { return nil }
        return sale.voucherStatus
    }

    func redemption(_ number: Int) -> TransactionKey {
        TransactionKey(client: key.client, id: .sample(0x100 + number))
    }

    func refund(_ number: Int) -> TransactionKey {
        TransactionKey(client: key.client, id: .sample(0x200 + number))
    }

    private func useRequest(_ key: TransactionKey, _ code: String) -> VoucherUseRequest {
        VoucherUseRequest(key: key, request: KeptBytes([4, 5, 6]), voucherCode: code)
    }

    private func advice(on key: TransactionKey) -> Advice {
        Advice(key: key, id: "confirmation")
    }
}
