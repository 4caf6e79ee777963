import ArgumentParser
import ElectrumMock
import ElectrumSwitch
import Glibc
import HTTPServing
import Scenarios
import Vocabulary

/// The options that `serve` and `run` share.
struct ServeOptions: ParsableArguments {
    @OptionGroup(title: "Main options") var main: Main

    @OptionGroup(title: "Scenario files") var library: LibraryOptions

    @OptionGroup(title: "Sandboxes") var sandboxing: Sandboxes

    @OptionGroup(title: "Messages") var messages: Messages

    @OptionGroup(title: "Control API and console") var control: Control

    @OptionGroup(title: "TLS") var tls: TLSOptions

    @OptionGroup(title: "Output") var logging: Logging

    @OptionGroup(title: "Limits") var limits: LimitOptions

    /// Returns the authentication that messages must show.
    func authentication() throws -> Authentication {
        var authentication = Authentication()
        authentication.scheme = Authentication.Scheme(rawValue: messages.auth.rawValue) ?? .any
        authentication.hasAnonymousReads = messages.anonymous == .reads
        authentication.tokenLifetime = messages.tokenLifetime
        do throws(Diagnostics) {
            authentication.known = try messages.credentials.map(KnownCredentials.init(file:))
        } catch {
            Output.error.tell(error)
            throw ExitCode(2)
        }
        return authentication
    }

    /// The largest file of a token, in bytes.
    private static let tokenBytesMax = 4_096

    /// Returns the token of the control API; nil for none.
    func token() throws -> String? {
        guard let file = control.adminTokenFile else { return control.adminToken }
        do {
            let bytes = try WholeFile(path: file).read(atMost: Self.tokenBytesMax)
            let token =
                bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .first.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 } ?? []
            let rest = bytes.dropFirst(token.count).allSatisfy { $0 == 0x0A || $0 == 0x0D }
            guard !token.isEmpty, rest, token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw WholeFile.Failure(
                    description: "it must hold one line of letters, digits and signs")
            }
            return String(decoding: token, as: UTF8.self)
        } catch {
            Output.error.tell("--admin-token-file \(file): \(error)")
            throw ExitCode(2)
        }
    }

    /// Adds the sockets that systemd passes on (sd_listen_fds(3)): for tills, or for the control
    /// API if its name is `admin`. A command that is started does not get them.
    mutating func takeInheritedSockets() throws {
        let names = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]
        let values = names.map { name in getenv(name).map { String(cString: $0) } ?? "" }
        guard Int32(values[0]) == getpid(), let count = Int32(values[1]),
            (1...Self.inheritedMax).contains(count)
        else { return }
        for name in names { unsetenv(name) }
        let labels = values[2].split(separator: ":", omittingEmptySubsequences: false)
        var tills: [ListenAddress] = []
        do {
            for index in 0..<count {
                let address = try ListenAddress(inherited: Self.firstInherited + index)
                let isForControl =
                    labels.indices.contains(Int(index)) && labels[Int(index)] == "admin"
                if isForControl, control.adminListen == nil {
                    control.adminListen = address
                } else {
                    tills.append(address)
                }
            }
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
        main.listen = tills + main.listen
    }

    /// SD_LISTEN_FDS_START, and the most sockets that are taken.
    private static let firstInherited: Int32 = 3
    private static let inheritedMax: Int32 = 64

    /// Opens the journal file, if there is one.
    func openJournal() throws -> JournalFile? {
        guard let journal = main.journal else { return nil }
        do {
            let file = try JournalFile(path: journal) {
                Output.error.tell($0)
            }
            if let note = file.note { Output.error.tell(note) }
            return file
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(error.isUnbelievable ? 2 : 4)
        }
    }

    /// The ready file, which names the addresses of the mock once it is ready.
    var readyOutput: OutputFile? { logging.readyFile.map { OutputFile(path: $0, role: "ready") } }

    /// The file for the certificate that clients must trust.
    var certificateOutput: OutputFile? {
        tls.tlsCertOut.map { OutputFile(path: $0, role: "certificate") }
    }

    /// Checks, before anything begins, that every output file can be written and is not another
    /// file of the command: after hours of tests it would be too late.
    ///
    /// - Parameters:
    ///   - inputs: the files that are read beside those of these options.
    ///   - reports: what is written beside them.
    func tryOut(reading inputs: [String?], writing reports: [OutputFile] = []) throws {
        let outputs = [readyOutput, certificateOutput].compactMap { $0 } + reports
        var files = CommandFiles()
        files.read(library.directories)
        for input in inputs + [messages.credentials, control.adminTokenFile] + tls.inputs {
            files.read(input)
        }
        // Read and added to: no other output, and no input either.
        if let journal = main.journal { files.write(OutputFile(path: journal, role: "journal")) }
        for output in outputs { files.write(output) }
        try files.check()
        do {
            for output in outputs { try output.tryOut() }
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
    }
}
