import Vocabulary

/// A concern with the case of a book that it belongs to, for the templates.
struct PlacedConcern {
    let concern: Concern
    let item: ReportBook.Case
    let place: ReportView.Place
    /// The numbers of the messages that the document shows.
    let shown: Set<Int>

    /// The most cases that are named for one cause.
    private static let casesMax = 12

    /// Returns all of a report, the worst first.
    static func all(
        of report: Report, in item: ReportBook.Case, at place: ReportView.Place
    ) -> [PlacedConcern] {
        let shown = Set(report.exhibits.flatMap(\.numbers))
        return Concern.all(of: report).map {
            PlacedConcern(concern: $0, item: item, place: place, shown: shown)
        }
    }

    /// Returns the values for concerns of one cause. The places of those in several cases are in
    /// the sections of the cases.
    ///
    /// - Parameters:
    ///   - group: at least one.
    ///   - isNamed: true to name the cases.
    static func values(of group: [PlacedConcern], isNamed: Bool) -> ReportView.Values {
        let first = group[0]
        let concern = first.concern
        let isOne = group.count == 1
        let comparison = Comparison(of: group.map(\.concern.comparison))
        let evidence = isOne ? concern.evidence : []
        return ReportView.verdict(concern.verdict).merging([
            "id": concern.isDuty ? concern.id : "", "hasID": concern.isDuty,
            "title": concern.title.shownSentence, "message": concern.message.shownSentence,
            "hasComparison": comparison != nil,
            "wanted": comparison?.expected.shownSentence ?? "",
            "got": comparison?.got.shownSentence ?? "",
            "isNamed": isNamed, "places": places(of: group), "anchor": first.anchor,
            "morePlaces": isOne || group.count <= casesMax
                ? "" : " and \(group.count - casesMax) more",
            "where": isOne ? ReportView.placeText(concern) : "",
            "hasPlace": isOne && !concern.transactions.isEmpty,
            "hasEvidence": !evidence.isEmpty,
            "evidence": ReportView.evidence(evidence, first.place, first.shown),
            "todo": concern.todo ?? "", "hasTodo": concern.todo != nil,
        ]) { $1 }
    }

    private static func places(of group: [PlacedConcern]) -> [ReportView.Values] {
        let named = group.prefix(casesMax)
        return named.enumerated().map { index, placed in
            let title = group.count == 1 ? " \(placed.item.title)" : ""
            return [
                "anchor": placed.anchor,
                "name": "\(placed.item.number.shownName)\(title.shownSentence)",
                "isLast": index == named.count - 1,
            ]
        }
    }

    private var anchor: String {
        concern.isDuty ? "\(place)-\(concern.id)" : place.anchor
    }
}
