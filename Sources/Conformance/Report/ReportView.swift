import Vocabulary

/// A report as the templates see it: names and values, lists and flags. Texts are shown texts;
/// the template escapes them for its form.
struct ReportView {
    typealias Values = [String: Any]

    /// The most rows of a table of transactions.
    private static let rowsMax = 500
    /// The most rows of a table that is open from the beginning.
    private static let shortTable = 20
    /// The most names in a sentence.
    private static let namesMax = 3

    private let book: ReportBook

    /// Returns the values for a whole document.
    static func values(of book: ReportBook) -> Values {
        ReportView(book: book).document
    }

    private var document: Values {
        let verdict = book.verdict
        let concerns = book.cases.enumerated().flatMap { index, item in
            item.reports.enumerated().flatMap { part, report in
                PlacedConcern.all(of: report, in: item, at: Place(index, part))
            }
        }.grouped(by: \.concern.cause)
        let isNamed = book.cases.count > 1
        let remark = book.riskRemark.map { " \($0)" } ?? ""
        let failing = concerns.filter { $0[0].concern.verdict >= .inconclusive }
            .map { PlacedConcern.values(of: $0, isNamed: isNamed) }
        let doubts = concerns.filter { $0[0].concern.verdict < .inconclusive }
            .map { PlacedConcern.values(of: $0, isNamed: isNamed) }
        return Self.verdict(verdict).merging([
            "title": book.title.shownName, "lead": lead + remark,
            "numbers": book.numbers.enumerated().map { index, number in
                ["value": number.value, "label": number.label, "isLast": index == 2] as Values
            },
            "isFailing": !failing.isEmpty, "failing": Array(failing.prefix(Self.rowsMax)),
            "moreFailing": Swift.max(0, failing.count - Self.rowsMax),
            "isDoubtful": !doubts.isEmpty, "doubts": Array(doubts.prefix(Self.rowsMax)),
            "hasBookFacts": !book.facts.isEmpty, "bookFacts": Self.facts(book.facts),
            "tables": book.tables.map(Self.table), "hasCases": !book.cases.isEmpty,
            "isAlone": book.cases.count == 1,
            "columns": VerdictRule.all.map { ["id": $0.id] },
            "rows": book.cases.enumerated().flatMap { rows($1, $0) },
            "isNotRun": !notRun.isEmpty, "notRun": notRun,
            "isHollow": !hollow.isEmpty, "hollow": hollow,
            "cases": book.cases.enumerated().flatMap { sections($1, $0) },
            "isSigned": book.isSigned, "signatures": ["for the till", "for the switch"],
            "legend": Verdict.allCases.map(Self.verdict),
        ]) { $1 }
    }

    /// The answer in a sentence.
    private var lead: String {
        if let summary = book.summary { return summary.lead.shownSentence }
        guard book.cases.count == 1, let report = book.reports.first else {
            let failed = book.cases.filter { $0.verdict == .fail }.map(\.number)
            let sentence =
                failed.isEmpty ? "No case failed" : "Failed: \(Self.names(failed, max: 12))"
            return "\(sentence). \(notRun.count) of \(book.cases.count) cases were not run."
        }
        return "\(report.title): \(report.lead)."
    }

    // MARK: Matrix

    private func rows(_ item: ReportBook.Case, _ index: Int) -> [Values] {
        guard !item.reports.isEmpty else {
            return [
                [
                    "number": item.number.shownName, "title": item.title.shownSentence,
                    "isRun": false, "sign": "○", "word": "not run", "kind": "not-run",
                    "cells": VerdictRule.all.map { _ in Self.cell(nil, "") },
                    "expected": Self.cell(nil, ""),
                ]
            ]
        }
        return item.reports.enumerated().map { part, report in
            let place = Place(index, part)
            let isMore = item.reports.count > 1
            let title = isMore ? "\(item.title) (\(report.place))" : item.title
            return Self.verdict(report.verdict).merging([
                "number": item.number.shownName, "title": title.shownSentence, "isRun": true,
                "anchor": place.anchor,
                "expected": Self.cell(
                    report.expectations.map(\.verdict).max(), "\(place)-expected"),
                "cells": report.rules.map { Self.cell($0.verdict, "\(place)-\($0.id)") },
            ]) { $1 }
        }
    }

    private static func cell(_ verdict: Verdict?, _ anchor: String) -> Values {
        guard let verdict else {
            return ["isLinked": false, "sign": "", "word": "", "kind": "not-run"]
        }
        return Self.verdict(verdict).merging(
            ["isLinked": verdict > .notApplicable, "anchor": anchor]
        ) { $1 }
    }

    // MARK: What is not there, in short

    private var notRun: [Values] {
        book.cases.compactMap { item in
            guard let reason = item.notRun ?? (item.reports.isEmpty ? "not run" : nil) else {
                return nil
            }
            return [
                "number": item.number.shownName, "title": item.title.shownSentence,
                "reason": reason.shownSentence,
            ]
        }
    }

    /// The cases whose fault never happened.
    private var hollow: [Values] {
        book.cases.compactMap { item in
            let idle = item.reports.flatMap(\.scenarioRules).filter {
                $0.verdict == .inconclusive
            }
            guard let first = idle.first else { return nil }
            return [
                "number": item.number.shownName, "title": item.title.shownSentence,
                "reason": "rule \(first.name.shownName) \(first.observed)".shownSentence,
            ]
        }
    }

    // MARK: One case

    private func sections(_ item: ReportBook.Case, _ index: Int) -> [Values] {
        let head: Values = [
            "number": item.number.shownName, "title": item.title.shownSentence,
            "task": item.task?.shownSentence ?? "", "hasTask": item.task != nil,
            "source": item.source?.shownSentence ?? "", "hasSource": item.source != nil,
            "remarks": item.remarks.map(\.shownSentence), "hasRemarks": !item.remarks.isEmpty,
            "lines": (item.listing ?? "").split(separator: "\n").map {
                String($0).shownSentence
            },
            "hasListing": item.listing != nil,
        ]
        if item.reports.isEmpty, item.listing != nil {
            let own: Values = ["anchor": Place(index, 0).anchor, "isRun": false]
            return [Self.verdict(.inconclusive).merging(head) { $1 }.merging(own) { $1 }]
        }
        return item.reports.enumerated().map { part, report in
            let place = Place(index, part)
            let numbers = Set(report.exhibits.flatMap(\.numbers))
            let applied = report.rules.filter { $0.verdict != .notApplicable }
            let others = report.rules.filter { $0.verdict == .notApplicable }
            let rest = report.transactions.count - Self.rowsMax
            let marks = Set(report.rules.flatMap { $0.findings.flatMap(\.evidence) })
            return Self.verdict(report.verdict).merging(head) { $1 }.merging([
                "anchor": place.anchor, "isRun": true, "facts": Self.facts(report.facts),
                "hasExpectations": !report.expectations.isEmpty,
                "expectations": report.expectations.map {
                    Self.expectation($0, place, numbers)
                },
                "expectedAnchor": "\(place)-expected",
                "hasRules": !report.scenarioRules.isEmpty,
                "rules": report.scenarioRules.map { rule in
                    Self.verdict(rule.verdict).merging([
                        "name": rule.name.shownName, "observed": rule.observed.shownSentence,
                    ]) { $1 }
                },
                "duties": applied.map { Self.duty($0, place, numbers) },
                "hasOthers": !others.isEmpty,
                "others": others.map(\.id).joined(separator: ", "),
                "hasExhibits": !report.exhibits.isEmpty,
                "exhibits": report.exhibits.map { Self.exhibit($0, marks, report, place) },
                "isShort": report.transactions.count <= Self.shortTable,
                "hasTransactions": !report.transactions.isEmpty,
                "transactions": report.transactions.prefix(Self.rowsMax).enumerated().map {
                    Self.transaction($1, $0, report, place)
                },
                "moreTransactions": rest > 0 ? "\(rest) more" : "", "isMore": rest > 0,
            ]) { $1 }
        }
    }

    private static func expectation(
        _ result: ExpectationResult, _ place: Place, _ numbers: Set<Int>
    ) -> Values {
        verdict(result.verdict).merging([
            "text": result.text.shownSentence, "observed": result.observed.shownSentence,
            "evidence": evidence(result.evidence, place, numbers),
        ]) { $1 }
    }

    private static func duty(_ rule: RuleResult, _ place: Place, _ numbers: Set<Int>) -> Values {
        verdict(rule.verdict).merging([
            "id": rule.id, "title": rule.title, "anchor": "\(place)-\(rule.id)",
            "observed": rule.observed, "source": rule.source, "todo": rule.todo,
            "isBroken": !rule.findings.isEmpty,
            "evidence": evidence(rule.evidence, place, numbers),
        ]) { $1 }
    }

    private static func transaction(
        _ transaction: ReportedTransaction, _ index: Int, _ report: Report, _ place: Place
    ) -> Values {
        let kind = transaction.situation.kind
        let isShown = report.exhibits.contains { $0.transaction == index }
        return [
            "id": transaction.id.shownName, "kindOfSale": transaction.kind.rawValue,
            "state": transaction.state.shownName, "attempts": String(transaction.attempts),
            "amount": transaction.amount?.description ?? "", "opinion": kind.rawValue,
            "opinionSign": kind.sign, "isLinked": isShown, "anchor": "\(place)-t\(index + 1)",
            "beliefs": transaction.beliefs.all.enumerated().map { party, belief in
                ["sign": belief.sign, "belief": belief.rawValue, "word": belief.text(of: party)]
            },
        ]
    }

    // MARK: Ladders and messages

    private static func exhibit(
        _ exhibit: Exhibit, _ evidence: Set<Int>, _ report: Report, _ place: Place
    ) -> Values {
        let marks = evidence.intersection(exhibit.numbers)
        let transaction = exhibit.transaction.map { report.transactions[$0] }
        let opinion = exhibit.ladder.opinion
        return [
            "anchor": "\(place)-t\(exhibit.transaction.map { $0 + 1 } ?? 0)",
            "name": transaction.map { "\($0.kind.rawValue) \($0.id.shownName)" }
                ?? "Messages of no transaction",
            "amount": transaction?.amount?.description ?? "",
            "hasAmount": transaction?.amount != nil, "opinion": opinion.kind.rawValue,
            "opinionSign": opinion.kind.sign,
            "head": opinion.head.shownSentence, "text": opinion.text.shownSentence,
            "hasOpinion": exhibit.transaction != nil && !opinion.head.isEmpty,
            "svg": LadderSVG.markup(exhibit.ladder, marking: marks),
            "lines": exhibit.ladder.lines(marking: marks),
            "messages": exhibit.messages.map { message(of: $0, place, marks) },
        ]
    }

    private static func message(
        of message: ReportedMessage, _ place: Place, _ marks: Set<Int>
    ) -> Values {
        [
            "anchor": "\(place)-m\(message.seq)", "seq": String(message.seq),
            "name": message.name.shownName, "answer": message.answer.shownSentence,
            "at": message.at.description, "took": message.took.map { Elapsed.text($0) } ?? "",
            "hasTook": message.took != nil,
            "isMarked": marks.contains(message.seq), "call": message.call.shownSentence,
            "hasFault": message.fault != nil, "fault": message.fault?.shownSentence ?? "",
            "hasHeaders": !message.headers.isEmpty,
            "headers": message.headers.map {
                ["name": $0.name.shownName, "value": $0.value.shownSentence]
            },
            "hasRequest": !message.request.lines.isEmpty, "request": message.request.lines,
            "hasResponse": !message.response.lines.isEmpty, "response": message.response.lines,
        ]
    }

    // MARK: Places

    /// As in "in 4 transactions: a, b, c and 1 more".
    static func placeText(_ concern: Concern) -> String {
        guard let first = concern.transactions.first else { return "" }
        if concern.transactions.count == 1 {
            return "in \(first.short.shownName)"
                + (concern.count > 1 ? ", \(concern.count) times" : "")
        }
        return "in \(concern.transactions.count) transactions: "
            + names(concern.transactions.map(\.short.shownName), max: namesMax)
    }

    static func names(_ names: [String], max: Int) -> String {
        names.prefix(max).joined(separator: ", ")
            + (names.count > max ? " and \(names.count - max) more" : "")
    }

    // MARK: Small things

    /// A case in the document, for anchors.
    struct Place: CustomStringConvertible {
        let anchor: String

        init(_ index: Int, _ part: Int) {
            anchor = "c\(index + 1)" + (part > 0 ? ".\(part + 1)" : "")
        }

        var description: String { anchor }
    }

    static func evidence(
        _ evidence: [Int], _ place: Place, _ shown: Set<Int>
    ) -> [Values] {
        let some = evidence.prefix(12).map { seq -> Values in
            [
                "seq": "#\(seq)", "isLinked": shown.contains(seq), "anchor": "\(place)-m\(seq)",
            ]
        }
        let rest = evidence.count - some.count
        return some + (rest > 0 ? [["seq": "and \(rest) more", "isLinked": false]] : [])
    }

    private static func facts(_ facts: [(label: String, value: String)]) -> [Values] {
        facts.map { ["label": $0.label, "value": $0.value] }
    }

    private static func table(_ table: ReportBook.Table) -> Values {
        [
            "title": table.title.shownName, "note": table.note.shownSentence,
            "hasHead": !table.head.isEmpty, "head": table.head.map(\.shownName),
            "lines": table.rows.map { row in
                ["label": row.label.shownSentence, "cells": row.cells.map(Self.cell)] as Values
            },
        ]
    }

    private static func cell(_ cell: ReportBook.Table.Cell) -> Values {
        switch cell {
        case .text(let text): ["isText": true, "text": text.shownSentence]
        case .verdict(nil): ["isText": false, "sign": "·", "word": "", "kind": "not-run"]
        case .verdict(let verdict?):
            Self.verdict(verdict).merging(["isText": false]) { $1 }
        }
    }

    static func verdict(_ verdict: Verdict) -> Values {
        ["kind": verdict.rawValue, "word": verdict.rawValue, "sign": verdict.sign]
    }
}
