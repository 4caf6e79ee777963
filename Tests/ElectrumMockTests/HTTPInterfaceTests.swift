import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// The interface's use of HTTP and JSON, before it comes to vouchers.
@Suite(.blocking) struct HTTPInterfaceTests {
    // MARK: Paths and methods

    @Test(
        "What is no operation answers 404 and names the operations",
        arguments: [
            "/", "/suv", "/suv/v1", "/suv/v1/", "/suv/v2/vouchers", "/suv/v1//vouchers",
            "/vouchers//", "/voucher", "/VOUCHERS", "/vouchers/confirmation", "/vouchers/x",
            "/vouchers/x/retry/y", "/vouchers/x/y/retry",
            "/suv/v1/_mock/health",
        ], ["GET", "POST"])
    func unknownPath(path: String, method: String) async throws {
        try await withMock { mock in
            let reply = try Reply(exchange(mock, method, path))
            #expect(reply.status == 404)
            #expect(reply.errorType == "FUNCTION_NOT_SUPPORTED")
            #expect(reply.response["Content-Type"] == "application/json")
            let text = reply.json["detailMessage"]?["freeString"]?.text ?? ""
            #expect(text.contains(path))
            #expect(text.contains("/vouchers/{provisionId}/retry"))
            #expect(reply.json["id"] == nil)
        }
    }

    @Test(
        "A wrong method answers 405 and what would be allowed",
        arguments: ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"],
        ["/suv/v1/refunds", "/vouchers/\(uuid(1))/retry", "/vouchers/confirmations/"])
    func wrongMethod(method: String, path: String) async throws {
        try await withMock { mock in
            let response = try exchange(mock, method, path)
            #expect(response.status == 405)
            #expect(response["Allow"] == "POST, OPTIONS")
            #expect(response.body.isEmpty == (method == "HEAD"))
        }
    }

    @Test(
        "OPTIONS tells what is allowed",
        arguments: [
            ("/suv/v1/vouchers", "POST, GET, HEAD, OPTIONS"),
            ("/vouchers/reversals/", "POST, OPTIONS"),
            ("/_mock/health", "GET, HEAD, OPTIONS"),
        ])
    func options(path: String, allowed: String) async throws {
        try await withMock { mock in
            let response = try exchange(mock, "OPTIONS", path)
            #expect(response.status == 204)
            #expect(response["Allow"] == allowed)
            #expect(response["Content-Length"] == nil)
        }
    }

    @Test("OPTIONS of the server as a whole tells all that any path allows")
    func optionsOfServer() async throws {
        try await withMock { mock in
            let response = try exchange(mock, "OPTIONS", "*")
            #expect(response.status == 204)
            let allowed = response["Allow"]?.split(separator: ", ") ?? []
            #expect(Set(allowed).isSuperset(of: ["GET", "HEAD", "POST", "OPTIONS"]))
        }
    }

    @Test("Health can be asked with GET and HEAD, not with POST")
    func health() async throws {
        try await withMock { mock in
            let get = try exchange(mock, "GET", "/_mock/health")
            #expect(get.status == 200)
            #expect(get.text == "{\"status\":\"ok\"}")
            let head = try exchange(mock, "HEAD", "/_mock/health")
            #expect(head.status == 200)
            #expect(head["Content-Length"] == "\(get.body.count)")
            #expect(head.body.isEmpty)
            let post = try exchange(mock, "POST", "/_mock/health")
            #expect(post.status == 405)
            #expect(post["Allow"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test("A client that has ended its stream learns the health as often as it asked")
    func healthOfHalfClosed() async throws {
        try await withMock { mock in
            let client = try WireClient(port: mock.port)
            let count = 5_000
            let request = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
            client.send(String(repeating: request, count: count))
            client.finishSending()
            let rest = try client.readToEnd()
            #expect(rest.text.ranges(of: "HTTP/1.1 200 OK").count == count)
            #expect(!rest.wasReset)
        }
    }

    @Test("A query does not change the operation")
    func query() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reply = try till.post("/vouchers?trace=1", till.provisionRequest(uuid(1)))
            #expect(reply.status == 201)
        }
    }

    // MARK: Media type

    @Test(
        "A body that is not declared as JSON answers 415",
        arguments: [
            nil, "", "text/plain", "text/json", "application/xml", "application/jsonx",
            "application/json+x", "json", "multipart/form-data; boundary=application/json",
        ])
    func wrongMediaType(contentType: String?) async throws {
        try await withMock { mock in
            let reply = try provision(mock, contentType: contentType)
            #expect(reply.status == 415)
            let found = contentType.map { "not \($0)" } ?? "but there is none"
            #expect(reply.formatErrors == ["Content-Type must be application/json, \(found)"])
        }
    }

    @Test(
        "JSON may be declared in any case, with parameters",
        arguments: [
            "application/json", "Application/JSON", "application/json; charset=utf-8",
            "application/json;charset=UTF-8", "application/json ; charset=\"utf-8\"",
        ])
    func rightMediaType(contentType: String) async throws {
        try await withMock { mock in
            let reply = try provision(mock, contentType: contentType)
            #expect(reply.status == 201)
        }
    }

    // MARK: JSON

    @Test(
        "What is not JSON answers 400 and where it stops being JSON",
        arguments: [
            ("", 1, 1), ("{", 1, 2), ("{\"id\":}", 1, 7), ("{\"id\":1,}", 1, 9),
            ("{\n  \"id\": 1\n  \"time\": 2\n}", 3, 3), ("{\"id\":1,\"id\":2}", 1, 9),
            ("{\"é\":\n\"ü\"x}", 2, 4), ("[01]", 1, 2), ("nul", 1, 1), ("{} {}", 1, 4),
        ])
    func malformed(body: String, line: Int, column: Int) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reply = try Reply(till.client.exchange(till.request("/vouchers", body: body)))
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")
            let start = "Malformed JSON at line \(line), column \(column): "
            #expect(reply.formatErrors.count == 1)
            #expect(reply.formatErrors[0].hasPrefix(start), "\(reply.formatErrors)")
            #expect(reply.formatErrors[0].count > start.count)
        }
    }

    @Test("JSON that is no object answers 400", arguments: ["[]", "1", "\"id\"", "null", "true"])
    func noObject(body: String) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reply = try Reply(till.client.exchange(till.request("/vouchers", body: body)))
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")
            #expect(!reply.formatErrors.isEmpty)
        }
    }

    // MARK: Format errors

    @Test("All that is wrong is told at once, in the order of the checks (contract.md 4.6)")
    func orderOfFormatErrors() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            var request = try #require(till.provisionRequest("no-uuid").members)
            request["thirdPartyIdentifiers"] = [
                ["institutionId": "22222222", "loyalty": "gold"], ["transactionIdentifier": "1"],
            ]
            request["time"] = nil
            request["client"] = ["id": "99999999", "name": "Not the user"]
            request["zzz"] = 1
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.status == 400)
            #expect(
                reply.formatErrors == [
                    "Unrecognized field 'loyalty'", "Unrecognized field 'zzz'",
                    "thirdPartyIdentifiers[1].institutionId may not be null",
                    "time may not be null",
                    "UUID must conform to the format 8-4-4-4-12 hexadecimal values",
                    "thirdPartyIdentifiers[0].transactionIdentifier may not be null",
                ])
        }
    }

    @Test("A format error has the message's id, and every entry nothing but a message")
    func shapeOfFormatErrors() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            var request = try #require(till.provisionRequest(uuid(1)).members)
            request["amounts"] = nil
            request["originator"] = nil
            let reply = try till.post("/vouchers", .object(request))
            #expect(reply.status == 400)
            let names = reply.json.members?.members.map(\.name)
            #expect(names == ["id", "errorType", "errorMessage", "detailMessage"])
            #expect(reply.json["id"]?.text == uuid(1))
            #expect(reply.json["errorMessage"]?.text == "Bad formatting.")
            let entries = try #require(reply.json["detailMessage"]?["formatErrors"]?.items)
            #expect(!entries.isEmpty)
            #expect(entries.allSatisfy { $0.members?.members.map(\.name) == ["msg"] })
        }
    }

    @Test("Format comes before user name, and user name before state")
    func orderOfChecks() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            var request = try #require(till.provisionRequest(uuid(1)).members)
            #expect(try till.post("/vouchers", .object(request)).status == 201)
            till.user = "33333333"
            #expect(
                try till.post("/vouchers", .object(request)).errorType == "AUTHENTICATION_ERROR")
            request["time"] = nil
            #expect(try till.post("/vouchers", .object(request)).errorType == "FORMAT_ERROR")
            till.user = "22222222"
            #expect(try till.post("/vouchers", .object(request)).errorType == "FORMAT_ERROR")
            #expect(try till.provision(uuid(1)).errorType == "DUPLICATE_RECORD")
        }
    }

    @Test(
        "Credentials that are absent or unreadable are 400 and told apart, never 401",
        arguments: [nil, "Basic", "Basic !!!!", "Basic bm9jb2xvbg==", "Digest username=a"])
    func noCredentials(authorization: String?) async throws {
        try await withMock { mock in
            let reply = try provision(mock, authorization: authorization)
            #expect(reply.status == 400)
            #expect(reply.errorType == "AUTHENTICATION_ERROR")
            #expect(reply.json["id"]?.text == uuid(1))
            let text = reply.json["detailMessage"]?["freeString"]?.text
            let reason =
                authorization == nil
                ? "No Authorization came; the switch never asks for it: send it with the first"
                : "Authorization is neither `Basic` with user name and password, nor"
            #expect(text?.hasPrefix(reason) == true)
            #expect(reply.response["WWW-Authenticate"] == nil)
        }
    }

    // MARK: Requests

    private func exchange(_ mock: MockServer, _ method: String, _ path: String) throws
        -> WireResponse
    {
        let client = try WireClient(port: mock.port)
        client.send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return try client.readResponse(isToHEAD: method == "HEAD")
    }

    private func provision(
        _ mock: MockServer, contentType: String? = "application/json",
        authorization: String? = "Basic MjIyMjIyMjI6c2VjcmV0"
    ) throws -> Reply {
        let till = try Till(mock)
        let body = till.provisionRequest(uuid(1)).description
        let fields = [
            ("Host", "localhost"), ("Content-Type", contentType),
            ("Authorization", authorization), ("Content-Length", "\(body.utf8.count)"),
        ].compactMap { name, value in value.map { "\(name): \($0)\r\n" } }
        return try Reply(
            till.client.exchange("POST /vouchers HTTP/1.1\r\n\(fields.joined())\r\n\(body)"))
    }
}

extension Reply {
    /// The messages of a format error, in order.
    var formatErrors: [String] {
        json["detailMessage"]?["formatErrors"]?.items?.map { $0["msg"]?.text ?? "" } ?? []
    }
}
