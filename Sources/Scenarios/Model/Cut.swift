import Vocabulary

/// The position at which a body is cut short.
package enum Cut: Sendable, Equatable {
    /// After so many bytes, or at the end of a shorter body.
    case bytes(Int)
    /// After a fraction of the body, from 0 to below 1.
    case fraction(Double)

    /// In the middle.
    package static let half = Cut.fraction(0.5)

    /// Reads `120` (bytes) or `40%`.
    init(parsing text: String) throws(Complaint) {
        let complaint = Complaint("`\(text)` is neither a number of bytes nor a percentage")
        guard text.hasSuffix("%") else {
            let bytes = try? Int64(parsing: text, in: 0...Int64(Int32.max))
            guard let bytes else { throw complaint }
            self = .bytes(Int(bytes))
            return
        }
        guard let parts = Decimal(text.dropLast())?.scaled(by: 1_000_000) else { throw complaint }
        guard parts < 100_000_000 else {
            throw Complaint("\(text) is the end of the body; a place before it is needed")
        }
        self = .fraction(Double(parts) / 100_000_000)
    }

    /// As a scenario writes it: `120`, `40%`.
    package var written: String {
        if case .bytes(let bytes) = self { String(bytes) } else { description }
    }

    /// Returns how many bytes of a body of `count` bytes are sent.
    package func length(of count: Int) -> Int {
        switch self {
        case .bytes(let bytes): min(bytes, count)
        case .fraction(let fraction): Int(Double(count) * fraction)
        }
    }
}

extension Cut: CustomStringConvertible {
    /// `byte 120`, `40%`.
    package var description: String {
        switch self {
        case .bytes(let bytes): return "byte \(bytes)"
        case .fraction(let fraction):
            let percent = fraction * 100
            return percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
        }
    }
}
