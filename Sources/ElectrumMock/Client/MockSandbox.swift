public import Conformance
import ElectrumSwitch
import HTTPMessages
import JSONTree
public import Vocabulary

/// A sandbox of a mock that runs in this process, for a test of its own: ledger, journal,
/// scenario, seed, clock and queues that no other test sees.
///
/// It asks the control API, without a socket; what it answers is what `/_mock` answers.
public struct MockSandbox: Sendable {
    /// What a message or a delivery is about.
    public typealias Operation = Vocabulary.Operation

    /// What a sandbox plays.
    public enum Play: Sendable {
        /// What the mock was started with.
        case standard
        /// A scenario of the mock's directories, by name.
        case named(String)
        /// The text of a scenario file.
        case yaml(String)
    }

    /// What moves the clock of a sandbox.
    public enum Clock: Sendable {
        /// The machine.
        case real
        /// `advance` alone.
        case manual
    }

    /// What could not be done, or did not happen in time.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong and, where there is something, what to do about it.
        public let description: String
        /// The status of the answer of the control API.
        var status: Int?
    }

    /// Its name.
    public let name: String
    /// The base URL for the till; it ends in `/suv/v1`.
    public let url: String
    private let server: MockServer

    init(_ name: String, of server: MockServer) {
        self.name = name
        self.server = server
        url = server.url.replacing("/suv/v1", with: "/sandboxes/\(name)/suv/v1")
    }

    /// Asks for something of the sandbox.
    func ask(_ method: String = "GET", _ path: String = "", _ body: JSON? = nil)
        async throws(Failure) -> JSON
    {
        try await server.ask(method, "/sandboxes/\(name)\(path)", body)
    }

    // MARK: Looking

    /// The messages and deliveries that the journal holds, by arrival.
    ///
    /// - Parameters:
    ///   - operations: which ones, all if none are named.
    ///   - transaction: the id of the provision, redemption or refund that they are about.
    public func journal(_ operations: Operation..., on transaction: String? = nil)
        async throws(Failure) -> [JournalEntry]
    {
        let query = Self.query(operations, transaction)
        return JournalEntry.all(in: try await ask("GET", "/journal?\(query)"))
    }

    /// What the switch and the provider know of a provision; nil when it was never seen.
    public func transaction(_ id: String) async throws(Failure) -> SeenTransaction? {
        do {
            return SeenTransaction(try await ask("GET", "/transactions/\(id)"))
        } catch {
            guard error.status == 404 else { throw error }
            return nil
        }
    }

    /// All provisions, the newest first.
    public func transactions() async throws(Failure) -> [SeenTransaction] {
        let answer = try await ask("GET", "/transactions?limit=\(Int.max)")
        return (answer["transactions"]?.items ?? []).map(SeenTransaction.init)
    }

    /// The advices that providers have not acknowledged yet, by the ids of their provisions; each
    /// provider's in order.
    public func undelivered() async throws(Failure) -> [String] {
        let queues = try await ask("GET", "/queue")["providers"]?.items ?? []
        return queues.flatMap { $0["entries"]?.items ?? [] }
            .compactMap { $0["transaction"]?.text }
    }

    /// The verdict on the till.
    public func report() throws(JournalError) -> Report {
        try server.report(sandbox: name)
    }

    // MARK: Waiting

    /// Waits until so many messages have arrived, answered or not.
    ///
    /// - Returns: all that fit.
    /// - Throws: when they do not come in time, by the machine's clock.
    @discardableResult
    public func arrival(
        of operations: Operation..., count: Int = 1, on transaction: String? = nil,
        within timeout: Duration = .seconds(10)
    ) async throws(Failure) -> [JournalEntry] {
        let query = Self.query(operations, transaction) + "&count=\(count)"
        return try await wait(query, timeout, otherwise: "\(count) expected")
    }

    /// Waits until messages have arrived in this order, others between them or not.
    ///
    /// - Throws: when they do not come in time, by the machine's clock.
    public func arrival(
        inOrder operations: [Operation], on transaction: String? = nil,
        within timeout: Duration = .seconds(10)
    ) async throws(Failure) {
        let query = Self.query(operations, transaction) + "&order=true"
        try await wait(query, timeout, otherwise: "this order expected")
    }

    /// Waits for a time in which no such message arrives, nor has arrived before.
    ///
    /// - Throws: when one does.
    public func absence(
        of operations: Operation..., on transaction: String? = nil, for time: Duration
    ) async throws(Failure) {
        let query = Self.query(operations, transaction) + "&count=0"
        try await wait(query, time, otherwise: "none expected")
    }

    @discardableResult
    private func wait(_ query: String, _ time: Duration, otherwise expectation: String)
        async throws(Failure) -> [JournalEntry]
    {
        let path = "/journal/await?\(query)&timeout=\(Self.text(time))"
        let answer = try await ask("GET", path)
        let entries = JournalEntry.all(in: answer)
        guard answer["satisfied"] == true else {
            let found = entries.map(\.description).joined(separator: ", ")
            throw Failure(
                description: "\(query): \(expectation), within \(time) there were "
                    + (found.isEmpty ? "none" : found))
        }
        return entries
    }

    // MARK: Time

    /// Moves a manual clock on; everything that falls due happens in its time.
    public func advance(by span: Duration) async throws(Failure) {
        _ = try await ask("POST", "/clock", ["advance": .string(Self.text(span))])
    }

    /// Moves a manual clock on until nothing waits for it any more.
    public func advanceUntilIdle() async throws(Failure) {
        let answer = try await ask("POST", "/clock", ["advance": "idle"])
        guard answer["idle"] == true else { throw Failure(description: "it never comes to rest") }
    }

    /// Ends the sandbox and whatever waits in it.
    public func remove() async throws(Failure) {
        _ = try await ask("DELETE")
    }

    // MARK: Queries

    private static func query(_ operations: [Operation], _ transaction: String?) -> String {
        let names = operations.map(\.rawValue).joined(separator: ",")
        return (names.isEmpty ? "" : "operation=\(names)&")
            + (transaction.map { "transaction=\($0)" } ?? "")
    }

    /// A duration as the control API reads it, in whole milliseconds and never less.
    private static func text(_ span: Duration) -> String {
        let (seconds, attoseconds) = span.components
        return "\(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)ms"
    }
}
