import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// Transactions of several clients under one id: each tells its own client's records.
@Suite(.blocking) struct SharedIDTests {
    /// A message under the id `uuid(1)`.
    struct Kind: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let send: @Sendable (Till) throws -> Reply
    }

    static let kinds: [Kind] = [
        Kind(testDescription: "provision") { try $0.provision(uuid(1)) },
        Kind(testDescription: "retry") { try $0.retry(uuid(1)) },
        Kind(testDescription: "confirmation") { try $0.confirm(uuid(1), id: uuid(2)) },
        Kind(testDescription: "reversal") { try $0.reverse(uuid(1), id: uuid(3)) },
        Kind(testDescription: "lookup") {
            try $0.get("/vouchers?provisionRequestId=\(uuid(1))")
        },
        Kind(testDescription: "redemption") { try $0.redeem("4711", id: uuid(1)) },
        Kind(testDescription: "redemption's reversal") {
            try $0.reverseRedeem(uuid(1), id: uuid(4))
        },
        Kind(testDescription: "redemption's lookup") { try $0.get("/redemptions/\(uuid(1))") },
        Kind(testDescription: "refund") { try $0.refund("4711", id: uuid(1)) },
        Kind(testDescription: "malformed provision") {
            try $0.post("/vouchers", ["id": .string(uuid(1))])
        },
        Kind(testDescription: "reset") {
            let reply = try $0.post(
                "/testServerAdmin/reset", ["userDataWillBeLost": "TRUE", "resetUserData": "TRUE"])
            _ = try $0.provision(uuid(1))
            return reply
        },
    ]
    private static let users = ["22222222", "33333333", "44444444"]
    private static let query = "/transactions?limit=1000"

    /// Sends messages by each client in turn.
    ///
    /// - Returns: the numbers of the records that each has caused.
    private func play(_ kind: Kind, at mock: MockServer) throws -> [String: [Int]] {
        let sandbox = try ControlledSandbox(of: mock)
        var till = try Till(mock)
        var numbers: [String: [Int]] = [:]
        var last = 1
        let provision = Kind(testDescription: "") { try $0.provision(uuid(1)) }
        for kind in [provision, kind, kind] {
            for user in Self.users {
                till.user = user
                _ = try kind.send(till)
                let records = try sandbox.ask("GET", "/journal?since=\(last)").json["records"]
                for seq in (records?.items ?? []).compactMap({ $0["seq"]?.integer }) {
                    numbers[user, default: []].append(Int(seq))
                    last = Int(seq)
                }
                if kind.testDescription == "reset" { numbers[user] = [last] }
            }
        }
        return numbers
    }

    private func messages(_ sandbox: ControlledSandbox, of user: String) throws -> [Int]? {
        let reply = try sandbox.ask("GET", "/transactions/\(uuid(1))?client=\(user)").json
        return Self.numbers(reply)
    }

    private static func numbers(_ transaction: JSON) -> [Int]? {
        transaction["messages"]?.items?.compactMap { $0.integer.map(Int.init) }
    }

    private func expectOwn(_ expected: [String: [Int]], at mock: MockServer) throws {
        let sandbox = try ControlledSandbox(of: mock)
        let list = try sandbox.ask("GET", Self.query).json["transactions"]?.items ?? []
        #expect(list.count == Self.users.count)
        for transaction in list {
            let user = try #require(transaction["client"]?.text)
            #expect(Self.numbers(transaction) == expected[user], "\(user) in the list")
            #expect(try messages(sandbox, of: user) == expected[user], "\(user) alone")
        }
    }

    @Test(
        "A transaction has the records of its own client alone, read back or not",
        arguments: kinds)
    func own(kind: Kind) async throws {
        let directory = TemporaryDirectory()
        let path = "\(directory.path)/journal"
        var expected: [String: [Int]] = [:]
        try await withMock {
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            expected = try play(kind, at: mock)
            try expectOwn(expected, at: mock)
        }
        #expect(Set(expected.values.joined()).count == expected.values.joined().count)
        try await withMock {
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            try expectOwn(expected, at: mock)
        }
    }

    /// Lets each client provision under one id; returns the till of the last.
    private func sellToEach(at mock: MockServer) throws -> Till {
        var till = try Till(mock)
        for user in Self.users {
            till.user = user
            #expect(try till.provision(uuid(1)).status == 201)
        }
        return till
    }

    @Test("The newest of several clients is told, or that of a client that is named")
    func named() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            _ = try sellToEach(at: mock)
            let path = "/transactions/\(uuid(1))"
            #expect(try sandbox.ask("GET", path).json["client"] == "44444444")
            for view in ["?", "?view=ladder&"] {
                let reply = try sandbox.ask("GET", path + view + "client=22222222")
                #expect(reply.json["client"] == "22222222")
                let unknown = try sandbox.ask("GET", path + view + "client=55555555")
                #expect(unknown.status == 404)
            }
            #expect(
                try sandbox.ask("GET", path + "?view=ladder").json["client"] == "44444444")
        }
    }

    @Test("A lookup by a client that sold nothing under the id is told of the sale that it found")
    func strangersLookup() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var till = try Till(mock)
            let code = try #require(try till.provision(uuid(1)).voucherCode)
            till.user = Self.users[1]
            #expect(try till.get("/vouchers?voucherCode=\(code)").status == 200)
            till.user = Self.users[2]
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try messages(sandbox, of: Self.users[0]) == [2, 3])
            #expect(try messages(sandbox, of: Self.users[2]) == [4])
        }
    }

    @Test("The console's list has a line for each client, and for each reset")
    func summaries() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try sellToEach(at: mock)
            let reset = try #require(Self.kinds.last)
            #expect(try reset.send(till).status == 200)
            let page = try sandbox.ask("GET", "/transactions?view=summary").json
            let lines = page["transactions"]?.items ?? []
            #expect(lines.map { $0["client"]?.text } == [2, 2, 1, 0].map { Self.users[$0] })
            #expect(lines.map { $0["messages"]?.items?.count } == [1, 1, 1, 1])
            #expect(page["total"] == 4)
        }
    }
}
