import Testing
import Till

/// The till as a state machine, driven without a socket or a clock.
struct TillMachineTests {
    @Test("A till that keeps every duty goes by the flows", arguments: Played.flows)
    func flows(played: Played) {
        #expect(played.story() == played.expected)
    }

    @Test("A defect shows where its condition holds, and nowhere else")
    func condition() throws {
        let defect = try #require(
            TillDefects.named("gives-up-when-confirmation-after-retry-gets-503"))
        let shows = Played([.e503, .voucher, .e503, .ok], [])
        #expect(shows.story(defects: [defect]) == ["provision", "retry", "confirm", "confirmed"])
        let silent = Played([.voucher, .e503, .ok], [])
        #expect(
            silent.story(defects: [defect]) == ["provision", "confirm", "confirm", "confirmed"])
    }

    @Test("Every defect has a name of its own")
    func names() {
        #expect(Set(TillDefects.all.map(\.name)).count == TillDefects.all.count)
    }
}
