import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Till
import Vocabulary

extension Till {
    /// Asks for an access token with this form.
    func requestToken(
        _ form: String, path: String = "/oauth/token", fields: [String] = [],
        contentType: String = "application/x-www-form-urlencoded"
    ) throws -> Reply {
        let lines = (["Content-Type: \(contentType)"] + fields).map { $0 + "\r\n" }.joined()
        return try Reply(
            client.exchange(
                "POST \(basePath)\(path) HTTP/1.1\r\nHost: localhost\r\n\(lines)"
                    + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)"))
    }
}

/// OAuth2 by the password grant (RFC 6749), and what messages with tokens meet (RFC 6750).
@Suite(.blocking) struct TokenTests {
    private static let client = "&client_id=till&client_secret=hidden"
    private static let password = "grant_type=password&username=22222222&password=secret" + client

    @Test(
        "A token is had wherever the operations are, and good for every one of them there",
        arguments: ["", "/suv/v1", "/sandboxes/a", "/sandboxes/a/suv/v1"])
    func places(base: String) async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.basePath = base
            let reply = try till.requestToken(Self.password)
            #expect(reply.status == 200)
            #expect(reply.response["Cache-Control"] == "no-store")
            let names = reply.json.members?.members.map(\.name)
            #expect(names == ["access_token", "token_type", "expires_in", "refresh_token"])
            #expect(reply.json["token_type"]?.text == "Bearer")
            #expect(reply.json["expires_in"]?.integer == 3_600)
            till.token = reply.json["access_token"]?.text
            let code = try till.sell(uuid(1))
            #expect(try till.retry(uuid(1)).status == 201)
            #expect(try till.get("/vouchers?voucherCode=\(code)").status == 200)
            #expect(try till.get("/products").status == 200)
            // As many spaces as the client likes (RFC 9110 section 11.4).
            var generous = till
            generous.token = till.token.map { "  " + $0 }
            #expect(try generous.get("/products").status == 200)
            #expect(try till.redeem(code, id: uuid(2)).status == 201)
            #expect(try till.get("/redemptions/\(uuid(2))").status == 200)
            #expect(try till.confirmRedeem(uuid(2), id: uuid(3)).status == 202)
            #expect(try till.refund(code, id: uuid(4)).status == 201)
            #expect(try till.reverseRefund(uuid(4), id: uuid(5)).status == 202)
            // The same user with Basic is the same client.
            till.token = nil
            #expect(try till.confirm(uuid(1), id: uuid(6)).status == 202)
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let form: String
        let status: Int
        let code: String
        var field: String?
        var contentType = "application/x-www-form-urlencoded"

        init(_ form: String, _ status: Int, _ code: String, field: String? = nil) {
            self.form = form
            self.status = status
            self.code = code
            self.field = field
        }

        var testDescription: String { form }
    }

    private static let basic = "Authorization: Basic dGlsbDpoaWRkZW4="

    static let refusals = [
        Refusal("", 401, "invalid_client"),
        Refusal("grant_type=password&username=a&password=b", 401, "invalid_client"),
        Refusal("grant_type=password&client_id=till", 401, "invalid_client"),
        Refusal("grant_type=password", 401, "invalid_client", field: "Authorization: Bearer x"),
        Refusal(password, 400, "invalid_request", field: basic),
        Refusal("username=a&password=b" + client, 400, "invalid_request"),
        Refusal("grant_type=password&username=a" + client, 400, "invalid_request"),
        Refusal("grant_type=password&username=a&password=" + client, 400, "invalid_request"),
        Refusal(password + "&username=22222222", 400, "invalid_request"),
        Refusal(password + "&scope=%zz", 400, "invalid_request"),
        Refusal(password + "&scope=a%22b", 400, "invalid_scope"),
        Refusal("grant_type=client_credentials" + client, 400, "unsupported_grant_type"),
        Refusal("grant_type=refresh_token" + client, 400, "invalid_request"),
        Refusal("grant_type=refresh_token&refresh_token=x" + client, 400, "invalid_grant"),
    ]

    @Test("What is wrong with a token request is told as RFC 6749 has it", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        try await withMock { mock in
            let reply = try Till(mock).requestToken(
                refusal.form, fields: refusal.field.map { [$0] } ?? [])
            #expect(reply.status == refusal.status)
            #expect(reply.json["error"]?.text == refusal.code)
            #expect(reply.json["error_description"]?.text != nil)
            #expect(reply.response["Cache-Control"] == "no-store")
            let challenge = reply.response["WWW-Authenticate"]
            #expect((challenge?.hasPrefix("Basic ") == true) == (refusal.status == 401))
        }
    }

    @Test("Client id and secret may come as Basic, and another content type is refused")
    func basicClient() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let form = "grant_type=password&username=22222222&password=secret&colour=red"
            #expect(try till.requestToken(form, fields: [Self.basic]).status == 200)
            let json = try till.requestToken(Self.password, contentType: "application/json")
            #expect(json.json["error"]?.text == "invalid_request")
        }
    }

    @Test("A token expires on the sandbox clock, and the refresh token brings another")
    func expiry() async throws {
        try await withMock {
            $0.switching.hasManualClock = true
            $0.switching.authentication.tokenLifetime = .seconds(90)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var till = try Till(mock)
            let first = try till.requestToken(Self.password).json
            #expect(first["expires_in"]?.integer == 90)
            till.token = first["access_token"]?.text
            try sandbox.advance("89999ms")
            #expect(try till.provision(uuid(1)).status == 201)
            try sandbox.advance("1ms")
            let late = try till.confirm(uuid(1), id: uuid(2))
            #expect(late.status == 401)
            #expect(late.errorType == "AUTHENTICATION_ERROR")
            #expect(late.json["id"]?.text == uuid(2))
            #expect(late.json["originalId"]?.text == uuid(1))
            let challenge = try #require(late.response["WWW-Authenticate"])
            #expect(challenge.hasPrefix("Bearer "))
            #expect(challenge.contains(#"error="invalid_token""#))
            let refresh = first["refresh_token"]?.text ?? ""
            let form = "grant_type=refresh_token&refresh_token=\(refresh)"
            let other = "&client_id=other&client_secret=hidden"
            #expect(try till.requestToken(form + other).json["error"]?.text == "invalid_grant")
            let second = try till.requestToken(form + Self.client).json
            #expect(second["access_token"] != first["access_token"])
            till.token = second["access_token"]?.text
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            let report = try sandbox.ask("GET", "/report").json
            for id in ["D2", "D8", "D10", "D13", "D14", "D15"] {
                let rule = report["rules"]?.items?.first { $0["id"]?.text == id }
                #expect(!["fail", "warn"].contains(rule?["verdict"]?.text), "\(rule ?? .null)")
            }
        }
    }

    @Test("A token belongs to its sandbox, and a reset forgets it")
    func sandboxes() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.basePath = "/sandboxes/a/suv/v1"
            till.token = try till.requestToken(Self.password).json["access_token"]?.text
            #expect(try till.provision(uuid(1)).status == 201)
            till.basePath = "/sandboxes/b/suv/v1"
            #expect(try till.requestToken(Self.password).status == 200)
            #expect(try till.provision(uuid(1)).status == 401)
            till.basePath = "/sandboxes/a/suv/v1"
            try ControlledSandbox("a", of: mock).reset()
            #expect(try till.provision(uuid(1)).status == 401)
        }
    }

    @Test("The user name of the token must be the client's id")
    func userName() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            till.token = try till.requestToken(
                "grant_type=password&username=33333333&password=secret" + Self.client
            ).json["access_token"]?.text
            let reply = try till.provision(uuid(1))
            #expect(reply.status == 400)
            let text = reply.json["detailMessage"]?["freeString"]?.text
            #expect(text?.hasPrefix("The access token's username (33333333) is not") == true)
        }
    }

    @Test("One scheme alone can be asked for", arguments: Authentication.Scheme.allCases)
    func schemes(scheme: Authentication.Scheme) async throws {
        try await withMock {
            $0.switching.authentication.scheme = scheme
        } _: { mock in
            var till = try Till(mock)
            let token = try till.requestToken(Self.password)
            #expect(token.json["error"]?.text == (scheme == .basic ? "unauthorized_client" : nil))
            #expect(try till.provision(uuid(1)).status == (scheme == .oauth2 ? 400 : 201))
            till.token = token.json["access_token"]?.text ?? "none"
            #expect(try till.provision(uuid(2)).status == (scheme == .basic ? 400 : 201))
            let document = try till.get("/openapi.json").json
            let names = document["components"]?["securitySchemes"]?.members?.members.map(\.name)
            let expected = ["httpBasic", "oauth2"].filter { name in
                scheme == .any || name == (scheme == .basic ? "httpBasic" : "oauth2")
            }
            #expect(names == expected)
            #expect(document["security"]?.items?.count == expected.count)
        }
    }

    @Test("With a file of users and clients, both schemes are checked")
    func known() async throws {
        let known = try KnownCredentials(
            yaml: "users: {'22222222': secret}\nclients: {till: hidden}", file: "users.yaml")
        try await withMock {
            $0.switching.authentication.known = known
        } _: { mock in
            var till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.requestToken(Self.password).status == 200)
            let wrongUser = "grant_type=password&username=22222222&password=x" + Self.client
            #expect(try till.requestToken(wrongUser).json["error"]?.text == "invalid_grant")
            let wrongClient = Self.password.replacing("hidden", with: "x")
            let refused = try till.requestToken(wrongClient)
            #expect(refused.status == 401)
            #expect(refused.json["error"]?.text == "invalid_client")
            till.user = "33333333"
            let reply = try till.provision(uuid(2))
            #expect(reply.status == 400)
            #expect(reply.errorType == "AUTHENTICATION_ERROR")
        }
    }

    @Test("A file of credentials has its mistakes told")
    func mistakes() throws {
        #expect(throws: Diagnostics.self) {
            try KnownCredentials(yaml: "user: {a: b}", file: "users.yaml")
        }
        #expect(throws: Diagnostics.self) { try KnownCredentials(file: "/nowhere/users.yaml") }
    }

    @Test("The same seed and requests bring the same tokens")
    func seeded() async throws {
        var tokens: [[String?]] = []
        for _ in 1...2 {
            try await withMock { mock in
                let till = try Till(mock)
                tokens.append(
                    try (1...2).map { _ in
                        try till.requestToken(Self.password).json["access_token"]?.text
                    })
            }
        }
        #expect(tokens[0] == tokens[1])
        #expect(tokens[0][0] != tokens[0][1])
    }

    // MARK: Scenarios, journal, verdict

    @Test("A scenario answers token requests where it names them, and only there")
    func scenario() async throws {
        let rules = """
            rules:
              - {name: all, when: {header.X: y}, replies: [error: 503 UPSTREAM_UNAVAILABLE]}
              - name: token
                on: token
                when: {client: "22222222"}
                replies:
                  - error: 503 UPSTREAM_UNAVAILABLE
                  - decline: 400 AUTHENTICATION_ERROR
                  - respond: {status: 429, headers: {Retry-After: "1"}, body: slow down}
                  - {lost: reply, by: close}
                  - normal
            """
        try await withMock {
            try $0.play(file: rules)
        } _: { mock in
            var till = try Till(mock)
            #expect(try till.requestToken(Self.password, fields: ["X: y"]).status == 503)
            #expect(try till.requestToken(Self.password).json["error"]?.text == "invalid_grant")
            let raw = till
            let form = Self.password
            let reply = try raw.client.exchange(
                "POST /suv/v1/oauth/token HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)")
            #expect(reply.status == 429)
            #expect((try? till.requestToken(Self.password))?.status != 200)
            till.client = try WireClient(port: mock.port)
            #expect(try till.requestToken(Self.password).status == 200)
            let sandbox = try ControlledSandbox(of: mock)
            let records = try sandbox.records("?operation=token")
            #expect(records.count == 5)
            #expect(records.allSatisfy { $0["client"]?.text == "22222222" })
        }
    }

    @Test("No token and no secret reaches journal, journal file or log, and a restart keeps tokens")
    func secrets() async throws {
        let directory = TemporaryDirectory()
        let path = "\(directory.path)/journal"
        var token = ""
        for life in 1...2 {
            try await withMock {
                $0.journal = try JournalFile(path: path) { _ in }
            } _: { mock in
                var till = try Till(mock)
                if life == 1 {
                    let reply = try till.requestToken(Self.password)
                    token = reply.json["access_token"]?.text ?? ""
                    let seen =
                        try ControlledSandbox(of: mock).records().description
                        + directory.read("journal")
                    for secret in [
                        token, reply.json["refresh_token"]?.text ?? "", ":\"secret\"", "hidden",
                    ] {
                        #expect(!seen.contains(secret))
                    }
                }
                till.token = token
                #expect(try till.provision(uuid(life)).status == 201)
            }
        }
        #expect(!directory.read("journal").contains(token))
    }

    private static let flows = ShippedScenarios.names(in: "flows")

    @Test(
        "A till with OAuth2 plays every flow, though its tokens expire on the way", arguments: flows
    )
    func flow(name: String) async throws {
        let scenario = try ShippedScenarios.scenario("flows/\(name)")
        try await withMock {
            try $0.play(scenario)
            $0.switching.authentication.scheme = .oauth2
            $0.switching.authentication.tokenLifetime = .milliseconds(1_500)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = ReferenceTill(mock, in: sandbox, messaging: scenario.messaging)
            till.settings.authentication = .oauth2
            let receiver = name.split(separator: "-").first.map(String.init) ?? ""
            if ["stellr", "netcare"].contains(receiver) { till.settings.provider = receiver }
            #expect(try till.sell(uuid(1)) == scenario.expect.finally.first)
            try sandbox.advance("2s")
            // A second sale whose first message has an old token.
            try till.sell(uuid(2))
            try sandbox.advance("idle")
            let report = try sandbox.ask("GET", "/report").json
            #expect(report["verdict"]?.text == "pass", "\(report)")
            let noisy = report["rules"]?.items?.filter { rule in
                ["fail", "warn"].contains(rule["verdict"]?.text ?? "") && rule["id"] != "D11"
            }
            #expect(noisy?.isEmpty == true, "\(report)")
            let refused = try sandbox.records().filter { $0["status"]?.integer == 401 }
            #expect(!refused.isEmpty)
        }
    }
}
