import ArgumentParser
import Dispatch
import Escaping
import Glibc
import Till
import Vocabulary

/// `electrum-mock till`: a till to play with, right or wrong.
struct TillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "till",
        abstract: "Play a till that keeps every duty, or one with defects.",
        discussion: """
            Sells vouchers, prints a line for each message (sent, came, what the till does next) \
            and ends with what it thinks of each sale. As the command of `run` it needs no options: \
            ELECTRUM_MOCK_URL, _MESSAGING, _PROVIDER, _AMOUNT and _TIMEOUT are its defaults. Exits \
            with 0 when the till is sure of every sale, 5 when one stays open, 77 when it cannot \
            play what ELECTRUM_MOCK_CASE asks for.
            """)

    @OptionGroup var options: TillOptions

    @Option(
        help: ArgumentHelp(
            "A defect, by its name in --list-defects; may be repeated.", valueName: "name"))
    var defect: [String] = []

    @Flag(help: "List the defects and exit.")
    var listDefects = false

    /// The exit code when a sale stays open.
    static let openCode: Int32 = 5
    /// The exit code for what this till cannot play; test harnesses take 77 as "skipped".
    static let skippedCode: Int32 = 77

    func validate() throws { try Self.check(defect) }

    /// Throws for a name that no defect has.
    static func check(_ names: [String]) throws {
        if let stranger = names.first(where: { TillDefects.named($0) == nil }) {
            throw ValidationError(
                "there is no defect \(stranger); electrum-mock till --list-defects names them")
        }
    }

    func run() async throws {
        if listDefects { return list() }
        let (settings, address) = try settings()
        let defects = defect.compactMap(TillDefects.named)
        let till = ParallelTills(
            settings.showing(defects), defects: defects, at: address, count: options.parallel)
        let accounts = await till.play { Output.standard.write(line: $0) }
        for account in accounts { Output.standard.write(line: Self.shown(account.sentence)) }
        guard accounts.allSatisfy(\.end.isSure) else { throw ExitCode(Self.openCode) }
    }

    /// A case of a certification that this till cannot play is skipped, and not a wrong option.
    private func settings() throws -> (TillSettings, TillAddress) {
        do {
            return (try options.settings(), try options.address())
        } catch  where getenv("ELECTRUM_MOCK_CASE") != nil {
            Output.error.tell("cannot play this case: \(error)")
            throw ExitCode(Self.skippedCode)
        }
    }

    private func list() {
        for (title, defects) in [
            ("plain", TillDefects.plain), ("composite", TillDefects.composite),
        ] {
            Output.standard.write(line: "\(title): \(defects.count)")
            for defect in defects {
                let duty = "\(defect.duty)\(defect.isWarning ? " (warning)" : "")"
                Output.standard.write(line: "  \(defect.name)\n      \(duty): \(defect.summary)")
            }
        }
    }

    static func shown(_ text: String) -> String { text.escaped(for: .line, max: 1_000) }
}

/// Where a till plays, and how.
struct TillOptions: ParsableArguments {
    enum MessagingChoice: String, CaseIterable, ExpressibleByArgument { case dual, single }
    enum AuthChoice: String, CaseIterable, ExpressibleByArgument { case any, basic, oauth2 }
    enum ExtentChoice: String, CaseIterable, ExpressibleByArgument {
        case sale, redemption, refund
    }

    @Option(help: ArgumentHelp("The base URL of the switch.", valueName: "url"))
    var url = "http://127.0.0.1:8080/suv/v1"

    @Option(help: ArgumentHelp("How many vouchers are sold.", valueName: "count"))
    var sales = 1

    @Option(
        help: ArgumentHelp("dual: vouchers are confirmed. single: no advice.", valueName: "model"))
    var messaging = MessagingChoice.dual

    @Option(help: ArgumentHelp("basic, or oauth2 with tokens.", valueName: "scheme"))
    var auth = AuthChoice.basic

    @Option(help: ArgumentHelp("The name of the provider to buy from.", valueName: "name"))
    var provider = "ott"

    @Option(help: ArgumentHelp("The price of a voucher, in cents.", valueName: "cents"))
    var amount: Int64 = 10_000

    @Option(
        help: ArgumentHelp("The longest wait for an answer, such as 2s.", valueName: "duration"))
    var timeout = "2s"

    @Option(
        help: ArgumentHelp("The wait before a repetition, such as 200ms.", valueName: "duration"))
    var pause = "200ms"

    @Option(
        help: ArgumentHelp(
            "How far a voucher goes: sale, redemption or refund.", valueName: "end"))
    var until = ExtentChoice.sale

    @Option(help: ArgumentHelp("How many tills share the sales, side by side.", valueName: "count"))
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

    func settings() throws -> TillSettings {
        var settings = TillSettings()
        settings.messaging = messaging == .dual ? .dual : .single
        settings.sales = sales
        settings.extent = TillSettings.Extent(rawValue: until.rawValue) ?? .sale
        settings.authentication = auth == .oauth2 ? .oauth2 : .basic
        settings.provider = provider
        settings.amount = amount
        settings.timeout = try Self.duration(timeout, of: "timeout")
        settings.retryPause = try Self.duration(pause, of: "pause")
        settings.advicePause = settings.retryPause
        settings.seed = .random(in: 1...UInt64.max)
        return settings
    }

    func address() throws -> TillAddress {
        guard let address = TillAddress(url) else {
            throw ValidationError("--url \(url) is no URL like http://127.0.0.1:8080/suv/v1")
        }
        return address
    }

    private static func duration(_ text: String, of option: String) throws -> Duration {
        guard let written = try? WrittenDuration(text) else {
            throw ValidationError("--\(option) is not a valid duration: \(text); write it like 2s")
        }
        return .nanoseconds(written.nanoseconds)
    }
}

/// Tills that share the sales, each with a connection and a thread of its own.
struct ParallelTills {
    private let settings: TillSettings
    private let defects: [TillDefect]
    private let address: TillAddress
    private let count: Int

    init(_ settings: TillSettings, defects: [TillDefect], at address: TillAddress, count: Int) {
        self.settings = settings
        self.defects = defects
        self.address = address
        self.count = min(count, settings.sales)
    }

    /// Plays all sales; returns what the tills think of them.
    func play(_ tell: @escaping @Sendable (String) -> Void) async -> [TillMachine.Account] {
        await withTaskGroup { group in
            for index in 0..<count {
                var own = settings
                own.sales = settings.sales / count + (index < settings.sales % count ? 1 : 0)
                own.seed &+= UInt64(index)
                let label = count > 1 ? "till \(index + 1) " : ""
                group.addTask { [own] in await Self.play(own, defects, address, label, tell) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func play(
        _ settings: TillSettings, _ defects: [TillDefect], _ address: TillAddress, _ label: String,
        _ tell: @escaping @Sendable (String) -> Void
    ) async -> [TillMachine.Account] {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "till").async {
                var client = TillClient(settings, defects: defects, at: address)
                let accounts = client.play(didReceive: { decision in
                    let message = decision.message
                    let sent = "\(label)sale \(message.sale)  \(message.operation.rawValue)"
                    let line = "\(sent)  \(decision.answer)  \(decision.plan)"
                    tell(TillCommand.shown(line))
                })
                continuation.resume(returning: accounts)
            }
        }
    }
}
