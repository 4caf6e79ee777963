/// The defects that a till can be given, by name.
package enum TillDefects {
    /// Defects that one fault, or none, shows.
    package static let plain: [TillDefect] = open
    /// Defects that only show in a certain history: a composition of faults, or a later sale.
    package static let composite: [TillDefect] = firstComposite

    package static let all = plain + composite

    /// The defect of a name; nil if there is none.
    package static func named(_ name: String) -> TillDefect? {
        all.first { $0.name == name }
    }

    private static let open: [TillDefect] = [
        TillDefect(
            "gives-up-after-silence", "Takes silence for the end of the sale.", "D1",
            when: [.row([.first(.silent)])], .moves(.end(.declined))),
        TillDefect(
            "gives-up-after-503", "Takes a 503 for the end of the sale.", "D1",
            when: [.row([.first(.e503)])], .moves(.end(.declined))),
        TillDefect(
            "never-confirms", "Hands out the voucher and sends no confirmation.", "D6",
            when: [.row([.attempt(.approved)])], .moves(.end(.confirmed))),
    ]

    private static let firstComposite: [TillDefect] = [
        TillDefect(
            "gives-up-when-confirmation-after-retry-gets-503",
            "Gives up when the confirmation after a retry gets a 503.", "D8",
            when: [.row([.retry(.approved), .confirm(.e503)])], .moves(.end(.confirmed))),
        TillDefect(
            "never-confirms-second-sale", "Sends no confirmation for the second sale.", "D6",
            when: [.sale(2...2), .row([.attempt(.approved)])], .moves(.end(.confirmed))),
        TillDefect(
            "abandons-after-503-504-503", "Gives up after 503, 504 and 503 in a row.", "D5",
            when: [.row([.attempt(.e503), .attempt(.e504), .attempt(.e503)])],
            .moves(.end(.declined))),
    ]
}
