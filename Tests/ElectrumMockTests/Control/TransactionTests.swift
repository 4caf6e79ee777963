import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// `GET …/transactions` and `GET …/transactions/ID`.
@Suite(.blocking) struct TransactionTests {
    @Test("A transaction tells its states, its voucher and the messages it consists of")
    func one() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            let provision = try till.provision(uuid(10))
            #expect(try till.provision(uuid(2)).status == 201)
            #expect(try till.retry(uuid(10)).status == 201)
            #expect(try till.confirm(uuid(10), id: uuid(3)).status == 202)
            let seen = try sandbox.ask("GET", "/transactions/\(uuid(10).uppercased())")
            #expect(
                seen.json == [
                    "id": .string(uuid(10)), "client": "22222222", "provider": "default",
                    "state": "confirmed", "attempts": 2,
                    "voucher": provision.json["voucher"] ?? nil,
                    "providerState": "confirmed", "messages": [2, 4, 5, 6],
                ])
        }
    }

    @Test("One without a voucher has none, and one that was only reversed has no provider")
    func withoutVoucher() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            #expect(try Till(mock).reverse(uuid(1), id: uuid(2)).status == 404)
            let seen = try sandbox.ask("GET", "/transactions/\(uuid(1))").json
            #expect(seen["voucher"] == .null)
            #expect(seen["provider"] == .null)
            #expect(seen["attempts"] == 0)
            #expect(try sandbox.state(of: uuid(1)) == "reversed/none")
        }
    }

    @Test("The list has the newest first, at most as many as asked for, and the number of all")
    func list() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            for number in 1...5 { #expect(try till.provision(uuid(number)).status == 201) }
            func ids(_ query: String) throws -> [String?] {
                let list = try sandbox.ask("GET", "/transactions\(query)").json
                #expect(list["total"] == 5)
                return list["transactions"]?.items?.map { $0["id"]?.text } ?? []
            }
            #expect(try ids("?limit=2") == [uuid(5), uuid(4)])
            #expect(try ids("") == (1...5).reversed().map(uuid))
            #expect(try ids("?limit=0") == [])
        }
    }

    @Test("A transaction of thousands of messages has all of them, in the list and alone")
    func manyMessages() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            for _ in 1...2_500 { #expect(try till.retry(uuid(1)).status == 201) }
            #expect(try till.provision(uuid(2)).status == 201)
            let numbers = (2...2_502).map { JSON.number(JSONNumber($0)) }
            let list = try sandbox.ask("GET", "/transactions").json["transactions"]
            #expect(list?[0]?["messages"] == [2503])
            #expect(list?[1]?["messages"] == .array(numbers))
            #expect(list?[1]?["id"] == .string(uuid(1)))
            let alone = try sandbox.ask("GET", "/transactions/\(uuid(1))").json
            #expect(alone == list?[1])
        }
    }

    @Test("Of two clients that used the same id, the list has both")
    func clients() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            till.user = "33333333"
            #expect(try till.provision(uuid(1)).status == 201)
            let list = try sandbox.ask("GET", "/transactions").json["transactions"]?.items
            #expect(list?.map { $0["client"]?.text } == ["33333333", "22222222"])
        }
    }

    @Test("Of a hundred clients that used the same id, each has a code like any other, and its own")
    func manyClients() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            var codes: Set<String> = []
            for number in 0..<100 {
                till.user = "\(33_333_300 + number)"
                let voucher = try till.provision(uuid(1)).json["voucher"]
                let code = try #require(voucher?["code"]?.text)
                #expect(code.utf8.count == 16)
                codes.insert(code)
            }
            #expect(codes.count == 100)
            let newest = try ControlledSandbox(of: mock).ask("GET", "/transactions/\(uuid(1))")
            #expect(newest.json["client"]?.text == "33333399")
        }
    }
}
