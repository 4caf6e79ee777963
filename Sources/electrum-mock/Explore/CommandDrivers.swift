import CEpoll
import Glibc

/// Commands that live long: each reads a line with the URL and the number of a run on its standard
/// input, plays, and answers a line with its status. One that ends, or does not answer in time, is
/// replaced.
actor CommandDrivers: CommandStarter {
    /// A command that waits for a line, or plays.
    private struct Driver {
        let group: ProcessGroup
        let ending: Task<CommandRunner.Ending, Never>
        let input: Int32
        let output: CapturedOutput
        let errors: CapturedOutput
    }

    private let command: [String]
    private let runner: CommandRunner
    private let variables: [String: String]
    private var idle: [Driver] = []
    private var startedCount = 0

    init(_ command: [String], _ runner: CommandRunner, variables: [String: String]) {
        self.command = command
        self.runner = runner
        self.variables = variables
    }

    func run(
        _ environment: [String: String], number: Int, limit: Duration
    ) async throws -> CommandRunner.Ending {
        let driver = try idle.popLast() ?? start(environment)
        let line = "\(environment["ELECTRUM_MOCK_URL"] ?? "") \(number)\n"
        // A driver that has ended meanwhile answers nothing.
        _ = write(driver.input, line, line.utf8.count)
        let (answer, isOverdue) = await Self.answer(of: driver.output, within: limit)
        if let answer, let status = Int32(answer.filter { !$0.isWhitespace }) {
            idle.append(driver)
            return CommandRunner.Ending(status: status, output: driver.errors.latest)
        }
        driver.group.send(SIGKILL)
        var ending = await driver.ending.value
        close(driver.input)
        ending.isOverdue = isOverdue
        ending.output = await driver.errors.tail()
        if let answer { ending.output += "\nits answer is not a status: \(answer)" }
        return ending
    }

    /// Ends all drivers: their input ends, and what does not end then is ended.
    func dismiss() async {
        for driver in idle {
            close(driver.input)
            driver.group.send(SIGTERM)
        }
        for driver in idle { _ = await driver.ending.value }
        idle = []
    }

    private func start(_ environment: [String: String]) throws -> Driver {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else {
            throw ProcessGroup.Failure(description: "no pipe for the command")
        }
        defer { close(ends[0]) }
        let output = try CapturedOutput()
        let errors = try CapturedOutput()
        defer {
            output.begin()
            errors.begin()
        }
        startedCount += 1
        var own = environment.merging(variables) { $1 }
        own[CommandRunner.sandboxVariable] = "explore-driver-\(startedCount)"
        let (group, ending) = try runner.start(
            command, environment: own,
            streams: .given(input: ends[0], output: output.writeEnd, errors: errors.writeEnd))
        return Driver(
            group: group, ending: ending, input: ends[1], output: output, errors: errors)
    }

    private static func answer(
        of output: CapturedOutput, within limit: Duration
    ) async -> (line: String?, isOverdue: Bool) {
        await withTaskGroup(of: (String?, Bool).self) { group in
            group.addTask { (await output.line(), false) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return (nil, true)
            }
            let first = await group.next() ?? (nil, true)
            group.cancelAll()
            return first
        }
    }
}
