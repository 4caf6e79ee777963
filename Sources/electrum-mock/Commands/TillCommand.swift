import ArgumentParser
import Dispatch
import Escaping
import Glibc
import HTTPServing
import Scenarios
import Till
import Vocabulary

/// `electrum-mock till`: a till to play with, right or wrong.
struct TillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "till",
        abstract: "Play a till that keeps every duty, or one with defects.",
        usage: "electrum-mock till [<options>]",
        discussion: """
            Sells vouchers, prints a line for each message (what was sent, what came, what the \
            till does next) and a line for the end of each sale. As the command of `run` it needs \
            no options: ELECTRUM_MOCK_URL, _CA, _MESSAGING, _PROVIDER, _AMOUNT and _TIMEOUT are \
            its defaults. Exits with 0 when the outcome of every sale is known, 5 when one is not, \
            77 when the till cannot play the case in ELECTRUM_MOCK_CASE.
            """)

    @OptionGroup var options: TillOptions

    @Option(
        help: ArgumentHelp(
            "A defect, by its name in --list-defects; may be repeated.", valueName: "name"),
        completion: .defect)
    var defect: [String] = []

    @Flag(help: "List the defects and exit.")
    var listDefects = false

    @Option(help: ColorChoice.help) var color = ColorChoice.auto

    /// The exit code when a sale stays open.
    static let openCode: Int32 = 5
    /// The exit code for what this till cannot play; test harnesses take 77 as "skipped".
    static let skippedCode: Int32 = 77

    func validate() throws { try Self.check(defect) }

    /// Throws for a name that no defect has.
    static func check(_ names: [String]) throws {
        if let stranger = names.first(where: { TillDefects.named($0) == nil }) {
            let known = (TillDefects.plain + TillDefects.composite).map(\.name)
            throw ValidationError(
                "unknown defect `\(shown(stranger))`"
                    + Suggestion.ending(for: stranger, among: known)
                    + "\nelectrum-mock till --list-defects names them")
        }
    }

    func run() async throws {
        if listDefects { return list() }
        let (settings, address) = try settings()
        let defects = defect.compactMap(TillDefects.named)
        let till = ParallelTills(
            settings.showing(defects), defects: defects, at: address,
            trusting: try options.authorities(), count: options.parallel)
        let accounts: [TillMachine.Account]
        do {
            accounts = try await till.play { Output.standard.write(line: $0) }
        } catch let error as TLSConfigurationError {
            throw ValidationError("--ca \(error)")
        }
        for account in accounts { Output.standard.write(line: Self.shown(account.sentence)) }
        guard accounts.allSatisfy(\.end.isSure) else { throw ExitCode(Self.openCode) }
    }

    /// A case of a certification that this till cannot play is skipped, and not a wrong option.
    private func settings() throws -> (TillSettings, TillAddress) {
        warnOfProvider()
        do {
            return (options.settings, try options.address())
        } catch  where getenv("ELECTRUM_MOCK_CASE") != nil {
            Output.error.tell("cannot play this case: \(error)")
            throw ExitCode(Self.skippedCode)
        }
    }

    /// A switch routes what it does not know to a provider of its choice: that may be meant, or a
    /// slip.
    private func warnOfProvider() {
        let sources = ScenarioSources(directories: LibraryOptions.ownDirectory)
        guard let directory = try? ScenarioLibrary(sources).providers else { return }
        let known = directory.profiles.values.flatMap { [$0.id, $0.name] }
        let name = options.provider
        guard !known.contains(where: { $0.lowercased() == name.lowercased() }),
            let near = Suggestion.nearest(
                to: name, among: Array(Set(known.map { $0.lowercased() })))
        else { return }
        Output.error.tell(
            "no provider is named `\(name)`; did you mean `\(near)`?",
            "looked in \(sources.description)")
    }

    private func list() {
        for (title, defects) in [
            ("plain", TillDefects.plain), ("composite", TillDefects.composite),
        ] {
            Output.standard.write(line: "\(title): \(defects.count)")
            for defect in defects {
                let duty = "\(defect.duty)\(defect.isWarning ? " (warning)" : "")"
                Output.standard.write(line: "  \(defect.name)")
                for line in "\(duty): \(defect.summary)".hanging(behind: "      ") {
                    Output.standard.write(line: line)
                }
            }
        }
    }

    static func shown(_ text: String) -> String { text.escaped(for: .line, max: 1_000) }
}

/// Where a till plays, and how.
struct TillOptions: ParsableArguments {
    enum MessagingChoice: String, OptionWord { case dual, single }
    enum AuthChoice: String, OptionWord { case any, basic, oauth2 }
    enum SpellingChoice: String, OptionWord { case lower, capitals }
    enum ExtentChoice: String, OptionWord {
        case sale, redemption, refund
    }

    @Option(help: ArgumentHelp("The base URL of the switch.", valueName: "url"))
    var url = "http://127.0.0.1:8080/suv/v1"

    @Option(help: ArgumentHelp("The number of vouchers to sell.", valueName: "count"))
    var sales = 1

    @Option(
        help: ArgumentHelp(
            "dual: the till confirms vouchers. single: it does not.", valueName: "model"))
    var messaging = MessagingChoice.dual

    @Option(
        help: ArgumentHelp(
            "Basic authentication, or OAuth2 with access tokens.", valueName: "scheme"))
    var auth = AuthChoice.basic

    @Option(help: ArgumentHelp("The provider to buy from.", valueName: "name"))
    var provider = "ott"

    @Option(help: ArgumentHelp("The price of a voucher, in cents.", valueName: "cents"))
    var amount: Int64 = 10_000

    @Option(
        help: ArgumentHelp("The longest wait for an answer, such as 2s.", valueName: "duration"))
    var timeout = Duration.seconds(2)

    @Option(
        help: ArgumentHelp("The wait before a repetition, such as 200ms.", valueName: "duration"))
    var pause = Duration.milliseconds(200)

    @Option(
        help: ArgumentHelp(
            "The last step of a voucher: its sale, redemption or refund.", valueName: "end"))
    var until = ExtentChoice.sale

    @Option(
        help: ArgumentHelp("The letters of ids: lower case or capitals.", valueName: "spelling"))
    var uuid = SpellingChoice.lower

    @Option(
        help: ArgumentHelp(
            "Certificates (PEM) to trust instead of the system's.", valueName: "file"))
    var ca: String?

    @Option(help: ArgumentHelp("The number of tills that share the sales.", valueName: "count"))
    var parallel = 1

    /// The most tills at a time, and the most sales.
    private static let parallelMax = 256
    private static let salesMax = 1_000_000

    func validate() throws {
        guard (1...Self.parallelMax).contains(parallel) else {
            throw ValidationError("--parallel is 1 to \(Self.parallelMax)")
        }
        guard (1...Self.salesMax).contains(sales) else {
            throw ValidationError("--sales is 1 to \(Self.salesMax)")
        }
        guard amount >= 0 else { throw ValidationError("--amount is not negative") }
    }

    var settings: TillSettings {
        var settings = TillSettings()
        settings.messaging = messaging == .dual ? .dual : .single
        settings.sales = sales
        settings.extent = TillSettings.Extent(rawValue: until.rawValue) ?? .sale
        settings.authentication = auth == .oauth2 ? .oauth2 : .basic
        settings.provider = provider
        settings.amount = amount
        settings.timeout = timeout
        settings.retryPause = pause
        settings.advicePause = settings.retryPause
        settings.writesCapitals = uuid == .capitals
        settings.seed = .random(in: 1...UInt64.max)
        return settings
    }

    func address() throws -> TillAddress {
        guard let address = TillAddress(url) else {
            throw ValidationError("--url \(url) is no URL like http://127.0.0.1:8080/suv/v1")
        }
        return address
    }

    /// Nil for those of the system.
    func authorities() throws -> PEMText? {
        do {
            return try ca.map { file throws(TLSConfigurationError) in try PEMText(file: file) }
        } catch {
            throw ValidationError("--ca \(error)")
        }
    }
}

/// Tills that share the sales, each with a connection and a thread of its own.
struct ParallelTills {
    private let settings: TillSettings
    private let defects: [TillDefect]
    private let address: TillAddress
    private let authorities: PEMText?
    private let count: Int

    init(
        _ settings: TillSettings, defects: [TillDefect], at address: TillAddress,
        trusting authorities: PEMText?, count: Int
    ) {
        self.settings = settings
        self.defects = defects
        self.address = address
        self.authorities = authorities
        self.count = min(count, settings.sales)
    }

    /// Plays all sales; returns what the tills think of them.
    func play(
        _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> [TillMachine.Account] {
        try await withThrowingTaskGroup { group in
            for index in 0..<count {
                var own = settings
                own.sales = settings.sales / count + (index < settings.sales % count ? 1 : 0)
                own.seed &+= UInt64(index)
                let label = count > 1 ? "till \(index + 1) " : ""
                group.addTask { [own] in try await play(own, label, tell) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func play(
        _ settings: TillSettings, _ label: String, _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> [TillMachine.Account] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "till").async {
                continuation.resume(with: Result { try self.playHere(settings, label, tell) })
            }
        }
    }

    /// Blocks.
    private func playHere(
        _ settings: TillSettings, _ label: String, _ tell: (String) -> Void
    ) throws -> [TillMachine.Account] {
        var client = try TillClient(
            settings, defects: defects, at: address, trusting: authorities)
        let accounts = client.play(didReceive: { decision in
            let message = decision.message
            let sent = "\(label)sale \(message.sale)  \(message.operation.rawValue)"
            tell(TillCommand.shown("\(sent)  \(decision.answer)  \(decision.plan)"))
        })
        if let trouble = client.trouble {
            let place = "\(address.host):\(address.port)"
            Output.error.tell(TillCommand.shown("\(label)no connection to \(place): \(trouble)"))
        }
        return accounts
    }
}
