/// What a rule says of one transaction or message it applies to.
enum Ruling {
    case kept
    case doubtful(Finding)
    /// Something is still owed and may yet come.
    case owed(Finding)
    case broken(Finding)

    var verdict: Verdict {
        switch self {
        case .kept: .pass
        case .doubtful: .warn
        case .owed: .inconclusive
        case .broken: .fail
        }
    }

    var finding: Finding? {
        switch self {
        case .kept: nil
        case .doubtful(let finding), .owed(let finding), .broken(let finding): finding
        }
    }
}
