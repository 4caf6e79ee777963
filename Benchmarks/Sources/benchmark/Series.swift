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
    func text(_ format: String = "%.1f") -> String {
        String(format: format, median)
    }

    /// The least and the greatest value: how noisy the machine was.
    var spread: String {
        String(format: "%.1f–%.1f", values.min() ?? .nan, values.max() ?? .nan)
    }
}
