import Foundation

/// The same figure from several rounds.
struct Series {
    private(set) var values: [Double] = []

    mutating func append(_ value: Double) {
        values.append(value)
    }

    var median: Double {
        guard !values.isEmpty else { return .nan }
        return values.sorted()[values.count / 2]
    }

    /// The median, rounded.
    var text: String { Self.text(median) }

    /// The distance of the quartiles, as a part of the median: how noisy the machine was.
    var spread: Double {
        let sorted = values.sorted()
        guard sorted.count > 1, median != 0 else { return 0 }
        return (sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]) / median
    }

    /// A number to three digits.
    static func text(_ value: Double) -> String {
        let digits = value.magnitude < 10 ? 2 : value.magnitude < 100 ? 1 : 0
        return String(format: "%.\(digits)f", value)
    }
}
