import Vocabulary

/// A rule's ruling on one transaction or message.
enum Ruling {
    case kept
    case doubtful(Finding)
    /// A message is owed and may still come.
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

    /// Returns the ruling at the level that a scenario sets; nil keeps it.
    func counted(as level: JudgeRule.Level?) -> Ruling {
        switch (level, self) {
        case (.warn, .owed(let finding)), (.warn, .broken(let finding)): .doubtful(finding)
        case (.fail, .doubtful(let finding)): .broken(finding)
        case (.warn, .kept), (.warn, .doubtful), (.fail, .kept), (.fail, .owed), (.fail, .broken),
            (.off, _), (nil, _):
            self
        }
    }

    /// The ruling with a breach reduced to a warning.
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
