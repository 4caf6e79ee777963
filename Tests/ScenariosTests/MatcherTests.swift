import Testing
import Vocabulary

@testable import Scenarios

@Suite("A rule's `when`")
struct MatcherTests {
    /// Provider ott, client 22222222, terminal term0001, merchant M, product STL1, amount 10007.
    private var facts: MessageFacts {
        MessageFacts(
            operation: .provision, transaction: "t", provider: "ott", client: "22222222",
            terminal: "term0001", merchant: "M", product: "STL1", amount: 10_007,
            body: {
                [
                    "currency": .text("710"), "tenders.0.tenderType": .text("CASH"),
                    "empty": .text(""), "recipient": .structure, "tenders": .structure,
                ][$0]
            },
            header: { $0 == "X-Test" ? "on" : nil })
    }

    @Test(
        "fits",
        arguments: [
            "{}", "{provider: ott}", "{provider: [stellr, ott]}", "{client: 22222222}",
            "{terminal: term0001}", "{terminal: {matches: 'term[0-9]+'}}", "{merchant: M}",
            "{product: {matches: STL.}}", "{amount: 10007}", "{amount: [1, 10007]}",
            "{amount: {min: 10007}}", "{amount: {max: 10007}}",
            "{amount: {min: 10000, max: 10010}}", "{cents: 7}", "{cents: 07}", "{cents: [5, 07]}",
            "{cents: {max: 9}}", "{body.currency: 710}", "{body.currency: '710'}",
            "{body.currency: {min: 700, max: 720}}", "{body.tenders.0.tenderType: CASH}",
            "{body.tenders.1.tenderType: {present: no}}", "{body.empty: {present: yes}}",
            "{header.X-Test: {present: true}}", "{header.X-Test: on}",
            "{header.X-Other: {present: false}}", "{terminal: {matches: 'term.*', present: yes}}",
            "{provider: ott, amount: {min: 1}, header.X-Test: on}",
            "{body.recipient: {present: yes}}", "{body.tenders: {present: yes}}",
            "{any: [{cents: 8}, {product: STL1}]}", "{any: [{cents: 7, provider: ott}]}",
            "{not: {provider: stellr}}", "{not: {provider: ott, cents: 8}}",
            "{any: [{not: {cents: 7}}, {not: {any: [{cents: 1}, {cents: 2}]}}], amount: 10007}",
        ])
    func fits(when: String) throws {
        var engine = try ScenarioEngine(rules: "  - {name: r, when: \(when), replies: [normal]}")
        #expect(engine.decide(facts, at: .begin).rule == "r")
    }

    @Test(
        "does not fit",
        arguments: [
            "{provider: stellr}", "{provider: [stellr, default]}", "{client: 2222222}",
            "{terminal: TERM0001}", "{terminal: {matches: 'term'}}", "{terminal: {min: 1}}",
            "{product: {matches: 'TL1'}}", "{amount: 10008}", "{amount: {min: 10008}}",
            "{amount: {max: 10006}}", "{cents: 8}", "{cents: {min: 8}}", "{body.currency: 0710}",
            "{body.currency: {min: 711}}", "{body.missing: x}", "{body.missing: {min: 0}}",
            "{body.missing: {matches: '.*'}}", "{body.missing: {present: yes}}",
            "{body.currency: {present: no}}", "{header.X-Test: off}", "{header.X-Other: on}",
            "{provider: ott, amount: {min: 99999}}",
            "{body.recipient: {present: no}}", "{body.recipient: {matches: '.*'}}",
            "{body.tenders: x}", "{any: [{cents: 8}, {product: STL2}]}",
            "{any: [{cents: 7, provider: stellr}]}", "{not: {provider: ott}}",
            "{not: {provider: ott, cents: 7}}", "{any: [{cents: 7}], amount: 1}",
        ])
    func doesNotFit(when: String) throws {
        var engine = try ScenarioEngine(rules: "  - {name: r, when: \(when), replies: [normal]}")
        #expect(engine.decide(facts, at: .begin).rule == nil)
    }

    @Test(
        "does not fit what is not there",
        arguments: Condition.Fact.allCases.filter { $0 != .provider })
    func absent(fact: Condition.Fact) throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, when: {\(fact.rawValue): {min: 0}}, replies: [normal]}")
        let bare = MessageFacts(operation: .products, transaction: "t", provider: "default")
        #expect(engine.decide(bare, at: .begin).rule == nil)
    }

    @Test("asks for body and header only when a rule does")
    func lazyEvidence() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: a, on: [confirm], when: {body.x: 1}, replies: [normal]}
                  - {name: b, when: {provider: stellr, header.X: 1}, replies: [normal]}
                """)
        var asked: [String] = []
        let facts = MessageFacts(
            operation: .provision, transaction: "t", provider: "ott",
            body: { path in
                asked.append(path)
                return nil
            },
            header: { name in
                asked.append(name)
                return nil
            })
        _ = engine.decide(facts, at: .begin)
        #expect(asked.isEmpty)
    }
}
