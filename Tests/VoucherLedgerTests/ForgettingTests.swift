import Testing
import Vocabulary

@testable import VoucherLedger

/// The behaviour of a client's transactions once they are forgotten.
@Suite struct ForgettingTests {
    private static let clients = ["22222222:aaaaaa", "33333333:bbbbbb"]

    /// A ledger in which both clients have sold by turns, each under ids that the other has, too.
    private func sold(_ count: Int) -> (ledger: Ledger, codes: [[String]]) {
        var till = Till()
        var codes: [[String]] = [[], []]
        for number in 1...count {
            for (index, client) in Self.clients.enumerated() {
                till.key = TransactionKey(client: client, id: .sample(number))
                _ = till.provision(wishing: "\(index)-\(number)")
                codes[index].append("\(index)-\(number)")
            }
        }
        return (till.ledger, codes)
    }

    private func listed(_ ledger: Ledger, pageMax: Int) -> [TransactionKey] {
        var keys: [TransactionKey] = []
        var before = Int.max
        while before > 1 {
            let page = ledger.transactions(before: before, max: pageMax)
            #expect(page.found.count <= pageMax)
            keys += page.found.map(\.key)
            before = page.last
        }
        return keys
    }

    @Test("Nothing of a forgotten client is found, at once, and all of the other")
    func others() {
        var (ledger, codes) = sold(300)
        let wasKnown = ledger.forget(client: Self.clients[0])
        #expect(wasKnown)
        let isKnown = ledger.forget(client: Self.clients[0])
        #expect(!isKnown)
        #expect(ledger.count == 300)
        #expect(
            listed(ledger, pageMax: 7)
                == (1...300).reversed().map {
                    TransactionKey(client: Self.clients[1], id: .sample($0))
                })
        #expect(codes[0].allSatisfy { ledger.sale(ofCode: $0) == nil })
        #expect(codes[1].allSatisfy { ledger.sale(ofCode: $0) != nil })
        for number in 1...300 {
            #expect(ledger[TransactionKey(client: Self.clients[0], id: .sample(number))] == nil)
            #expect(ledger.transaction(withID: .sample(number))?.key.client == Self.clients[1])
        }
    }

    @Test("It takes no step for each transaction; a later command lets go of a part each")
    func steps() {
        var (ledger, codes) = sold(2_000)
        _ = ledger.forget(client: Self.clients[0])
        /// The clients have sold by turns.
        func held(_ ledger: Ledger) -> Int {
            codes[0].enumerated().count { index, code in
                ledger.codes.all(KeptText(code).indexHash).contains(2 * index + 1)
            }
        }
        var heldBefore = held(ledger)
        #expect(heldBefore == 2_000)
        var commands = 0
        while ledger.transactions.isSweeping {
            ledger.sweep()
            _ = ledger.lookUp(VoucherQuery(code: "none", serialNumber: nil, provision: nil))
            commands += 1
            let heldNow = held(ledger)
            #expect(heldBefore - heldNow <= 100)
            heldBefore = heldNow
        }
        #expect(heldBefore == 0)
        #expect(commands == 4_000 / 64 + 1)
        #expect(codes[1].allSatisfy { ledger.sale(ofCode: $0) != nil })
    }

    @Test("A client that is forgotten begins anew", arguments: [0, 100, 1_000])
    func anew(commandsBetween: Int) {
        var till = Till()
        _ = till.provision()
        let code = till.transaction?.voucher?.code
        _ = till.confirm()
        _ = till.ledger.forget(client: till.key.client)
        for _ in 0..<commandsBetween {
            till.ledger.sweep()
            _ = till.ledger.lookUp(VoucherQuery(code: "none", serialNumber: nil, provision: nil))
        }
        #expect(till.confirm() == .notFound)
        _ = till.provision()
        #expect(till.transaction?.voucher?.code == code)
        #expect(till.transaction?.attempts == 1)
        #expect(till.ledger.sale(ofCode: code ?? "") == till.key)
        #expect(till.ledger.count == 1)
        #expect(listed(till.ledger, pageMax: 10) == [till.key])
    }

    @Test("A client that sells and is forgotten again and again leaves nothing behind")
    func again() {
        var till = Till()
        var codes: Set<String?> = []
        for number in 1...2_000 {
            till.key = TransactionKey(client: till.key.client, id: .sample(number % 3))
            _ = till.provision()
            codes.insert(till.transaction?.voucher?.code)
            let wasKnown = till.ledger.forget(client: till.key.client)
            #expect(wasKnown)
        }
        #expect(codes.count == 3)
        for code in codes {
            let kept = till.ledger.codes.all(KeptText(code ?? "").indexHash)
            #expect(kept.count < 4, "\(kept)")
        }
        #expect(till.ledger.count == 0)
    }

    @Test("After a client is forgotten, the ledger is as if it had never been", arguments: 1...20)
    func likeNew(seed: UInt64) {
        var draw = Draw(seed: seed, purpose: "commands", .sample(0))
        var (known, other) = (Till(), Till())
        for step in 0..<600 {
            if step == 200 { _ = known.ledger.forget(client: Self.clients[0]) }
            let client = Int(draw.next() % 2)
            // The code of an id that both have would depend on who was first.
            let id = TransactionID.sample(client * 100 + Int(draw.next() % 40))
            let key = TransactionKey(client: Self.clients[client], id: id)
            (known.key, other.key) = (key, key)
            let isForgotten = step < 200 && client == 0
            let kind = Int(draw.next() % 4)
            let outcome = act(kind, on: &known)
            if !isForgotten {
                let expected = act(kind, on: &other)
                #expect(step < 200 || outcome == expected, "seed \(seed), step \(step)")
            }
        }
        #expect(known.ledger.count == other.ledger.count)
        #expect(listed(known.ledger, pageMax: 9) == listed(other.ledger, pageMax: 9))
    }

    private func act(_ kind: Int, on till: inout Till) -> Outcome {
        switch kind {
        case 0: till.provision()
        case 1: till.retry()
        case 2: till.confirm()
        default: till.reverse()
        }
    }
}
