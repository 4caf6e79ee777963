/// The defects that a till can be given, by name.
package enum TillDefects {
    /// Defects that one fault, or none, shows.
    package static let plain = unanswered + retries + declines + advices + messages + claims

    /// Defects that only show in a certain history: several faults together, or a fault after a
    /// sale that went well. The shipped scenarios show none of them.
    package static let composite = afterAttempts + inAdvices + acrossSales

    package static let all = plain + composite

    /// The defect of a name; nil if there is none.
    package static func named(_ name: String) -> TillDefect? {
        all.first { $0.name == name }
    }
}
