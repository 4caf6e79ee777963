import ArgumentParser

/// A part of the measurements, which prints a table of its own.
enum Part: String, CaseIterable, ExpressibleByArgument {
    /// Processor time for 100,000 provisions, each server.
    case cost
    /// Latency at a constant rate, each server.
    case latency
    /// From the start to the first answer, and memory when idle, each server.
    case start
    /// The rest is about the product alone: TLS, gzip, journal, lanes, `run`.
    case options
    /// Speed, pauses and memory as the store grows.
    case growth
    /// Exchanges that are never answered.
    case silence
    /// Exchanges that are answered later.
    case delays
    /// Other clients during a report and beside a pipelining client.
    case fairness
    /// Scenario files that are read.
    case files

    /// Measures and prints.
    func run(_ plan: Plan) throws {
        Progress.print(rawValue)
        switch self {
        case .cost: try Cost(plan: plan).run()
        case .latency: try Latency(plan: plan).run()
        case .start: try Start(plan: plan).run()
        case .options: try OptionCost(plan: plan).run()
        case .growth: try Growth(plan: plan).run()
        case .silence: try Silence(plan: plan).run()
        case .delays: try Delays(plan: plan).run()
        case .fairness: try Fairness(plan: plan).run()
        case .files: try Files(plan: plan).run()
        }
    }
}
