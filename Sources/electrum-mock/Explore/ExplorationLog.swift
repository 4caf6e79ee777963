import Exploration
import Glibc
import JSONTree
import Synchronization
import Vocabulary

/// The runs of an exploration in a file, a line each, so that an interrupted one can be resumed:
/// what was played is not played again.
final class ExplorationLog: Sendable {
    /// A reason why the file cannot be used.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// An earlier exploration, read from its log.
    struct Past {
        var setting: Setting
        var isSlow: Bool
        var seed: UInt64
        /// The duration of a run without faults, and the time that a silence adds.
        var plainMs: Int64
        var silenceMs: Int64
        /// The runs in order.
        var runs: [(trace: Trace, job: Search.Job)] = []
        /// The runs that repeated a finding or made it simpler.
        var repetitions: [Schedule: [Trace]] = [:]
    }

    static let fileName = "explored.ndjson"
    private static let logBytesMax = 256 * 1024 * 1024

    private let descriptor: Int32
    private let path: String
    /// True once a line could not be written.
    private let hasFailed = Atomic(false)

    /// Opens the file to add to it.
    ///
    /// - Parameter isNew: true to begin anew.
    init(_ directory: String, isNew: Bool) throws(Failure) {
        path = "\(directory)/\(Self.fileName)"
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isNew ? O_TRUNC : 0)
        descriptor = open(path, flags, 0o666)
        guard descriptor >= 0 else {
            throw Failure(description: "\(path): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Records the command and the settings of the exploration.
    func begin(_ past: Past, command: [String]) {
        add([
            "command": .array(command.map(JSON.string)),
            "messaging": .string(past.setting.messaging),
            "timeoutMs": .number(JSONNumber(past.setting.timeoutMs)),
            "patienceMs": past.setting.patienceMs.map { .number(JSONNumber($0)) } ?? .null,
            "tls": .bool(past.setting.hasTLS), "tokens": .bool(past.setting.hasTokens),
            "slow": .bool(past.isSlow), "seed": .string(String(past.seed)),
            "plainMs": .number(JSONNumber(past.plainMs)),
            "silenceMs": .number(JSONNumber(past.silenceMs)),
        ])
    }

    /// Records a run.
    func add(_ trace: Trace, of job: Search.Job) {
        let schedule = job.schedule
        var wave = ""
        if case .wave(let known) = job.purpose { wave = known.rawValue }
        let messages = trace.messages.map { message -> JSON in
            let rule = message.met == .normal ? "" : schedule.rule(of: message)
            return .array([
                .string(message.operation.rawValue), .string("\(message.transaction)"),
                .string(rule),
            ])
        }
        let findings = trace.findings.sorted().map { finding -> JSON in
            .array([.string(finding.rule), .string(finding.message)])
        }
        add([
            "schedule": .string(schedule.description), "wave": .string(wave),
            "messages": .array(messages),
            "findings": .array(findings),
            "facts": .array(trace.facts.sorted().map(JSON.string)),
        ])
    }

    private func add(_ line: JSON) {
        let bytes = line.encoded + [UInt8(ascii: "\n")]
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count < bytes.count, !hasFailed.exchange(true, ordering: .relaxed)
        else { return }
        // It costs the resumption, and nothing else.
        let reason = count < 0 ? String(cString: strerror(errno)) : "it is cut short"
        Output.error.tell("\(path): \(reason); --resume will not know all runs")
    }

    /// Reads an earlier exploration; a line that was cut short is left out.
    static func read(_ directory: String, of command: [String]) throws -> Past {
        let path = "\(directory)/\(fileName)"
        let bytes: [UInt8]
        do {
            bytes = try WholeFile(path: path).read(atMost: logBytesMax)
        } catch {
            throw Failure(description: "\(path): \(error)")
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first, let head = try? JSON(parsing: Array(first)),
            var past = Past(head)
        else { throw Failure(description: "\(path) is not the log of an exploration") }
        guard head["command"]?.items?.compactMap(\.text) == command else {
            throw Failure(description: "\(path) is about another command")
        }
        for line in lines.dropFirst() {
            guard let json = try? JSON(parsing: Array(line)),
                let schedule = json["schedule"]?.text.flatMap({ Schedule($0) })
            else { continue }
            let trace = Trace(json, of: schedule)
            if schedule.isEmpty {
                past.runs.append((trace, Search.Job(schedule: schedule, purpose: .observation)))
            } else if let wave = json["wave"]?.text.flatMap(Wave.init(rawValue:)) {
                past.runs.append((trace, Search.Job(schedule: schedule, purpose: .wave(wave))))
            } else {
                past.repetitions[schedule, default: []].append(trace)
            }
        }
        return past
    }
}

extension ExplorationLog.Past {
    fileprivate init?(_ head: JSON) {
        guard let messaging = head["messaging"]?.text,
            let seed = head["seed"]?.text.flatMap({ UInt64($0) }),
            let timeoutMs = head["timeoutMs"]?.integer, let plainMs = head["plainMs"]?.integer,
            let silenceMs = head["silenceMs"]?.integer,
            [timeoutMs, plainMs, silenceMs].allSatisfy((0...Self.msMax).contains)
        else { return nil }
        setting = Setting()
        setting.messaging = messaging == "single" ? "single" : "dual"
        setting.timeoutMs = timeoutMs
        setting.patienceMs = head["patienceMs"]?.integer.map { min(max($0, 1), Self.msMax) }
        setting.hasTLS = head["tls"] == true
        setting.hasTokens = head["tokens"] == true
        isSlow = head["slow"] == true
        self.seed = seed
        self.plainMs = plainMs
        self.silenceMs = silenceMs
    }

    /// A day.
    private static let msMax: Int64 = 86_400_000
}

extension Trace {
    fileprivate init(_ json: JSON, of schedule: Schedule) {
        let messages = (json["messages"]?.items ?? []).compactMap { item -> SeenMessage? in
            let parts = item.items?.compactMap(\.text) ?? []
            guard parts.count == 3, let operation = Operation(rawValue: parts[0]) else {
                return nil
            }
            return SeenMessage(
                operation, transaction: parts[1], rule: parts[2].isEmpty ? nil : parts[2])
        }
        let findings = (json["findings"]?.items ?? []).compactMap { item -> Signature? in
            let parts = item.items?.compactMap(\.text) ?? []
            return parts.count == 2 ? Signature(rule: parts[0], normalised: parts[1]) : nil
        }
        self.init(
            messages, under: schedule, findings: Set(findings),
            facts: Set((json["facts"]?.items ?? []).compactMap(\.text)))
    }
}

extension Schedule {
    /// The rule of its scenario that a message met.
    fileprivate func rule(of message: TracedMessage) -> String {
        let isOverall = message.lane == .attempts && !self[.overall].kinds.isEmpty
        return (isOverall ? Schedule.Lane.overall : message.lane).rawValue
    }
}
