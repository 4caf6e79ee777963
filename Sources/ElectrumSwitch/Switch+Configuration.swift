package import HTTPMessages
package import Scenarios

extension Switch {
    /// The configuration of a switch; immutable once the switch is made.
    package struct Configuration: Sendable {
        /// The scenarios and the providers behind the switch.
        package var library = ScenarioLibrary()
        /// The default scenario of sandboxes; nil for none.
        package var scenario: Scenario?
        /// The default seed, from which voucher codes, identifiers and faults are drawn.
        package var seed: UInt64 = 0
        /// True if sandboxes have a manual clock by default.
        package var hasManualClock = false
        /// True if a request that names no sandbox belongs to the one named like its client.
        package var keepsClientsApart = false
        /// True if members that the contract does not know are accepted and echoed.
        package var acceptsUnknownFields = false
        /// The authentication that messages must show.
        package var authentication = Authentication()
        /// The member of errors with the provider's own message.
        package var providerErrorName = ProviderErrorName.providerErrorMsg
        /// The most bytes of records that a sandbox keeps; the oldest are dropped first.
        package var journalBytesMax = 64 * 1024 * 1024
        /// Where the journal is kept outside memory; nil if it is not.
        package var journal: JournalOutput?
        /// The most sandboxes that are kept, the default one not counted; beyond it the one that
        /// was idle longest is evicted.
        package var sandboxesMax = 1_000
        /// True if what ended sandboxes saw is kept for a verdict, as many bytes of records as one
        /// sandbox may keep.
        package var keepsEndedSandboxes = false
        /// True if a sandbox has to be made before it is used; otherwise its first message makes
        /// it.
        package var hasExplicitSandboxes = false
        /// The names and addresses that the server listens on.
        package var listening: [String] = []
        /// Further names under which the control API is available; `*` allows any.
        package var allowedHosts: [String] = []
        /// The origins whose pages may act as tills, like `https://till.example`; `*` allows any.
        package var openOrigins: [String] = []
        /// The index of the server's address that is for the control API alone; nil for none.
        package var adminListener: Int?
        /// The bearer token that control requests must show; nil for none.
        package var adminToken: String?
        /// True if the console's page is served where the control API is.
        package var servesConsole = true
        /// A text that differs from that of every other start of the mock.
        package var epoch = ""
        /// Judges and draws for the console; nil if there is no console.
        package var views: ConsoleViews?
        /// Makes reports; nil if there are none.
        package var reporter: Reporter?
        /// The formats that it knows.
        package var reportFormats: [String] = []
        /// Begins to stop the process that serves, and returns at once; nil if clients may not.
        package var stop: (@Sendable () -> Void)?
        /// Takes a line for every exchange, and must not block; nil for no log.
        package var log: (@Sendable (String) -> Void)?
        /// The form of the log's lines.
        package var logFormat = LogFormat.text
        /// The commit that the mock was built from; empty where it is not known.
        package var commit = ""
        /// The load of the server; nil without one.
        package var serverLoad: (@Sendable () -> ServerLoad)?
        /// The number of log lines dropped since the start.
        package var droppedLogLines: (@Sendable () -> Int)?

        /// The defaults.
        package init() {}
    }
}
