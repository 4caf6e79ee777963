extension ConformanceTests {
    /// Clients that speak something else.
    static let otherProtocolCases: [ConformanceCase] = [
        .refuses(
            "TLS hello", "9112 §3", "\u{16}\u{03}\u{01}\u{02}\0\u{01}\0\u{01}\u{FC}\u{03}\u{03}",
            status: 400, "TLS handshake"),
        .refuses("one byte of a TLS hello", "9112 §3", "\u{16}", status: 400, "TLS handshake"),
        .refuses(
            "TLS hello after a request", "9112 §3",
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n\u{16}\u{03}\u{01}", after: get, status: 400,
            "TLS handshake"),
        .refuses(
            "SSL 2 hello", "9112 §3", "\u{80}\u{2E}\u{01}\0\u{02}", status: 400,
            "begins with a method"),
        .refuses(
            "HTTP/2 preface", "9113 §3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: 505,
            "only HTTP/1.1"),
        .reads(
            "upgrade to h2c is not taken up", "9110 §7.8",
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
            SeenRequest("GET", "/", fields: ["Host: h", "Connection: Upgrade", "Upgrade: h2c"])),
        .waits("SSH greeting", "9112 §3", "SSH-2.0-OpenSSH_9.6\r\n"),
        .refuses(
            "PROXY protocol 1", "9112 §3",
            "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", status: 400,
            "METHOD SP TARGET"),
        .refuses(
            "PROXY protocol 2", "9112 §3", "\r\n\r\n\0\r\nQUIT\n\u{21}", status: 400,
            "METHOD SP TARGET"),
        .refuses("SOCKS 4", "9112 §3", "\u{04}\u{01}\0\u{50}", status: 400, "with a method"),
        .refuses("SOCKS 5", "9112 §3", "\u{05}\u{01}\0", status: 400, "with a method"),
        .refuses(
            "RTSP", "9112 §2.3", "OPTIONS rtsp://h/ RTSP/1.0\r\nCSeq: 1\r\n\r\n", status: 400,
            "must end in HTTP/1.1"),
        .refuses(
            "SIP", "9112 §2.3", "INVITE sip:a@h SIP/2.0\r\nVia: x\r\n\r\n", status: 400,
            "must end in HTTP/1.1"),
        .refuses("SMTP", "9112 §3", "EHLO h\r\n\r\n", status: 400, "METHOD SP TARGET"),
        .refuses(
            "Redis", "9112 §3", "*1\r\n$4\r\nPING\r\n\r\n", status: 400, "METHOD SP TARGET"),
        .refuses("memcached", "9112 §3", "stats\r\n\r\n", status: 400, "METHOD SP TARGET"),
        .refuses("JSON", "9112 §3", "{\"id\": 1}", status: 400, "begins with a method"),
        .refuses("ISO 8583 in binary", "9112 §3", "\0\u{2A}0800\u{82}", status: 400, "a method"),
        .refuses("MQTT", "9112 §3", "\u{10}\u{0C}\0\u{04}MQTT", status: 400, "a method"),
    ]
}
