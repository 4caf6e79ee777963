import TestSupport
import Testing

/// TLS between the built `electrum-mock` and clients that others wrote: curl and openssl.
@Suite(
    .blocking,
    .enabled(if: ShellRun.withoutClients == nil, Comment(rawValue: ShellRun.withoutClients ?? "")))
struct RealClientTests {
    private let directory = TemporaryDirectory()

    /// A mock with a certificate of its own making, which the scripts find as `ca.pem`.
    private func withMock(
        _ arguments: String..., body: (MockProcess, UInt16) async throws -> Void
    ) async throws {
        let mock = try MockProcess(
            [
                "serve", "--listen", "127.0.0.1:0", "--tls-self-signed", "--tls-cert-out",
                "\(directory.path)/ca.pem",
            ] + arguments)
        try await body(mock, try await mock.port)
        #expect(mock.isRunning)
    }

    private func shell(_ script: String) async throws -> ShellRun {
        try await ShellRun(script, in: directory)
    }

    @Test(
        "curl trusts the certificate that was written, for each of its names and no other",
        arguments: [
            ("127.0.0.1", true), ("localhost", true), ("till.example", true), ("other", false),
        ])
    func names(host: String, isNamed: Bool) async throws {
        try await withMock("--tls-san", "till.example") { _, port in
            let run = try await shell(
                "curl -s --cacert ca.pem --resolve \(host):\(port):127.0.0.1 "
                    + "https://\(host):\(port)/_mock/health")
            #expect(run.status == (isNamed ? 0 : 60))
            #expect(run.output == (isNamed ? #"{"status":"ok"}"# : ""))
        }
    }

    @Test("curl does not trust what it was not told to trust, and the log says why it left")
    func distrust() async throws {
        try await withMock { mock, port in
            let run = try await shell("curl -s https://127.0.0.1:\(port)/_mock/health")
            #expect(run.status == 60)
            try await eventually("the log says so") { mock.errors.contains("alert: unknown CA") }
        }
    }

    @Test("TLS 1.2 and 1.3 are spoken", arguments: ["1.2", "1.3"])
    func versions(version: String) async throws {
        try await withMock { _, port in
            let run = try await shell(
                "curl -s --cacert ca.pem --tlsv\(version) --tls-max \(version) "
                    + "https://127.0.0.1:\(port)/_mock/health")
            #expect(run.status == 0)
            #expect(run.output == #"{"status":"ok"}"#)
        }
    }

    @Test(
        "The kind of the self-signed key is chosen by option or environment",
        arguments: [
            ("--tls-self-signed", "", true), ("--tls-self-signed rsa", "", false),
            ("--tls-self-signed=rsa", "", false), ("", "true", true), ("", "1", true),
            ("", "rsa", false), ("--tls-self-signed", "rsa", true),
        ])
    func kinds(option: String, variable: String, isECDSA: Bool) async throws {
        let arguments =
            ["--tls-cert-out", "ca.pem"] + option.split(separator: " ").map(String.init)
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0"] + arguments,
            environment: variable.isEmpty ? [:] : ["ELECTRUM_MOCK_TLS_SELF_SIGNED": variable])
        let port = try await mock.port
        let run = try await ShellRun(
            "curl -s --cacert ca.pem --tls-max 1.2 --ciphers ECDHE-\(isECDSA ? "ECDSA" : "RSA")"
                + "-AES128-GCM-SHA256 https://127.0.0.1:\(port)/_mock/health", in: mock.directory)
        #expect(run.status == 0)
        #expect(run.output == #"{"status":"ok"}"#)
    }

    @Test("A kind of key that does not exist is a usage error", arguments: [true, false])
    func unknownKind(isOption: Bool) async throws {
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0"] + (isOption ? ["--tls-self-signed", "dsa"] : []),
            environment: isOption ? [:] : ["ELECTRUM_MOCK_TLS_SELF_SIGNED": "dsa"])
        #expect(try await mock.exit.status == 64)
        #expect(mock.errors.contains("--tls-self-signed is p256 or rsa, not dsa"))
    }

    @Test(
        "The URL that is handed out names the mock as its certificate does, and curl takes it",
        arguments: [
            ("127.0.0.1:0", "DNS:localhost", "localhost"), ("*:0", "DNS:localhost", "localhost"),
            ("*:0", "DNS:mock.example", "mock.example"),
            ("127.0.0.1:0", "IP:127.0.0.1", "127.0.0.1"),
        ])
    func handedOut(listen: String, names: String, host: String) async throws {
        let made = try await shell(
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout own.key -subj /CN=Somebody "
                + "-addext subjectAltName=\(names) -out own.pem")
        try #require(made.status == 0, "\(made.errors)")
        let mock = try MockProcess([
            "serve", "--listen", listen, "--tls-cert", "\(directory.path)/own.pem",
            "--tls-key", "\(directory.path)/own.key",
        ])
        let port = try await mock.port
        let line = "electrum-mock listening on https://\(host):\(port)/suv/v1\n"
        #expect(mock.output.hasPrefix(line))
        let run = try await shell(
            "curl -s --cacert own.pem --resolve \(host):\(port):127.0.0.1 "
                + "https://\(host):\(port)/_mock/metrics")
        #expect(run.status == 0 && run.output.contains("electrum_mock_"), "\(run.output)")
    }

    @Test(
        "An encrypted key is opened by a pass phrase from a file or the environment",
        arguments: [true, false], [true, false])
    func passphrase(isTraditional: Bool, isInFile: Bool) async throws {
        let form = isTraditional ? "rsa -aes128 -traditional" : "pkey -aes256"
        let made = try await shell(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout plain.key -subj /CN=localhost \
                -addext subjectAltName=IP:127.0.0.1 -out own.pem &&
            openssl \(form) -in plain.key -passout 'pass:open me' -out own.key &&
            printf '\\357\\273\\277open me\\r\\nsecond\\n' > phrase
            """)
        try #require(made.status == 0, "\(made.errors)")
        let files =
            ["--tls-cert", "\(directory.path)/own.pem", "--tls-key"]
            + ["\(directory.path)/own.key"]
        let phraseFile = ["--tls-key-passphrase-file", "\(directory.path)/phrase"]
        let variable = "ELECTRUM_MOCK_TLS_KEY_PASSPHRASE"
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0"] + files + (isInFile ? phraseFile : []),
            environment: isInFile ? [:] : [variable: "open me"])
        let port = try await mock.port
        let run = try await shell(
            "curl -s --cacert own.pem https://127.0.0.1:\(port)/_mock/health")
        #expect(run.output == #"{"status":"ok"}"#)
        let refusals: [([String: String], String)] = [
            ([:], "\(variable)\n"), ([variable: "shut"], "the pass phrase does not decrypt"),
        ]
        for (environment, words) in refusals {
            let refused = try MockProcess(
                ["serve", "--listen", "127.0.0.1:0"] + files, environment: environment)
            #expect(try await refused.exit.status == 2)
            #expect(refused.errors.contains(words))
            #expect(refused.errors.split(separator: "\n").count == 1)
        }
    }

    @Test("TLS 1.0 and 1.1 are refused, and the log says why", arguments: ["-tls1", "-tls1_1"])
    func oldVersions(option: String) async throws {
        try await withMock { mock, port in
            let run = try await shell(
                "openssl s_client \(option) -cipher ALL:@SECLEVEL=0 -connect 127.0.0.1:\(port)")
            #expect(run.status == 1)
            #expect(run.errors.contains("alert protocol version"))
            try await eventually("the log says so") {
                mock.errors.contains("the client offers no version of TLS from 1.2 on")
            }
        }
    }

    @Test(
        "ALPN settles on http/1.1, or fails",
        arguments: [("http/1.1", true), ("h2,http/1.1", true), ("h2", false)])
    func alpn(offer: String, isShared: Bool) async throws {
        try await withMock { _, port in
            let run = try await shell(
                "openssl s_client -alpn \(offer) -CAfile ca.pem -connect 127.0.0.1:\(port)")
            #expect(run.output.contains("ALPN protocol: http/1.1") == isShared)
            #expect(run.errors.contains("alert no application protocol") != isShared)
        }
    }

    @Test("Plain HTTP on the TLS port is answered with a 400 that says what to do")
    func plainHTTP() async throws {
        try await withMock { _, port in
            let run = try await shell("curl -s -i http://127.0.0.1:\(port)/_mock/health")
            #expect(run.status == 0)
            #expect(run.output.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(run.output.contains("this port speaks TLS: use https://"))
        }
    }

    @Test(
        "A fault of the scenario meets curl in the first handshake, and no other",
        arguments: [("expired-certificate", 60), ("hang", 28), ("reset", 35)] as [(String, Int32)])
    func faults(kind: String, status: Int32) async throws {
        try await withMock(
            "--scenarios", ShippedScenarios.directory, "--scenario", "faults/tls-\(kind)"
        ) { _, port in
            var statuses: [Int32] = []
            for seconds in [kind == "hang" ? "0.3" : "20", "20", "20"] {
                let run = try await shell(
                    "curl -s -m \(seconds) --cacert ca.pem "
                        + "https://127.0.0.1:\(port)/_mock/health")
                statuses.append(run.status)
            }
            #expect(statuses == [status, 0, 0])
        }
    }

    // MARK: Certificates of clients

    /// Makes an authority, and a till's certificate of it with its key, `till.pem`.
    private func makeTill() async throws {
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        let run = try await shell(
            """
            openssl req -x509 \(key) -subj /CN=Shop -keyout shop.key -out shop.pem &&
            openssl req \(key) -subj '/O=Shop/CN=till 7' -keyout till.key -out till.csr &&
            openssl x509 -req -in till.csr -CA shop.pem -CAkey shop.key -out till.pem &&
            cat till.key >> till.pem
            """)
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test("A client certificate lets a till in, and its subject stands in the journal")
    func mutual() async throws {
        try await makeTill()
        try await withMock("--tls-client-ca", "\(directory.path)/shop.pem") { _, port in
            let curl = "curl -s --cacert ca.pem --cert till.pem https://127.0.0.1:\(port)"
            let paths = [
                "/suv/v1/vouchers?voucherCode=7", "/suv/v1/vouchers?nonsense=7", "/suv/v1/nonsense",
            ]
            for path in paths { _ = try await shell("\(curl)\(path)") }
            let journal = try await shell("\(curl)/_mock/sandboxes/default/journal")
            let mentions = journal.output.ranges(of: #""clientSubject":"CN=till 7,O=Shop""#)
            #expect(mentions.count == paths.count, "\(journal.output)")
        }
    }

    @Test("Without a certificate that the authority signed nobody is let in")
    func strangers() async throws {
        try await makeTill()
        try await withMock("--tls-client-ca", "\(directory.path)/shop.pem") { mock, port in
            let url = "https://127.0.0.1:\(port)/_mock/health"
            let none = try await shell("curl -s --cacert ca.pem \(url)")
            #expect(none.status != 0)
            #expect(none.output == "")
            try await eventually("the log says so") {
                mock.errors.contains("the client sent no certificate, but one is required")
            }
            let self7 = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=till 7'"
            let forged = try await shell(
                """
                openssl req -x509 \(self7) -keyout own.pem -out own.crt && cat own.crt >> own.pem &&
                curl -s --cacert ca.pem --cert own.pem \(url)
                """)
            #expect(forged.status != 0)
            #expect(forged.output == "")
            try await eventually("the log says so") {
                mock.errors.contains("the client's certificate is not accepted: ")
            }
        }
    }
}
