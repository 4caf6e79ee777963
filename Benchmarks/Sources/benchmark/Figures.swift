import Glibc

/// The figures of a part, by row and server, printed as a table of Markdown.
struct Figures {
    private let title: String
    /// The servers, from left to right.
    private let columns: [String]
    private var rows: [(name: String, cells: [String: Series])] = []

    init(_ title: String, columns: [String]) {
        self.title = title
        self.columns = columns
    }

    /// Adds what one round has found.
    mutating func add(_ row: String, _ column: String, _ value: Double) {
        let index = rows.firstIndex { $0.name == row } ?? rows.endIndex
        if index == rows.endIndex { rows.append((row, [:])) }
        rows[index].cells[column, default: Series()].append(value)
    }

    /// The median of what was added; nil if nothing was.
    func median(_ row: String, _ column: String) -> Double? {
        rows.first { $0.name == row }?.cells[column]?.median
    }

    /// Prints medians, with how often the ceiling's figure they are where it has one.
    func print() {
        var table = Table([title] + columns + ["spread"])
        for (name, cells) in rows {
            let spread = cells.values.map(\.spread).max() ?? 0
            let isRepeated = cells.values.contains { $0.values.count > 1 }
            table.append(
                [name] + columns.map { text(cells, $0) }
                    + [isRepeated ? "±\(Int(spread * 50)) %" : ""])
        }
        table.print()
        Swift.print("\nLoad average: \(Series.text(Processors.loadAverage)).\n")
        fflush(nil)
    }

    private func text(_ cells: [String: Series], _ column: String) -> String {
        guard let series = cells[column] else { return "–" }
        guard let ceiling = cells[Contender.ceilingName], column != Contender.ceilingName else {
            return series.text
        }
        return "\(series.text) (\(Series.text(series.median / ceiling.median))×)"
    }
}
