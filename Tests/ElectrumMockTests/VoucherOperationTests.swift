import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// The four operations over a real socket, as a till meets them.
@Suite(.blocking) struct VoucherOperationTests {
    @Test(
        "A voucher's life is the same at both base paths, with and without a trailing slash",
        arguments: ["/suv/v1", ""], ["", "/"])
    func life(basePath: String, slash: String) async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.basePath = basePath
            let id = uuid(1)
            let provision = try till.post("/vouchers\(slash)", till.provisionRequest(id))
            #expect(provision.status == 201)
            #expect(provision.response["Location"] == "\(basePath)/vouchers\(slash)")
            let code = try #require(provision.voucherCode)

            let again = try till.provision(id)
            #expect(again.status == 400)
            #expect(again.errorType == "DUPLICATE_RECORD")
            #expect(again.json["originalId"] == nil)
            #expect(again.json["detailMessage"]?["voucher"]?["code"]?.text == code)

            let retry = try till.post("/vouchers/\(id)/retry\(slash)", till.provisionRequest(id))
            #expect(retry.status == 201)
            #expect(retry.json == provision.json)

            #expect(try till.confirm(id, id: uuid(2)).status == 202)
            #expect(try till.confirm(id, id: uuid(2)).status == 202)
            let reversal = try till.reverse(id, id: uuid(3))
            #expect(reversal.status == 400)
            #expect(reversal.errorType == "VOUCHER_ALREADY_CONFIRMED")
            #expect(reversal.json["detailMessage"]?["confirmationId"]?.text == uuid(2))
        }
    }

    @Test("A reversal of an unknown provision answers 404, and the late provision is refused")
    func reversalOvertakes() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reversal = try till.reverse(uuid(1), id: uuid(2))
            #expect(reversal.status == 404)
            #expect(reversal.errorType == "UNABLE_TO_LOCATE_RECORD")
            let provision = try till.provision(uuid(1))
            #expect(provision.status == 400)
            #expect(provision.errorType == "VOUCHER_ALREADY_REVERSED")
            #expect(provision.json["originalId"]?.text == uuid(2))
        }
    }

    @Test("Providers without retries decline them hard", arguments: ["Netcare", "stellr"])
    func retriesDeclined(provider: String) async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            var till = try Till(mock)
            till.receiver = provider
            #expect(try till.provision(uuid(1)).status == 201)
            let retry = try till.retry(uuid(1))
            #expect(retry.status == 404)
            #expect(retry.errorType == "FUNCTION_NOT_SUPPORTED")
            #expect(retry.json["id"]?.text == uuid(1))
        }
    }

    @Test("A retry whose path names another provision is refused as a format error")
    func retryPathMustMatch() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reply = try till.post("/vouchers/\(uuid(2))/retry", till.provisionRequest(uuid(1)))
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")
            #expect(try till.reverse(uuid(1), id: uuid(3)).status == 404)
        }
    }

    @Test("A retry of a provision that never arrived issues the voucher")
    func retryOfUnknown() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(try till.provision(uuid(1)).errorType == "DUPLICATE_RECORD")
        }
    }

    @Test("Advices are answered with themselves; a currency in digits comes back as text")
    func advicesAreEchoed() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            _ = try till.provision(uuid(1))
            let advice: JSON = [
                "id": .string(uuid(2)), "requestId": .string(uuid(1)),
                "time": "2026-01-28T12:41:30+02:00", "thirdPartyIdentifiers": [],
                "tenders": [["amount": ["amount": 1, "currency": 710], "tenderType": "CASH"]],
            ]
            let reply = try till.post("/vouchers/confirmations", advice)
            #expect(reply.status == 202)
            #expect(reply.json["time"] == advice["time"])
            #expect(reply.json["tenders"]?[0]?["amount"]?["currency"]?.text == "710")
        }
    }

    @Test("A duplicate is told of the original as the switch understood it")
    func duplicateOfOriginal() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            var request = try #require(till.provisionRequest(uuid(1)).members)
            request["receiver"] = .some(.null)
            request["voucher"] = ["code": "4711", "pin": nil]
            _ = try till.post("/vouchers", .object(request))
            let detail = try till.post("/vouchers", .object(request)).json["detailMessage"]
            #expect(detail?["requestTime"] == request["time"])
            #expect(detail?["receiver"] == nil)
            #expect(detail?["voucher"]?["code"] == "4711")
            #expect(detail?["voucher"]?["pin"] == nil)
        }
    }

    @Test("The user name must be the client's id")
    func userNameIsClientID() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            let request = till.provisionRequest(uuid(1))
            till.user = "33333333"
            let reply = try till.post("/vouchers", request)
            #expect(reply.status == 400)
            #expect(reply.errorType == "AUTHENTICATION_ERROR")
            #expect(
                reply.json["detailMessage"]?["freeString"]?.text
                    == "The HTTP Basic Authentication username (33333333) is not the same as the "
                    + "value in the Client.Id field (22222222).")
        }
    }

    @Test("Another client's advice finds nothing")
    func clientsAreApart() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            _ = try till.provision(uuid(1))
            till.user = "33333333"
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 404)
        }
    }

    @Test("A response carries what the request had, without tenders, and new identifiers")
    func provisionResponse() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            var request = try #require(till.provisionRequest(uuid(1)).members)
            request["tenders"] = [
                ["amount": ["amount": 1, "currency": "710"], "tenderType": "CASH"]
            ]
            request["settlementEntity"] = nil
            request["receiver"] = nil
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.status == 201)
            #expect(reply.json["tenders"] == nil)
            #expect(reply.json["time"] == request["time"])
            #expect(reply.json["settlementEntity"]?["name"]?.text == "TransactionsRUs")
            let identifiers = try #require(reply.json["thirdPartyIdentifiers"]?.items)
            #expect(identifiers.map { $0["institutionId"]?.text } == ["22222222", "33333333"])
        }
    }

    @Test("A code that the till asks for is the one it gets, with an expiry in the future")
    func requestedCode() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            var request = try #require(till.provisionRequest(uuid(1)).members)
            request["voucher"] = ["code": "GIFT1"]
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.voucherCode == "GIFT1")
            #expect((reply.json["voucher"]?["expiryDate"]?.text ?? "") > "2026-06")
        }
    }

    @Test(
        "Unknown members are refused, or accepted and echoed where that is wished",
        arguments: [true, false])
    func unknownMembers(areAccepted: Bool) async throws {
        try await withMock {
            $0.switching.acceptsUnknownFields = areAccepted
        } _: { mock in
            let till = try Till(mock)
            var request = try #require(till.provisionRequest(uuid(1)).members)
            request["loyalty"] = "gold"
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.status == (areAccepted ? 201 : 400))
            #expect(reply.json["loyalty"]?.text == (areAccepted ? "gold" : nil))
        }
    }
}
