package import JSONTree
package import Vocabulary

/// A wrong way to write a message.
package enum TillEdit: Sendable {
    /// Gives a member of the body another value; nil leaves it out.
    case member(String, JSON?)
    /// Another path; `{stranger}` is an id that no message has had.
    case path(String)
    /// An id that no message has had, each time another one.
    case freshID
    /// An id that no message has had, the same throughout the transaction; also in the path.
    case strangerID
    /// The same, but not in the path.
    case strangerBodyID
    /// The same id for every such message.
    case constantID(String)
    /// The id of the request that the advice is about.
    case requestID
    /// The id of the advice on the transaction before.
    case adviceIDBefore
    /// The id in capitals, also in the path.
    case capitals
    /// The advice is about the sale before.
    case namesSaleBefore
    /// The advice is about a request that nobody has sent.
    case namesStranger
    case firstIdentifierOnly
    case reversedIdentifiers
    case rewrittenIdentifier
    case user(String)
}

/// A wrong id for a request that begins a transaction.
package enum TillIdentity: Sendable {
    case idOfFirstSale
    /// The id of the sale that the voucher comes from.
    case idOfSale
    /// A number in place of a UUID.
    case number
    /// A UUID of version 1.
    case version1
}

/// A wrong deed, in place of the right one.
package enum TillMistake: Sendable {
    /// Takes what came for something else.
    case reads(TillOutcome)
    /// Does something else next.
    case moves(TillMove)
    /// Begins a transaction under a wrong id.
    case opens(TillIdentity)
    /// Writes the next message wrongly.
    case writes(TillEdit)
    /// Waits so long before the next message.
    case pauses(Duration)
    /// Hangs up after this percentage of its time-out.
    case waits(percent: Int)
}

/// A defect of a till, as conditions over its history with wrong deeds.
package struct TillDefect: Sendable {
    /// A wrong deed, and the conditions that all hold where the till does it.
    package struct Part: Sendable {
        package let conditions: [TillCondition]
        package let mistake: TillMistake

        package init(_ conditions: [TillCondition], _ mistake: TillMistake) {
            self.conditions = conditions
            self.mistake = mistake
        }

        package func applies(in situation: TillSituation) -> Bool {
            conditions.allSatisfy { $0.holds(in: situation) }
        }
    }

    /// The name on the command line, as in `gives-up-after-503`.
    package let name: String
    /// One sentence on what the till does wrong.
    package let summary: String
    /// The duty that it breaks, `D1` to `D18`.
    package let duty: String
    /// True if the default judge only warns.
    package let isWarning: Bool
    package let parts: [Part]
    package let needs: Needs
    /// A shipped scenario that shows it; nil where none does.
    package let scenario: String?

    /// The sales that a till has to make for a defect to show.
    package struct Needs: Sendable {
        package var sales = 1
        package var extent = TillSettings.Extent.sale
        package var messaging: Messaging?
        package var provider: String?

        package static let nothing = Needs()
        package static let redemption = Needs(extent: .redemption)
        package static let refund = Needs(extent: .refund)
        package static let single = Needs(messaging: .single)
        package static func sales(_ count: Int) -> Needs { Needs(sales: count) }
        package static func provider(_ name: String) -> Needs { Needs(provider: name) }
    }

    package init(
        _ name: String, _ summary: String, _ duty: String, warns isWarning: Bool = false,
        needs: Needs = .nothing, under scenario: String? = nil, _ parts: [Part]
    ) {
        self.name = name
        self.summary = summary
        self.duty = duty
        self.isWarning = isWarning
        self.needs = needs
        self.scenario = scenario
        self.parts = parts
    }

    package init(
        _ name: String, _ summary: String, _ duty: String, warns isWarning: Bool = false,
        needs: Needs = .nothing, under scenario: String? = nil, when conditions: [TillCondition],
        _ mistake: TillMistake
    ) {
        self.init(
            name, summary, duty, warns: isWarning, needs: needs, under: scenario,
            [Part(conditions, mistake)])
    }
}

extension TillSettings {
    /// The settings with everything that defects need to show.
    package func showing(_ defects: [TillDefect]) -> TillSettings {
        var settings = self
        for needs in defects.map(\.needs) {
            settings.sales = max(settings.sales, needs.sales)
            if needs.extent > settings.extent { settings.extent = needs.extent }
            if let messaging = needs.messaging { settings.messaging = messaging }
            if let provider = needs.provider { settings.provider = provider }
        }
        return settings
    }
}
