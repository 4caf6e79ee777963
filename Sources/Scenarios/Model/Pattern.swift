/// A regular expression by its text, known to be a good one. It is compiled where it is used, since
/// a compiled one cannot be shared between threads.
struct Pattern: Sendable, Equatable {
    let text: String

    init(parsing text: String) throws(Complaint) {
        do {
            _ = try Regex(text)
        } catch {
            throw Complaint("`\(text)` is no regular expression: \(error)")
        }
        self.text = text
    }
}
