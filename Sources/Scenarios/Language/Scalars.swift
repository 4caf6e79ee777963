extension Bool {
    init(parsing text: String) throws(Complaint) {
        switch text {
        case "yes", "true": self = true
        case "no", "false": self = false
        default: throw Complaint("`\(text)` is neither yes nor no")
        }
    }
}

extension Int64 {
    /// A whole number by its digits alone; a minus sign may precede them.
    init(parsing text: String, in bounds: ClosedRange<Int64>) throws(Complaint) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isWholeNumber }) else {
            throw Complaint("`\(text)` is no whole number")
        }
        guard let number = Int64(text), bounds.contains(number) else {
            throw Complaint(
                "\(text) is out of range",
                hint: "allowed: from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        self = number
    }
}
