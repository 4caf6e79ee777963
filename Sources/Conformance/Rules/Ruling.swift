import Vocabulary

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

    /// The ruling under a level that a scenario sets; nil keeps it.
    func counted(as level: JudgeRule.Level?) -> Ruling {
        switch (level, self) {
        case (.warn, .owed(let finding)), (.warn, .broken(let finding)): .doubtful(finding)
        case (.fail, .doubtful(let finding)): .broken(finding)
        default: self
        }
    }

    /// The ruling where a breach harms nobody.
    var excused: Ruling {
        if case .broken(let finding) = self { .doubtful(finding) } else { self }
    }

    var finding: Finding? {
        switch self {
        case .kept: nil
        case .doubtful(let finding), .owed(let finding), .broken(let finding): finding
        }
    }
}
