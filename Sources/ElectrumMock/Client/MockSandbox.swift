public import Conformance
import ElectrumSwitch
import JSONTree
public import Vocabulary

/// A sandbox of a mock in this process, for a test of its own: ledger, journal, scenario, seed,
/// clock and queues that no other test sees.
///
/// It uses the control API without a socket; the answers are those of `/_mock`.
public struct MockSandbox: Sendable {
    /// The operation of a message or a delivery.
    public typealias Operation = Vocabulary.Operation

    /// The scenario that a sandbox plays.
    public enum Play: Sendable {
        /// The scenario that the mock was started with.
        case standard
        /// A scenario of the mock's directories, by name.
        case named(String)
        /// The text of a scenario file.
        case yaml(String)
    }

    /// The clock source of a sandbox.
    public enum Clock: Sendable {
        /// The machine's clock.
        case real
        /// A clock moved only by `advance`.
        case manual
    }

    /// An operation that failed, or did not complete in time.
    public struct Failure: Error, CustomStringConvertible {
        /// The error and, where there is one, its remedy.
        public let description: String
        /// The status of the control API's answer.
        var status: Int?
    }

    /// The sandbox's name.
    public let name: String
    /// The base URL for the till; it ends in `/suv/v1`.
    public let url: String
    private let server: MockServer

    init(_ name: String, of server: MockServer) {
        self.name = name
        self.server = server
        url = server.url.replacing("/suv/v1", with: "/sandboxes/\(name)/suv/v1")
    }

    /// Sends a request about the sandbox to the control API.
    func ask(_ method: String = "GET", _ path: String = "", _ body: JSON? = nil)
        async throws(Failure) -> JSON
    {
        try await server.ask(method, "/sandboxes/\(name)\(path)", body)
    }

    // MARK: Looking

    /// Returns the messages and deliveries in the journal, by arrival.
    ///
    /// - Parameters:
    ///   - operations: those to return; all if none are named.
    ///   - transaction: the id of the provision, redemption or refund that they are about.
    public func journal(_ operations: Operation..., on transaction: String? = nil)
        async throws(Failure) -> [JournalEntry]
    {
        let query = Self.query(operations, transaction)
        return JournalEntry.all(in: try await ask("GET", "/journal?\(query)"))
    }

    /// Returns the state of a provision at the switch and the provider; nil if it was never seen.
    public func transaction(_ id: String) async throws(Failure) -> SeenTransaction? {
        do {
            return SeenTransaction(try await ask("GET", "/transactions/\(id)"))
        } catch {
            guard error.status == 404 else { throw error }
            return nil
        }
    }

    /// Returns all provisions, the newest first.
    public func transactions() async throws(Failure) -> [SeenTransaction] {
        let answer = try await ask("GET", "/transactions?limit=\(Int.max)")
        return (answer["transactions"]?.items ?? []).map(SeenTransaction.init)
    }

    /// Returns the advices that providers have not acknowledged yet, by the ids of their
    /// provisions; each provider's in order.
    public func undelivered() async throws(Failure) -> [String] {
        let queues = try await ask("GET", "/queue")["providers"]?.items ?? []
        return queues.flatMap { $0["entries"]?.items ?? [] }
            .compactMap { $0["transaction"]?.text }
    }

    /// Returns the verdict on the till.
    public func report() throws(JournalError) -> Report {
        try server.report(sandbox: name)
    }

    // MARK: Waiting

    /// Waits until a number of messages have arrived, answered or not.
    ///
    /// - Returns: all that match.
    /// - Throws: if they do not arrive in time, by the machine's clock.
    @discardableResult
    public func arrival(
        of operations: Operation..., count: Int = 1, on transaction: String? = nil,
        within timeout: Duration = .seconds(10)
    ) async throws(Failure) -> [JournalEntry] {
        let query = Self.query(operations, transaction) + "&count=\(count)"
        return try await wait(query, timeout, otherwise: "\(count) expected")
    }

    /// Waits until messages have arrived in this order, with any others between them.
    ///
    /// - Throws: if they do not arrive in time, by the machine's clock.
    public func arrival(
        inOrder operations: [Operation], on transaction: String? = nil,
        within timeout: Duration = .seconds(10)
    ) async throws(Failure) {
        let query = Self.query(operations, transaction) + "&order=true"
        try await wait(query, timeout, otherwise: "this order expected")
    }

    /// Waits for a time in which no such message arrives, nor has arrived before.
    ///
    /// - Throws: if one does.
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

    /// Advances a manual clock; everything that falls due happens at its time.
    public func advance(by span: Duration) async throws(Failure) {
        _ = try await ask("POST", "/clock", ["advance": .string(Self.text(span))])
    }

    /// Advances a manual clock until nothing is due any more.
    public func advanceUntilIdle() async throws(Failure) {
        let answer = try await ask("POST", "/clock", ["advance": "idle"])
        guard answer["idle"] == true else { throw Failure(description: "it never becomes idle") }
    }

    /// Removes the sandbox and cancels whatever waits in it.
    public func remove() async throws(Failure) {
        _ = try await ask("DELETE")
    }

    // MARK: Queries

    private static func query(_ operations: [Operation], _ transaction: String?) -> String {
        let names = operations.map(\.rawValue).joined(separator: ",")
        return (names.isEmpty ? "" : "operation=\(names)&")
            + (transaction.map { "transaction=\($0)" } ?? "")
    }

    /// Returns a duration as the control API reads it, rounded up to whole milliseconds.
    private static func text(_ span: Duration) -> String {
        let (seconds, attoseconds) = span.components
        return "\(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)ms"
    }
}
