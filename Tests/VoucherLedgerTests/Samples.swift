import Testing
import Vocabulary
import VoucherLedger

/// A ledger and the messages of one transaction, short to write.
struct Till {
    var ledger = Ledger(seed: 7)
    var key = TransactionKey(client: "22222222:secret", id: .sample(1))
    var now = UnixTime(nanoseconds: 1_700_000_000_000_000_000)

    mutating func provision(_ upstream: Upstream = .issues, wishing code: String? = nil)
        -> Outcome
    {
        ledger.sweep()
        return Outcome(ledger.provision(message(wishing: code), upstream, at: now))
    }

    mutating func retry(_ upstream: Upstream = .issues) -> Outcome {
        ledger.sweep()
        return Outcome(ledger.retry(message(), upstream, at: now))
    }

    mutating func confirm(_ id: String = "confirmation") -> Outcome {
        ledger.sweep()
        return Outcome(ledger.confirm(Advice(key: key, id: id)))
    }

    mutating func reverse(_ id: String = "reversal") -> Outcome {
        ledger.sweep()
        return Outcome(ledger.reverse(Advice(key: key, id: id)))
    }

    var transaction: Transaction? { ledger[key] }

    func message(wishing code: String? = nil, digits: Int = 16) -> Provision {
        Provision(
            key: key, provider: "ott", request: KeptBytes([1, 2, 3]),
            form: VoucherForm(
                codeDigits: digits, serialNumberDigits: 12, pinDigits: nil,
                validFor: .seconds(86_400)),
            requestedCode: code)
    }
}

extension TransactionID {
    /// The id with this number in its last group.
    static func sample(_ number: Int) -> TransactionID {
        let digits = String(number, radix: 16)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        guard let id = TransactionID("a1b2c3d4-0000-4000-8000-\(zeros)\(digits)") else {
            preconditionFailure("not a UUID")
        }
        return id
    }
}
