import Testing
import Vocabulary

@testable import VoucherLedger

@Suite struct LedgerTests {
    private func code(_ outcome: Outcome) -> String? {
        guard case .issued(let voucher) = outcome else { return nil }
        return voucher.code
    }

    @Test("A retry brings the voucher of the provision, expiry and all")
    func retryBringsTheSameVoucher() {
        var till = Till()
        let first = till.provision()
        till.now = till.now.advanced(by: .seconds(5))
        #expect(till.retry() == first)
    }

    @Test("A voucher that was issued behind an unknown outcome is the one a retry brings")
    func issuedBehindUnknownOutcome() throws {
        var till = Till()
        _ = till.provision(.fails(issued: true))
        let voucher = try #require(till.transaction?.voucher)
        #expect(till.retry() == .issued(voucher))
    }

    @Test("An error names the first advice, not a repeat of it")
    func firstAdviceCounts() {
        var till = Till()
        _ = till.provision()
        _ = till.confirm("first")
        _ = till.confirm("second")
        #expect(till.reverse() == .alreadyConfirmed(by: "first"))

        till.key = TransactionKey(client: till.key.client, id: .sample(2))
        _ = till.provision()
        _ = till.reverse("third")
        _ = till.reverse("fourth")
        #expect(till.confirm() == .alreadyReversed(by: "third"))
    }

    @Test("Clients are kept apart, even with the same id")
    func clientsAreApart() {
        var till = Till()
        _ = till.provision()
        till.key = TransactionKey(client: "33333333:other", id: till.key.id)
        #expect(till.confirm() == .notFound)
        #expect(code(till.provision()) != nil)
    }

    @Test("Of a thousand clients with the same id, each has a voucher like any other, and its own")
    func manyClients() {
        var till = Till()
        var vouchers: [String: Voucher] = [:]
        for number in 1...1_000 {
            till.key = TransactionKey(client: "\(number):secret", id: .sample(1))
            _ = till.provision()
            vouchers[till.key.client] = till.transaction?.voucher
        }
        for (client, voucher) in vouchers {
            #expect(voucher.code.utf8.count == 16)
            let query = VoucherQuery(
                code: voucher.code, serialNumber: voucher.serialNumber,
                provision: TransactionKey(client: client, id: .sample(1)))
            #expect(till.ledger.sale(for: query) == query.provision)
        }
        #expect(vouchers.count == 1_000)
        #expect(till.ledger.transaction(withID: .sample(1))?.key.client == "1000:secret")
    }

    @Test("The same seed and ids give the same vouchers in any order; another seed others")
    func vouchersFollowSeedAndID() {
        func codes(seed: UInt64, order: [Int]) -> [Int: String] {
            var till = Till()
            till.ledger = Ledger(seed: seed)
            var codes: [Int: String] = [:]
            for number in order {
                till.key = TransactionKey(client: "till", id: .sample(number))
                codes[number] = code(till.provision())
            }
            return codes
        }
        let forward = codes(seed: 1, order: Array(1...50))
        #expect(forward == codes(seed: 1, order: (1...50).reversed()))
        #expect(forward != codes(seed: 2, order: Array(1...50)))
    }

    @Test("Codes have the digits of the form and are unique among 20,000")
    func codesAreUnique() {
        var till = Till()
        var seen: Set<String> = []
        for number in 1...20_000 {
            till.key = TransactionKey(client: "till", id: .sample(number))
            let drawn =
                code(Outcome(till.ledger.provision(till.message(), .issues, at: .epoch))) ?? ""
            #expect(drawn.utf8.count == 16)
            seen.insert(drawn)
        }
        #expect(seen.count == 20_000)
    }

    @Test("Where short codes run out they become longer, and stay unique")
    func shortCodesGrow() {
        var till = Till()
        var seen: Set<String> = []
        for number in 1...100 {
            till.key = TransactionKey(client: "till", id: .sample(number))
            let outcome = Outcome(
                till.ledger.provision(till.message(digits: 1), .issues, at: .epoch))
            seen.insert(code(outcome) ?? "")
        }
        #expect(seen.count == 100)
    }

    @Test("The code that the till wishes for is the voucher's")
    func requestedCode() {
        var till = Till()
        #expect(code(till.provision(wishing: "GIFT-1")) == "GIFT-1")
    }

    @Test("Of many vouchers with one code the latest is found, and no other is searched")
    func sameCode() {
        var till = Till()
        for number in 1...1_000 {
            till.key = TransactionKey(client: "till", id: .sample(number))
            #expect(code(till.provision(wishing: "GIFT-1")) == "GIFT-1")
            #expect(till.ledger.sale(ofCode: "GIFT-1") == till.key)
        }
        #expect(till.ledger.codes.all(KeptText("GIFT-1").indexHash).count == 1)
    }

    @Test("The voucher expires after the form's validity")
    func expiry() throws {
        var till = Till()
        _ = till.provision()
        let voucher = try #require(till.transaction?.voucher)
        #expect(voucher.issuedAt == till.now)
        #expect(voucher.expiresAt == till.now.advanced(by: .seconds(86_400)))
    }
}
