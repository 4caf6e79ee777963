import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// Electrum's own `POST testServerAdmin/reset` (contract.md section 4.5).
@Suite(.blocking) struct TestServerResetTests {
    private static let path = "/testServerAdmin/reset"
    private static let wholeRequest: JSON = ["userDataWillBeLost": "TRUE", "resetUserData": "TRUE"]

    @Test("It forgets the client's transactions and no other's", arguments: ["/suv/v1", ""])
    func reset(basePath: String) async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.basePath = basePath
            #expect(try till.provision(uuid(1)).status == 201)
            var other = till
            other.user = "33333333"
            #expect(try other.provision(uuid(1)).status == 201)

            let reply = try till.post(Self.path, Self.wholeRequest)
            #expect(reply.status == 200)
            #expect(
                reply.json["outcome"]
                    == "Reset successful - all data has been reset for the specified user.")
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 404)
            #expect(try other.confirm(uuid(1), id: uuid(3)).status == 202)
        }
    }

    @Test(
        "It takes an access token in place of a password, and tells why one is not good"
    )
    func bearer() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            let form =
                "grant_type=password&username=22222222&password=secret&client_id=a&client_secret=b"
            till.token = try till.requestToken(form).json["access_token"]?.text
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.post(Self.path, Self.wholeRequest).status == 200)
            let expired = try till.post(Self.path, Self.wholeRequest)
            #expect(expired.status == 401)
            #expect(expired.errorType == "AUTHENTICATION_ERROR")
        }
    }

    @Test("Afterwards the same ids are new again, and their first attempt is the first")
    func afresh() async throws {
        let text = "rules: [{name: never, on: [lookup], replies: [error: 500 GENERAL_ERROR]}]"
        try await withMock {
            try $0.play(file: text)
        } _: { mock in
            let till = try Till(mock)
            let first = try till.provision(uuid(1))
            #expect(try till.post(Self.path, Self.wholeRequest).status == 200)
            let again = try till.provision(uuid(1))
            #expect(again.status == 201)
            #expect(again.voucherCode == first.voucherCode)
            let records = try ControlledSandbox(of: mock).records("?operation=provision")
            #expect(records.map { $0["attempt"]?.integer } == [1, 1])
        }
    }

    @Test("Advices of the client leave the queue, and those behind them are delivered from then on")
    func queue() async throws {
        try await withProvider(away: "during: {for: 60s}, replies: [lost: request]") {
            sandbox, till in
            var other = till
            other.user = "33333333"
            for sender in [till, other] {
                #expect(try sender.provision(uuid(1)).status == 201)
                #expect(try sender.confirm(uuid(1), id: uuid(2)).status == 202)
            }
            try sandbox.advance("12s")
            #expect(try till.post(Self.path, Self.wholeRequest).status == 200)
            #expect(try sandbox.queue().count == 1)
            try sandbox.advance("idle")
            #expect(try sandbox.state(of: uuid(1)) == "confirmed/confirmed")
            let deliveries = try sandbox.records("?operation=deliver-confirm")
            // At 0, 5 and 10 s the one, from 12 s on every 5 s the other.
            #expect(deliveries.map { $0["attempt"]?.integer } == [1, 2, 3] + (1...11))
        }
    }

    @Test(
        "What is missing is told",
        arguments: [
            ("", "No ResetRequest received in POST body."),
            ("[]", "No ResetRequest received in POST body."),
            ("{}", "The certainty of data loss was not acknowledged."),
            (
                "{\"userDataWillBeLost\":\"FALSE\",\"resetUserData\":\"TRUE\"}",
                "The certainty of data loss was not acknowledged."
            ),
            (
                "{\"userDataWillBeLost\":\"TRUE\"}",
                "The intent to reset all test data was not declared."
            ),
            (
                wholeRequest.description,
                "The Test Server was unable to locate any records associated with this user"
            ),
        ])
    func refused(body: String, words: String) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reply = try Reply(till.client.exchange(till.request(Self.path, body: body)))
            #expect(reply.status == 400)
            #expect(reply.json["outcome"]?.text?.hasPrefix(words) == true, "\(reply.json)")
        }
    }

    @Test("In a sandbox it resets that sandbox's data")
    func sandboxes() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            till.basePath = "/sandboxes/mine/suv/v1"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.post(Self.path, Self.wholeRequest).status == 200)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 404)
            till.basePath = ""
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
        }
    }
}
