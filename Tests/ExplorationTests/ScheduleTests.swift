import Exploration
import Testing

@Suite struct ScheduleTests {
    @Test("A schedule has one form, however it is written")
    func normalised() {
        let written = Schedule([
            .attempts: LanePlan([.error503, .error503, .error503], stays: true),
            .confirmations: LanePlan([.decline404, .normal, .normal]),
            .reversals: LanePlan([.normal], stays: true),
        ])
        #expect(written.description == "attempts=503* confirmations=404")
        #expect(Schedule(written.description) == written)
    }

    @Test("What is no schedule is not read", arguments: ["attempts", "sales=503", "attempts=,"])
    func notRead(text: String) {
        #expect(Schedule(text) == nil)
    }

    @Test("Fewer faults are simpler than fewer rules, and those than simpler kinds")
    func sizes() throws {
        let texts = [
            "attempts=503", "attempts=400", "attempts=-,503", "attempts=503*",
            "attempts=503,503", "attempts=503 confirmations=503",
        ]
        let schedules = try texts.map { try #require(Schedule($0)) }
        #expect(schedules.sorted { $0.size < $1.size } == schedules)
    }

    @Test("A schedule contains another if it has all its faults at the same places")
    func contains() throws {
        let whole = try #require(Schedule("attempts=503* confirmations=404,500"))
        for part in ["attempts=503,503", "confirmations=-,500", "attempts=503*"] {
            #expect(whole.contains(try #require(Schedule(part))))
        }
        for other in ["attempts=404", "confirmations=404*", "reversals=503"] {
            #expect(!whole.contains(try #require(Schedule(other))))
        }
    }
}
