public import Scenarios

extension Switch {
    /// How a switch behaves; fixed when it is made.
    public struct Configuration: Sendable {
        /// The scenarios and the providers behind the switch.
        public var library = ScenarioLibrary()
        /// What sandboxes play unless they are told otherwise; nil for nothing.
        public var scenario: Scenario?
        /// What voucher codes, identifiers and faults are drawn from.
        public var seed: UInt64 = 0
        /// Whether sandboxes have a manual clock unless they are told otherwise.
        public var hasManualClock = false
        /// Whether a request that names no sandbox belongs to the one named like its client.
        public var keepsClientsApart = false
        /// Whether members that the contract does not know are accepted and echoed.
        public var acceptsUnknownFields = false
        /// How messages must show who sends them.
        public var authentication = Authentication()
        /// What errors call the provider's own message.
        public var providerErrorName = ProviderErrorName.providerErrorMsg
        /// The most bytes of records that a sandbox keeps; the oldest go first.
        public var journalBytesMax = 64 * 1024 * 1024
        /// Takes every journal record as a line of JSON without its line feed, as it is added or
        /// changed, secrets masked; nil where no journal is kept outside memory.
        public var recorder: (@Sendable ([UInt8]) -> Void)?
        /// Makes eight hexadecimal digits of a password or a code, so that it is known again; what
        /// leaves memory has to make it slow to try them all.
        public var fingerprint: @Sendable (String) -> String = Fingerprint.inMemory
        /// Returns when what the recorder has taken is safe, or cannot be waited for; called before
        /// a client hears of it.
        public var settleRecorder: (@Sendable () -> Void)?
        /// How the recorder fares; nil where no journal is kept outside memory.
        public var recorderState: (@Sendable () -> RecorderState)?
        /// The most sandboxes that are kept, the default one not counted; the one that was idle
        /// longest makes room for another.
        public var sandboxesMax = 1_000
        /// Whether what ended sandboxes saw is kept for a verdict, as many bytes of records as one
        /// sandbox may keep.
        public var keepsEndedSandboxes = false
        /// Whether a sandbox has to be made before it is used; else its first message makes it.
        public var hasExplicitSandboxes = false
        /// The names and addresses that the server listens on.
        public var listening: [String] = []
        /// Further names by which the control API may be asked for; `*` is any.
        public var allowedHosts: [String] = []
        /// The origins whose pages may be tills, like `https://till.example`; `*` is any.
        public var openOrigins: [String] = []
        /// Which of the server's addresses is for the control API alone; nil for none.
        public var adminListener: Int?
        /// What a control request must show as its bearer token; nil for nothing.
        public var adminToken: String?
        /// Makes reports; nil where there are none.
        public var reporter: Reporter?
        /// Takes a line for every exchange, and must not wait; nil for silence.
        public var log: (@Sendable (String) -> Void)?
        /// How many of those lines were dropped since the start.
        public var droppedLogLines: (@Sendable () -> Int)?

        /// The defaults.
        public init() {}
    }
}
