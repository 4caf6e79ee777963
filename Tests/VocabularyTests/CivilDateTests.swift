import Testing
import Vocabulary

struct CivilDateTests {
    /// A day of the proleptic Gregorian calendar and its number since 1970-01-01.
    struct Day: Sendable {
        let number: Int64
        let year: Int
        let month: Int
        let day: Int
        let weekday: Int

        init(_ number: Int64, _ year: Int, _ month: Int, _ day: Int, weekday: Int) {
            self.number = number
            self.year = year
            self.month = month
            self.day = day
            self.weekday = weekday
        }
    }

    private static let table = [
        Day(0, 1970, 1, 1, weekday: 4), Day(-1, 1969, 12, 31, weekday: 3),
        Day(58, 1970, 2, 28, weekday: 6), Day(59, 1970, 3, 1, weekday: 0),
        Day(364, 1970, 12, 31, weekday: 4), Day(365, 1971, 1, 1, weekday: 5),
        Day(789, 1972, 2, 29, weekday: 2), Day(790, 1972, 3, 1, weekday: 3),
        Day(9_075, 1994, 11, 6, weekday: 0), Day(10_956, 1999, 12, 31, weekday: 5),
        Day(10_957, 2000, 1, 1, weekday: 6), Day(11_015, 2000, 2, 28, weekday: 1),
        Day(11_016, 2000, 2, 29, weekday: 2), Day(11_017, 2000, 3, 1, weekday: 3),
        Day(11_322, 2000, 12, 31, weekday: 0), Day(19_782, 2024, 2, 29, weekday: 4),
        Day(20_481, 2026, 1, 28, weekday: 3), Day(24_855, 2038, 1, 19, weekday: 2),
        Day(47_540, 2100, 2, 28, weekday: 0), Day(47_541, 2100, 3, 1, weekday: 1),
        Day(157_113, 2400, 2, 29, weekday: 2), Day(157_114, 2400, 3, 1, weekday: 3),
        Day(2_932_896, 9999, 12, 31, weekday: 5), Day(-25_509, 1900, 2, 28, weekday: 3),
        Day(-25_508, 1900, 3, 1, weekday: 4), Day(-135_081, 1600, 2, 29, weekday: 2),
        Day(-719_162, 1, 1, 1, weekday: 1), Day(-719_163, 0, 12, 31, weekday: 0),
        Day(-719_468, 0, 3, 1, weekday: 3), Day(-719_469, 0, 2, 29, weekday: 2),
        Day(-719_529, -1, 12, 31, weekday: 5),
    ]

    @Test(
        "days have the date and the weekday of the calendar",
        arguments: table)
    func days(_ day: Day) {
        let date = CivilDate(unixSeconds: day.number * 86_400)
        #expect(date.year == day.year)
        #expect(date.month == day.month)
        #expect(date.day == day.day)
        #expect(date.weekday == day.weekday)
    }

    @Test("a date and a time have the Unix time that they come from", arguments: table)
    func unixSeconds(_ day: Day) {
        let unixSeconds = CivilDate.unixSeconds(
            year: day.year, month: day.month, day: day.day, hour: 23, minute: 59, second: 58)
        #expect(unixSeconds == day.number * 86_400 + 86_398)
    }

    @Test(
        "seconds have the time of the day, before 1970 too",
        arguments: [
            (0, 0, 0, 0), (59, 0, 0, 59), (60, 0, 1, 0), (3_599, 0, 59, 59), (3_600, 1, 0, 0),
            (86_399, 23, 59, 59), (86_400, 0, 0, 0), (-1, 23, 59, 59), (-86_400, 0, 0, 0),
            (-86_401, 23, 59, 59), (784_111_777, 8, 49, 37), (2_147_483_647, 3, 14, 7),
        ] as [(Int64, Int, Int, Int)])
    func times(_ unixSeconds: Int64, _ hour: Int, _ minute: Int, _ second: Int) {
        let date = CivilDate(unixSeconds: unixSeconds)
        #expect(date.hour == hour)
        #expect(date.minute == minute)
        #expect(date.second == second)
    }

    @Test("800 years of days follow each other as the calendar says")
    func everyDay() {
        var (year, month, day) = (1600, 1, 1)
        for number in Int64(-135_140)...Int64(157_053) {
            let date = CivilDate(unixSeconds: number * 86_400 + 43_200)
            guard (date.year, date.month, date.day) == (year, month, day) else {
                Issue.record("day \(number) is \(date), not \(year)-\(month)-\(day)")
                return
            }
            (year, month, day) = Self.dayAfter(year, month, day)
        }
        #expect((year, month, day) == (2400, 1, 1))
    }

    private static func dayAfter(_ year: Int, _ month: Int, _ day: Int) -> (Int, Int, Int) {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if day < lengths[month - 1] { return (year, month, day + 1) }
        return month < 12 ? (year, month + 1, 1) : (year + 1, 1, 1)
    }
}
