/// A mistake and its place.
struct Mistake: Error, Hashable {
    let place: Place
    let message: String
    let hint: String?

    init(at place: Place, _ message: String, hint: String? = nil) {
        self.place = place
        self.message = message
        self.hint = hint
    }

    init(at place: Place, _ complaint: Complaint) {
        self.init(at: place, complaint.message, hint: complaint.hint)
    }
}
