import JSONTree
import Vocabulary

/// The opinion on a transaction: do its parties agree, and what may be lost.
package struct Opinion: Sendable, Equatable {
    package let kind: Situation.Kind
    /// A short sentence; empty if there is nothing to say.
    package let head: String
    /// The consequence; may be empty.
    package let text: String
    /// The money at risk; nil for none, or if the till did not say how much it is.
    package let amount: Money?

    /// - Parameters:
    ///   - provider: the provider's name, for people.
    ///   - amount: of the transaction.
    init(
        _ situation: Situation, of transaction: TransactionKind, at provider: String,
        _ amount: Money?
    ) {
        let words = Words(transaction, provider, amount)
        kind = situation.kind
        head = words.head(situation)
        text = words.text(situation)
        self.amount = situation.kind == .risk ? amount : nil
    }

    /// The sentences on one kind of transaction.
    private struct Words {
        let isSale: Bool
        /// As in "voucher".
        let thing: String
        /// As in "voucher of R100.00".
        let thingOfValue: String
        /// As in "Voucher issued".
        let done: String
        /// As in "issued a voucher".
        let didIt: String
        let provider: String

        init(_ kind: TransactionKind, _ provider: String, _ amount: Money?) {
            isSale = kind == .provision
            thing = isSale ? "voucher" : kind.rawValue
            let value = amount.map { " of \($0)" } ?? ""
            thingOfValue = thing + value
            done =
                isSale
                ? "Voucher issued"
                : "\(isSale ? "" : kind == .refund ? "Refund" : "Redemption") approved"
            didIt = isSale ? "issued a voucher\(value)" : "approved the \(thing)\(value)"
            self.provider = provider
        }

        func head(_ situation: Situation) -> String {
            switch situation {
            case .underWay: "Under way."
            case .doneUnheard: "\(done), and the till does not know."
            case .doneThoughtDeclined: "\(done), and the till takes it for declined."
            case .reversalKept, .reversalRefused:
                "Reversed at the switch, still \(isSale ? "issued" : "approved") at \(provider)."
            case .reversalUndelivered: "Reversed; \(provider) has not heard yet."
            case .reversedAtTillOnly: "The till takes it for reversed, the switch does not."
            case .confirmedButReversed: "The till keeps a \(thing) that is reversed."
            case .confirmedButNotDone:
                isSale
                    ? "The till has confirmed a voucher that nobody issued."
                    : "The till has confirmed a \(thing) that nobody approved."
            case .confirmationUndelivered: "Confirmed; \(provider) has not heard yet."
            case .confirmationRefused: "Confirmed; \(provider) refused to hear of it."
            case .adviceUnanswered: "The switch has the advice, the till has no answer to it."
            case .adviceUnheard: "The till's advice has not got through."
            case .notFinalised: "The till has its \(thing) and has not confirmed it."
            case .unheard: "Nobody heard the till."
            case .unknown: "The till does not know how it ended."
            case .refused: "Refused for its form or its sender."
            case .declined: "Declined."
            case .reversed: "Reversed."
            case .sold, .soldUntold: isSale ? "Sold." : "\(done)."
            case .nothing: "Nothing was asked for."
            }
        }

        func text(_ situation: Situation) -> String {
            switch situation {
            case .underWay: "The till waits for its answer."
            case .doneUnheard:
                "\(provider) has \(didIt) and no answer reached the till. "
                    + (isSale ? "It has to retry or reverse." : "It has to reverse.")
            case .doneThoughtDeclined: "\(provider) has \(didIt)."
            case .reversalKept:
                "\(provider) is not told of reversals: the \(thingOfValue) stays good."
            case .reversalUndelivered: "The switch delivers the reversal until it is taken."
            case .reversalRefused:
                "\(provider) refused the reversal: the \(thingOfValue) stays good."
            case .reversedAtTillOnly: "The \(thingOfValue) stays good."
            case .confirmedButReversed: "The \(thingOfValue) is worth nothing."
            case .confirmedButNotDone: "The customer has paid for nothing."
            case .confirmationUndelivered: "The switch delivers the confirmation until it is taken."
            case .confirmationRefused: "The switch does not deliver it again."
            case .adviceUnanswered, .adviceUnheard:
                "The till has to repeat the advice until it gets an answer."
            case .notFinalised:
                "In dual messaging a confirmation or a reversal is due."
            case .unheard: "The request was lost on its way; nothing was done."
            case .unknown:
                "Nothing was \(isSale ? "issued" : "approved"); the till still has to "
                    + (isSale ? "retry or reverse." : "reverse.")
            case .refused: "Corrected, it may be sent again."
            case .declined: "Nothing was \(isSale ? "issued" : "approved"), and nothing is due."
            case .reversed: isSale ? "All agree: there is no voucher." : "All agree: it is undone."
            case .sold: "All agree."
            case .soldUntold: "\(provider) is never told of confirmations."
            case .nothing: ""
            }
        }
    }
}

/// An amount of money in the smallest unit of its currency.
package struct Money: Sendable, Hashable, CustomStringConvertible {
    package let amount: Int64
    /// An ISO 4217 code of three digits or letters.
    package let currency: String

    package init(amount: Int64, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// Returns the sum of each currency, in the order of their codes; the largest number where a
    /// sum is beyond it.
    static func sums(of amounts: [Money]) -> [Money] {
        var sums: [String: Int64] = [:]
        for amount in amounts {
            let sum = sums[amount.currency, default: 0].addingReportingOverflow(amount.amount)
            sums[amount.currency] = sum.overflow ? .max : sum.partialValue
        }
        return sums.sorted { $0.key < $1.key }.map { Money(amount: $1, currency: $0) }
    }

    /// As in `R1 234.50`, or `12.34 (978)` for other currencies than the rand.
    package var description: String {
        let magnitude = amount.magnitude
        let digits = Array(String(magnitude / 100))
        let groups = digits.indices.map { index in
            let rest = digits.count - index
            return (index > 0 && rest % 3 == 0 ? " " : "") + String(digits[index])
        }
        let cents = magnitude % 100
        let number =
            (amount < 0 ? "-" : "") + groups.joined() + (cents < 10 ? ".0" : ".") + "\(cents)"
        return currency == "710" || currency == "ZAR" ? "R\(number)" : "\(number) (\(currency))"
    }
}

extension MessageRecord {
    /// The amount asked for; nil if the message does not say, or not in a currency.
    var requestedAmount: Money? {
        let amount = request["amounts"]?["requestAmount"]
        guard let number = amount?["amount"]?.integer,
            let currency = amount?["currency"]?.text
                ?? amount?["currency"]?.integer.map({ "\($0)" }),
            currency.utf8.count == 3, currency.utf8.allSatisfy(Self.isCodeCharacter)
        else { return nil }
        return Money(amount: number, currency: currency)
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
