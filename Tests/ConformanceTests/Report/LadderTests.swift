import Conformance
import Testing
import Vocabulary

/// The ladder of a transaction: rungs, beliefs and the opinion.
struct LadderTests {
    /// Returns the ladder of the first transaction.
    private static func ladder(_ till: Till) throws -> Ladder {
        let exhibits = try till.report().exhibits
        return try #require(exhibits.first { $0.transaction == 0 }).ladder
    }

    private static let lostRequest = Reply(
        status: nil, ended: "closed", fault: "lost request by close", rule: "lost")

    /// A confirmation that the switch took, and whose answer was lost.
    private static let unanswered = Reply(ended: "client-left", state: "confirmed")

    private static let late = Reply(status: 202, state: "reversed")

    /// A journal, and what the three parties believe in the end.
    struct Story: CustomTestStringConvertible, Sendable {
        let name: String
        let till: Till
        let beliefs: String
        let situation: Situation

        init(_ name: String, _ till: Till, _ beliefs: String, _ situation: Situation) {
            self.name = name
            self.till = till
            self.beliefs = beliefs
            self.situation = situation
        }

        var testDescription: String { name }
    }

    private static let stories: [Story] = [
        Story(
            "sold", Till().provision(.voucher).confirm().deliver("confirm"),
            "confirmed confirmed confirmed", .sold),
        Story(
            "confirmed, not delivered", Till().provision(.voucher).confirm(),
            "confirmed confirmed voucher", .confirmationUndelivered),
        Story(
            "confirmed at a provider that is never told",
            Till().provider("stellr").provision(.voucher).confirm(),
            "confirmed confirmed voucher", .soldUntold),
        Story(
            "not confirmed", Till().provision(.voucher), "voucher voucher voucher", .notFinalised),
        Story(
            "single messaging", Till(messaging: "single").provision(.voucher),
            "voucher voucher voucher", .sold),
        Story("reply lost", Till().provision(.lost), "unknown voucher voucher", .doneUnheard),
        Story("request lost", Till().provision(lostRequest), "unknown none none", .unheard),
        Story("outage", Till().provision(.outage), "unknown unknown none", .unknown),
        Story(
            "reply lost, reversed, delivered", Till().provision(.lost).reverse().deliver("reverse"),
            "reversed reversed reversed", .reversed),
        Story(
            "reply lost, reversed, not delivered", Till().provision(.lost).reverse(),
            "reversed reversed voucher", .reversalUndelivered),
        Story(
            "reversed at a provider that is never told",
            Till().provider("stellr").provision(.lost).reverse(),
            "reversed reversed voucher", .reversalKept),
        Story("declined", Till().provision(.decline), "declined declined declined", .declined),
        Story(
            "refused for its form", Till().provision(.malformed("time")), "declined none none",
            .refused),
        Story("pending", Till().provision(.pending), "waiting none none", .underWay),
        Story(
            "confirmation unanswered", Till().provision(.voucher).confirm(unanswered),
            "voucher confirmed voucher", .adviceUnanswered),
        Story(
            "confirmed and reversed", Till().provision(.voucher).reverse().confirm(late),
            "confirmed reversed voucher", .confirmedButReversed),
        Story(
            "confirmed what never came", Till().provision(.outage).confirm(),
            "confirmed confirmed none", .confirmedButNotDone),
    ]

    @Test("The beliefs in the end are those of the story", arguments: stories)
    func beliefs(story: Story) throws {
        let ladder = try Self.ladder(story.till)
        #expect(ladder.beliefs.all.map(\.rawValue).joined(separator: " ") == story.beliefs)
        #expect(ladder.situation == story.situation, "\(ladder.opinion.head)")
        #expect(ladder.opinion.kind == story.situation.kind)
        let isRisk = story.situation.kind == .risk
        #expect(ladder.opinion.amount?.description == (isRisk ? "R100.00" : nil))
    }

    @Test("No line of a ladder is wider than 80 columns", arguments: stories)
    func width(story: Story) throws {
        for line in try Self.ladder(story.till).lines(marking: [2]) {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test("A lost reply ends in mid-air, and the provider's voucher is seen")
    func lostReply() throws {
        let lines = try Self.ladder(Till().provision(.lost)).lines(marking: [2])
        #expect(
            lines == [
                " seq   time         term0001                             switch             ott",
                ">    2 10:41:30.000 |-- provision ---------------------->◆------------------->◆",
                "       by rule lost: lost reply by close",
                "       10:41:30.010 ?            x - no answer: closed --◆<--------- issued --◆",
                "= term0001 does not know, switch provisioned, ott issued",
                "✕ Voucher issued, and the till does not know. ott has issued a voucher of",
                "  R100.00 and no answer reached the till. It has to retry or reverse.",
            ])
    }

    @Test("A request that is lost never reaches the switch")
    func lostRequestArrow() throws {
        let rungs = try Self.ladder(Till().provision(Self.lostRequest)).rungs
        #expect(rungs.map { $0.arrows.map(\.fate) } == [[.lost], []])
        #expect(rungs[1].note == "no answer: closed")
    }

    @Test("The money at risk is the sum over the transactions at risk")
    func moneyAtRisk() throws {
        let till = (1...3).reduce(Till()) { $0.sale($1).provision(.lost) }
            .sale(4).provision(.voucher).confirm()
        let risk = try till.report().moneyAtRisk
        #expect(risk.count == 3)
        #expect(risk.amounts.map(\.description) == ["R300.00"])
    }

    @Test("Amounts are written as people write them")
    func money() {
        let amounts: [(Int64, String, String)] = [
            (0, "710", "R0.00"), (5, "710", "R0.05"), (19_900, "ZAR", "R199.00"),
            (123_456_789, "710", "R1 234 567.89"), (-250, "710", "R-2.50"),
            (1_200, "978", "12.00 (978)"), (.min, "710", "R-92 233 720 368 547 758.08"),
        ]
        for (amount, currency, text) in amounts {
            #expect(Money(amount: amount, currency: currency).description == text)
        }
    }
}
