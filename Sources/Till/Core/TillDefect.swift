package import JSONTree
import Vocabulary

/// What a till does next.
package enum TillMove: Sendable, Equatable {
    /// Sends the request that begins the transaction, or sends it once more.
    case request
    case retry
    case lookup
    case confirm
    case reverse
    /// Leaves the transaction as it is and begins another one: of the same goods, or of others.
    case anew(isSame: Bool)
    case end(TillEnd)
}

/// A till's opinion of a transaction that it is done with.
package enum TillEnd: String, Sendable, CaseIterable {
    case confirmed, provisioned, reversed, declined
    /// The till does not know.
    case open
    /// The switch has refused the advice.
    case refused

    /// True if the till has no doubt.
    package var isSure: Bool { self != .open && self != .refused }
}

/// A wrong way to write a message.
package enum TillEdit: Sendable {
    /// Gives a member of the body another value; nil leaves it out.
    case member(String, JSON?)
    /// Another path; `{stranger}` is an id that no message has had.
    case path(String)
    /// An id that no message has had, each time another one; also in the path of a retry.
    case freshID
    /// The same id for the body of every such message.
    case constantID(String)
    /// The id of the request that the advice is about.
    case requestID
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

/// A wrong deed, in place of the right one.
package enum TillMistake: Sendable {
    /// Takes what came for something else.
    case reads(TillOutcome)
    /// Does something else next.
    case moves(TillMove)
    /// Writes the next message wrongly.
    case writes(TillEdit)
    /// Waits so long before the next message.
    case pauses(Duration)
    /// Hangs up after so many per cent of its time-out.
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

        func applies(in situation: TillSituation) -> Bool {
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
    /// How far a till has to go with a voucher for the defect to show.
    package let extent: TillSettings.Extent

    package init(
        _ name: String, _ summary: String, _ duty: String, isWarning: Bool = false,
        extent: TillSettings.Extent = .sale, _ parts: [Part]
    ) {
        self.name = name
        self.summary = summary
        self.duty = duty
        self.isWarning = isWarning
        self.parts = parts
        self.extent = extent
    }

    package init(
        _ name: String, _ summary: String, _ duty: String, isWarning: Bool = false,
        extent: TillSettings.Extent = .sale, when conditions: [TillCondition],
        _ mistake: TillMistake
    ) {
        self.init(
            name, summary, duty, isWarning: isWarning, extent: extent,
            [Part(conditions, mistake)])
    }
}
