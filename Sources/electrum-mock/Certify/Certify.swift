import ArgumentParser
import Certification
import Conformance
import ElectrumMock
import Escaping
import HTTPServing
import Scenarios
import Vocabulary

struct Certify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Play the cases of a plan against a till, and write the record to sign.",
        discussion: """
            Runs the command once for each case, in a sandbox of its own. The command finds the mock \
            as under `run`, and is told ELECTRUM_MOCK_CASE, _SCENARIO, _MESSAGING, _SALES and, where \
            the case says so, _PROVIDER and _AMOUNT (in cents). A command that cannot play a case \
            exits with 77: the case is then not run, never passed. Exits with 0 when every case \
            asked for passed or is not applicable, 3 when one did not, 2 on a mistake in a file, 4 \
            when the mock could not start. --verify RECORD JOURNAL makes hashes and verdicts anew.
            """)

    /// The options of the certification.
    struct Main: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The plan: its file, or the name of one in plans/.", valueName: "plan"))
        var plan = "certification"

        @Option(
            name: .customLong("case"),
            help: ArgumentHelp(
                "A case such as 3.2, or a chapter such as 3; may be repeated. Default: all.",
                valueName: "number"))
        var numbers: [String] = []

        @Option(help: ArgumentHelp("The till's name, for the record.", valueName: "name"))
        var till = ""

        @Option(help: ArgumentHelp("The till's version, for the record.", valueName: "version"))
        var tillVersion = ""

        @Option(help: ArgumentHelp("The till's vendor, for the record.", valueName: "name"))
        var vendor = ""

        @Option(help: ArgumentHelp("The name of the tester, for the record.", valueName: "name"))
        var tester = ""

        @Option(
            help: ArgumentHelp(
                "The record; its journal is beside it, with the extension .journal.",
                valueName: "file"))
        var record = "certification.json"

        @Flag(help: "Continue a record: cases that passed or failed are not played again.")
        var resume = false

        @Option(
            help: ArgumentHelp(
                """
                A file for a readable form of the record: .html, .md, .txt, .xml (JUnit) or .json; \
                - is standard output; may be repeated.
                """, valueName: "file"))
        var report: [String] = []

        @Option(
            help: ArgumentHelp(
                "A ZIP archive of the record, its journal, its pages, the plan and the scenarios.",
                valueName: "file.zip"))
        var bundle: String?

        @Option(
            help: ArgumentHelp(
                "The number of cases that are played side by side.", valueName: "count"))
        var parallel = 1

        @Option(
            help: ArgumentHelp(
                "The longest time that the command may take for a case, such as 15m.",
                valueName: "duration"))
        var limit = Duration.seconds(900)

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp(
                "Verify a record by its journal, and play nothing.", valueName: "record journal"))
        var verify: [String] = []

        private static let parallelMax = 64

        func validate() throws {
            if let stranger = report.first(where: { ReportFormat(path: $0) == nil }) {
                let known = ReportFormat.endings.map { ".\($0.0)" }.joined(separator: ", ")
                throw ValidationError("--report \(stranger): its extension is none of \(known)")
            }
            guard (1...Self.parallelMax).contains(parallel) else {
                throw ValidationError(
                    "--parallel must be 1 to \(Self.parallelMax), not \(parallel)")
            }
            try limit.check("--limit", from: .milliseconds(1), to: WrittenDuration.longest)
        }
    }

    @OptionGroup(title: "Main options") var main: Main

    @OptionGroup var options: ServeOptions

    @OptionGroup var command: CommandArgument

    func validate() throws {
        guard main.verify.isEmpty else {
            guard main.verify.count == 2, command.words.isEmpty else {
                throw ValidationError("--verify takes a record and its journal, and no command")
            }
            return
        }
        try command.demand(reaching: options.main.listen)
    }

    func run() async throws {
        guard main.verify.isEmpty else { return try verifyRecord() }
        let files = files
        try options.tryOut(reading: [main.plan], writing: files.outputs)
        let library = try options.library.load(options.library.directories)
        let (plan, text) = try planText(in: library)
        let asked = try cases(of: plan)
        let seed = options.main.seed ?? .random(in: 1...999_999)
        var evidence = CaseJournal()
        var record = CertificationRecord(
            plan, hash: Digest.sha256(text), subject,
            CertificationRecord.Instrument(
                product: ProductInfo.name, version: ProductInfo.version,
                commit: ProductInfo.commit, seed: seed),
            because: "not asked for")
        let hashes = try hashes(of: plan.cases, in: library)
        if main.resume {
            try files.resume(
                &record, &evidence, hashes: hashes, keepsSeed: options.main.seed == nil)
        } else {
            try files.checkNew()
        }
        let left = asked.filter { planned in
            !record.cases.contains { $0.number == planned.number && $0.isSettled }
        }
        for planned in left { record.note(CaseResult(planned, .notRun, because: "not reached")) }
        let used = Set(
            asked.map(\.scenario) + record.cases.filter(\.isKept).map(\.scenario))
        record.scenarios = hashes.filter { used.contains($0.key) }
        let relay = await SignalRelay(graceMs: options.limits.stopGraceMs)
        defer { relay.dismiss() }
        let runner = CommandRunner(relay, graceMs: options.limits.stopGraceMs)
        RunningMock.tellSeed(record.instrument.seed)
        let player = CasePlayer(
            self, seed: record.instrument.seed, library: library, runner: runner, relay: relay)
        do {
            try await player.play(left) { result, records in
                record.note(result)
                evidence.replace(result.sandbox, by: records)
                _ = try files.write(&record, evidence)
                Output.error.write(painted: result.line.folded() + "\n")
            }
        } catch {
            await runner.dismiss()
            throw error
        }
        await runner.dismiss()
        let bytes = try files.write(&record, evidence)
        try files.writePages(record, bytes, plan: text, library)
        Output.error.write(painted: record.summary + "\n")
        let numbers = Set(asked.map(\.number))
        let isRight = record.cases.allSatisfy {
            !numbers.contains($0.number) || $0.isRight
        }
        guard isRight else { throw ExitCode(3) }
    }

    private var subject: CertificationRecord.Subject {
        var subject = CertificationRecord.Subject()
        subject.till = main.till
        subject.version = main.tillVersion
        subject.vendor = main.vendor
        subject.tester = main.tester
        return subject
    }

    private var files: CertificationFiles {
        CertificationFiles(
            record: main.record, journal: options.main.journal, reports: main.report,
            bundle: main.bundle)
    }

    private func cases(of plan: Plan) throws -> [Plan.Case] {
        do {
            return try plan.cases(numbered: main.numbers)
        } catch {
            throw ValidationError("--case: \(error)")
        }
    }

    /// Returns the plan with its text.
    private func planText(in library: ScenarioLibrary) throws -> (Plan, [UInt8]) {
        let plan = main.plan
        do {
            guard plan.contains("/") || plan.contains(".") else {
                let planned = try library.plan(named: plan)
                return (planned, Array(try library.text(of: "plans/\(plan)").utf8))
            }
            let bytes = try WholeFile(path: plan).read(atMost: Self.planBytesMax)
            let text = String(decoding: bytes, as: UTF8.self)
            return (try library.plan(name: plan, yaml: text, file: plan), bytes)
        } catch let error as Diagnostics {
            Output.error.tell(error)
        } catch let error as WholeFile.Failure {
            Output.error.tell("--plan \(plan): \(error)")
        } catch {
            Output.error.tell("\(error)", "looked in \(library.sources.description)")
        }
        throw ExitCode(2)
    }

    private static let planBytesMax = 1024 * 1024

    private func hashes(
        of cases: [Plan.Case], in library: ScenarioLibrary
    ) throws -> [String: String] {
        var hashes: [String: String] = [:]
        for planned in cases {
            let text = try library.text(of: planned.scenario)
            hashes[planned.scenario] = Digest.sha256(Array(text.utf8))
        }
        return hashes
    }

    // MARK: Verification

    private func verifyRecord() throws {
        var files = CommandFiles()
        for path in main.verify { files.read(path) }
        try files.check()
        let (record, hash, journal) = try recordAndJournal()
        let library = try options.library.load(options.library.directories)
        let (plan, text) = try planText(in: library)
        let verification = Verification(
            record, journal, hash: hash,
            planned: Digest.sha256(text) == record.plan.hash ? plan : nil
        ) { name in
            (try? library.text(of: name)).map { Digest.sha256(Array($0.utf8)) }
        }
        tell(verification)
        Output.standard.write(line: record.summary)
        guard verification.isRight else { throw ExitCode(3) }
    }

    /// Writes the answer, and then what it comes from.
    private func tell(_ verification: Verification) {
        let count = verification.statements.count
        let wrong = verification.statements.count { $0.objection != nil }
        Output.standard.write(
            line: wrong == 0
                ? "The record is right: all \(count) statements are true"
                : "The record is wrong: \(wrong) of \(count) statements are false")
        for statement in verification.statements {
            let objection = statement.objection.map { ": \($0)" } ?? ""
            let sign = statement.objection == nil ? "true   " : "FALSE  "
            for line in "\(statement.claim)\(objection)".hanging(behind: sign) {
                Output.standard.write(line: line)
            }
        }
    }

    /// Returns the record to verify, and its journal with its hash.
    private func recordAndJournal() throws -> (CertificationRecord, String, Journal) {
        do {
            let record = try CertificationFiles.record(at: main.verify[0])
            let path = main.verify[1]
            let bytes = try CertificationFiles.bytes(at: path)
            let hash = Digest.sha256(bytes)
            do {
                return (record, hash, try Journal(ndjson: bytes))
            } catch {
                let change = hash == record.journal ? "" : "it is another, or was changed: "
                throw NotARecord(description: "\(path): \(change)\(error)")
            }
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(2)
        }
    }
}
