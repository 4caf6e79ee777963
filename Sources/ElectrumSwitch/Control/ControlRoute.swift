/// The control API, below `/_mock`.
enum ControlRoute: Equatable {
    case health
    case metrics
    case scenarios
    case scenario(String)
    case sandbox(String)
    case journal(String)
    case await(String)
    case transactions(String)
    case transaction(String, id: String)
    case queue(String)
    case clock(String)
    case report(String)

    /// The paths below `/_mock`, for the hint of an error.
    static let summary =
        [
            "health", "metrics", "scenarios", "scenarios/NAME", "sandboxes/NAME",
        ].joined(separator: ", ")
        + [
            "journal", "journal/await", "transactions", "transactions/ID", "queue", "clock",
            "report",
        ].map { ", sandboxes/NAME/\($0)" }.joined()

    /// Returns true if a path belongs to the control API, even if there is no such route.
    static func isAbove(_ path: String) -> Bool {
        path == "/_mock" || path.hasPrefix("/_mock/")
    }

    var methods: [String] {
        switch self {
        case .sandbox: ["PUT", "GET", "DELETE"]
        case .clock: ["POST"]
        default: ["GET"]
        }
    }

    /// Reads the segments of a path behind `/_mock`; nil if there is no such route.
    init?(_ segments: [String]) {
        let route: ControlRoute? =
            switch (segments.first, segments.count) {
            case ("health", 1): .health
            case ("metrics", 1): .metrics
            case ("scenarios", 1): .scenarios
            // The name of a scenario is a path.
            case ("scenarios", _): .scenario(segments.dropFirst().joined(separator: "/"))
            case ("sandboxes", 2): .sandbox(segments[1])
            case ("sandboxes", 3): Self.sandboxPart(segments[1], segments[2])
            case ("sandboxes", 4) where segments[2] == "journal" && segments[3] == "await":
                .await(segments[1])
            case ("sandboxes", 4) where segments[2] == "transactions":
                .transaction(segments[1], id: segments[3])
            default: nil
            }
        guard let route else { return nil }
        self = route
    }

    private static func sandboxPart(_ name: String, _ part: String) -> ControlRoute? {
        switch part {
        case "journal": .journal(name)
        case "transactions": .transactions(name)
        case "queue": .queue(name)
        case "clock": .clock(name)
        case "report": .report(name)
        default: nil
        }
    }
}
