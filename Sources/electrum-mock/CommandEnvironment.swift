import ElectrumMock
import Glibc
import HTTPServing
import Scenarios
import Vocabulary

/// The variables by which a command finds the mock.
struct CommandEnvironment {
    let server: MockServer
    /// The sandbox that it plays in, and its URL; nil for that of runs.
    var sandbox: MockSandbox?
    /// Nil for one without a name.
    var scenario: Scenario?
    let adminToken: String?
    /// The path of the certificate to trust; nil without TLS.
    let certificate: String?

    /// Returns the variables that differ from those of the mock.
    func variables(over own: [String: String]) -> [String: String] {
        var variables = [
            "ELECTRUM_MOCK_URL": sandbox?.url ?? server.url,
            "ELECTRUM_MOCK_ADMIN": server.adminURL,
            CommandRunner.sandboxVariable: sandbox?.name ?? MockServer.runSandbox,
        ]
        variables["ELECTRUM_MOCK_SCENARIO"] = scenario?.name
        variables["ELECTRUM_MOCK_MESSAGING"] = scenario?.messaging.rawValue
        variables["ELECTRUM_MOCK_PROVIDER"] = scenario?.provider
        variables["ELECTRUM_MOCK_ADMIN_TOKEN"] = adminToken
        variables["ELECTRUM_MOCK_CA"] = certificate
        // Clients disagree on which spelling they read.
        let given = ["no_proxy", "NO_PROXY"].map { own[$0] ?? "" }
        for (name, list) in zip(["no_proxy", "NO_PROXY"], [given, given.reversed()]) {
            variables[name] = withHosts(list.first { !$0.isEmpty } ?? "")
        }
        return variables
    }

    /// Adds the hosts of the mock to a list of those that are asked without a proxy.
    private func withHosts(_ list: String) -> String {
        guard list != "*" else { return list }
        var entries = list.split(separator: ",").map(String.init)
        for host in [server.url, server.adminURL].map(Self.host) where !entries.contains(host) {
            entries.append(host)
        }
        return entries.joined(separator: ",")
    }

    /// Returns the host of a URL, an IPv6 address without brackets.
    private static func host(of url: String) -> String {
        let place = url.split(separator: "/").dropFirst().first ?? ""
        return (try? ListenAddress(parsing: String(place)))?.host ?? String(place)
    }
}

/// The certificate that clients of a mock must trust, in a file.
struct TrustedCertificate {
    let path: String
    private let isTemporary: Bool

    /// Names the file that the options have, or makes one; nil without TLS.
    ///
    /// - Throws: `ProcessGroup.Failure` if no file can be made.
    init?(of options: TLSOptions, _ authority: PEMText?) throws(ProcessGroup.Failure) {
        if let known = [options.tlsCert, options.tlsCertOut].compactMap({ $0 }).first,
            let path = Self.regularFile(known)
        {
            self.path = path
            isTemporary = false
            return
        }
        guard let authority else { return nil }
        path = try Self.temporaryFile(of: authority.bytes)
        isTemporary = true
    }

    /// Removes the file if it was made for the command alone.
    func remove() {
        if isTemporary { unlink(path) }
    }

    /// The absolute path of a file that can be read more than once; nil for any other.
    private static func regularFile(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let absolute = realpath(path, nil)
        else { return nil }
        defer { free(absolute) }
        return String(cString: absolute)
    }

    private static func temporaryFile(of bytes: [UInt8]) throws(ProcessGroup.Failure) -> String {
        // POSIX names both: the variable, and the directory where it is not set.
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        // mkstemps replaces the six X.
        var template = Array("\(directory)/electrum-mock-ca-XXXXXX.pem".utf8CString)
        let descriptor = mkstemps(&template, 4)
        let count = descriptor < 0 ? -1 : write(descriptor, bytes, bytes.count)
        let code = errno
        if descriptor >= 0 { close(descriptor) }
        guard count == bytes.count else {
            throw ProcessGroup.Failure(
                description: "cannot write the certificate below \(directory): "
                    + String(cString: strerror(code)))
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
