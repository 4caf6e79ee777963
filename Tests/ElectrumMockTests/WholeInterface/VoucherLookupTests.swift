import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// lookupVoucher over a real socket.
@Suite(.blocking) struct VoucherLookupTests {
    @Test("A lookup tells the voucher's details, and its value as credit")
    func details() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let provision = try till.provision(uuid(1))
            let code = try #require(provision.voucherCode)
            let reply = try till.get("/vouchers?voucherCode=\(code)")
            #expect(reply.status == 200)
            #expect(reply.json["voucher"] == provision.json["voucher"])
            #expect(
                reply.json["amounts"]
                    == [
                        "approvedAmount": [
                            "amount": 10000, "currency": "710", "ledgerIndicator": "CREDIT",
                        ]
                    ])
            for name in ["product", "receiver", "settlementEntity", "thirdPartyIdentifiers"] {
                #expect(reply.json[name] == provision.json[name], "\(name)")
            }
        }
    }

    @Test("A voucher is found by its provision and by its serial number, which tells no code")
    func otherKeys() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let provision = try till.provision(uuid(1))
            let byProvision = try till.get("/vouchers/?provisionRequestId=\(uuid(1))")
            #expect(byProvision.voucherCode == provision.voucherCode)
            let serialNumber = provision.json["voucher"]?["serialNumber"]?.text ?? ""
            let bySerialNumber = try till.get("/vouchers?voucherSerialNumber=\(serialNumber)")
            #expect(bySerialNumber.status == 200)
            #expect(bySerialNumber.json["voucher"]?["serialNumber"]?.text == serialNumber)
            #expect(bySerialNumber.voucherCode == nil)
        }
    }

    @Test("No lookup tells the PIN")
    func pin() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            var till = try Till(mock)
            till.receiver = "OTT"
            let provision = try till.provision(uuid(1))
            #expect(provision.json["voucher"]?["pin"] != nil)
            let reply = try till.get("/vouchers?provisionRequestId=\(uuid(1))")
            #expect(reply.json["voucher"]?["pin"] == nil)
        }
    }

    @Test("An unknown voucher is not found, nor is another client's by its provision")
    func unknown() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            let code = try till.sell(uuid(1))
            let reply = try till.get("/vouchers?voucherCode=4711")
            #expect(reply.status == 404)
            #expect(reply.errorType == "UNABLE_TO_LOCATE_RECORD")
            till.user = "33333333"
            #expect(try till.get("/vouchers?provisionRequestId=\(uuid(1))").status == 404)
            #expect(try till.get("/vouchers?voucherCode=\(code)").status == 200)
        }
    }

    @Test("A reversed voucher is told to be so")
    func reversed() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            _ = try till.provision(uuid(1))
            _ = try till.reverse(uuid(1), id: uuid(2))
            let reply = try till.get("/vouchers?provisionRequestId=\(uuid(1))")
            #expect(reply.status == 400)
            #expect(reply.errorType == "VOUCHER_ALREADY_REVERSED")
            #expect(reply.json["originalId"]?.text == uuid(1))
        }
    }

    @Test(
        "A lookup that names nothing, or names it wrongly, is a format error",
        arguments: [
            ("", "one of voucherCode, provisionRequestId and voucherSerialNumber is needed"),
            ("?receiverInstId=1", "one of voucherCode, provisionRequestId"),
            ("?voucherCod=1", "Unrecognized field 'voucherCod'"),
            ("?provisionRequestId=1", "UUID must conform to the format"),
            ("?voucherCode=1&voucherCode=2", "voucherCode is given twice"),
            ("?voucherCode=%FF", "voucherCode=%FF is not percent-encoded UTF-8"),
        ])
    func malformed(query: String, complaint: String) async throws {
        try await withMock { mock in
            let reply = try Till(mock).get("/vouchers\(query)")
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")
            let message = reply.json["detailMessage"]?["formatErrors"]?[0]?["msg"]?.text ?? ""
            #expect(message.hasPrefix(complaint))
        }
    }

    @Test("The journal has a lookup under its provision")
    func journal() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            _ = try till.get("/vouchers?voucherCode=\(code)")
            var admin = till
            admin.basePath = "/_mock"
            let records = try admin.get("/sandboxes/default/journal?operation=lookup")
            let record = try #require(records.json["records"]?[0])
            #expect(record["transaction"]?.text == uuid(1))
            #expect(record["messageId"]?.isNull == true)
            #expect(record["state"]?.text == "confirmed")
            #expect(record["request"]?["voucherCode"]?.text == code)
        }
    }

    @Test("A path takes the methods that it has operations for, and HEAD with GET")
    func methods() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let put = try till.client.exchange(till.getRequest("/vouchers", method: "PUT"))
            #expect(put.status == 405)
            #expect(put["Allow"] == "POST, GET, HEAD, OPTIONS")
            till.client.send(till.getRequest("/products", method: "HEAD"))
            #expect(try till.client.readResponse(isToHEAD: true).status == 200)
            let get = try till.get("/redemptions")
            #expect(get.status == 405)
        }
    }
}
