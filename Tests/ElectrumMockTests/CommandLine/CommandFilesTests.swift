import Glibc
import TestSupport
import Testing

/// A file of a command may be read or written, not both, and written once.
@Suite(.blocking) struct CommandFilesTests {
    /// Files that commands may read, a link and a second name for each, and what each holds.
    private static let prepare = """
        mkdir scenarios
        for f in plan.txt s.yaml scenarios/a.yaml c.yaml ca.pem key.pem phrase j; do
            echo "rules: []" > $f; ln -s "$PWD/$f" "$f.link.txt"; ln $f "$f.twin.txt"
        done
        mkfifo pipe
        """

    private static let selfSigned = "--listen 127.0.0.1:0 --tls-self-signed"
    private static let ownKey = "--listen 127.0.0.1:0 --tls-cert ca.pem --tls-key key.pem"

    /// Command lines for the shell, in which an output is an input, or another output.
    private static let commands =
        ["plan.txt", "./plan.txt", "plan.txt.link.txt", "plan.txt.twin.txt"].map {
            "run --plan plan.txt --report \($0) -- touch ran"
        } + [
            "run --plan plan.txt --ready-file plan.txt -- touch ran",
            "run --plan plan.txt --journal plan.txt.link.txt -- touch ran",
            "run --plan pipe --report pipe -- touch ran",
            "run --plan plan.txt -- touch ran >> plan.txt",
            "run --scenario s.yaml --ready-file s.yaml.twin.txt -- touch ran",
            "run --scenario f1-dual-success --ready-file scenarios/a.yaml -- touch ran",
            "run --scenario f1-dual-success --report r.txt --journal r.txt -- touch ran",
            "run --scenario f1-dual-success --report new.txt -- touch ran >> new.txt",
            "serve --scenario s.yaml --ready-file s.yaml",
            "serve --ready-file scenarios/a.yaml.link.txt",
            "serve --credentials c.yaml --ready-file c.yaml",
            "serve --journal j --ready-file j", "serve --journal j >> j", "serve --journal j 2>> j",
            "serve --scenario s.yaml --journal s.yaml",
            "serve \(selfSigned) --tls-client-ca ca.pem --tls-cert-out ca.pem.link.txt",
            "serve \(selfSigned) --tls-cert-out out.pem --ready-file out.pem",
            "serve \(ownKey) --ready-file key.pem", "serve \(ownKey) --ready-file ca.pem",
            "serve \(ownKey) --journal key.pem.twin.txt",
            "serve \(ownKey) --tls-key-passphrase-file phrase --ready-file phrase",
            "report j >> j", "report j 2>> j.link.txt", "report j --format json >> j.twin.txt",
            "check s.yaml >> s.yaml", "scenarios s.yaml >> s.yaml",
        ]

    @Test(
        "A file that is an input and an output, or two outputs, is refused before it is written",
        arguments: commands)
    func refused(command: String) async throws {
        let process = try MockProcess(
            shell: """
                \(Self.prepare)
                $MOCK \(command) && code=0 || code=$?
                echo $code > status
                """)
        _ = try await process.exit
        let told = process.errors + process.output
        #expect(process.directory.read("status") == "64\n", "\(told)")
        #expect(told.hasPrefix("Error: ") && told.contains(" the same file"), "\(told)")
        for file in ["plan.txt", "s.yaml", "scenarios/a.yaml", "c.yaml", "ca.pem", "key.pem", "j"] {
            #expect(process.directory.read(file) == "rules: []\n", "\(file): \(told)")
        }
        #expect(!process.directory.files.contains("ran"))
    }

    @Test("What several may write, or several read, is no mistake")
    func allowed() async throws {
        let process = try MockProcess(
            shell: """
                $MOCK run -q --scenario f1-dual-success --report - --report /dev/stderr \
                    --ready-file /dev/null -- true > out.txt 2>&1; echo $? > status
                echo "rules: []" > s.yaml
                $MOCK check s.yaml s.yaml > s.out; echo $? >> status
                $MOCK scenarios --show f1-dual-success > mine.yaml; echo $? >> status
                """)
        _ = try await process.exit
        #expect(process.directory.read("status") == "3\n0\n0\n", "\(process.errors)")
    }

    @Test("The command of run is not told the pass phrase of the key")
    func passphrase() async throws {
        let process = try MockProcess(
            shell: """
                export ELECTRUM_MOCK_TLS_KEY_PASSPHRASE=sesame ELECTRUM_MOCK_ADMIN_TOKEN=t
                exec $MOCK run -q --scenario f1-dual-success -- sh -c 'env > told'
                """)
        #expect(try await process.exit.status == 3, "\(process.errors)")
        let told = process.directory.read("told")
        #expect(told.contains("ELECTRUM_MOCK_URL="))
        #expect(!told.contains("sesame"))
        // Without it the command could not ask the control API.
        #expect(told.contains("ELECTRUM_MOCK_ADMIN_TOKEN=t"))
    }

    @Test("A journal's pipe that nobody reads is told of, and the mock serves; a reader gets all")
    func unreadJournal() async throws {
        let process = try MockProcess(
            shell: "mkfifo pipe; exec $MOCK serve -q --listen 127.0.0.1:0 --journal pipe")
        let port = try await process.port
        #expect(
            process.errors.hasPrefix("electrum-mock: nobody reads the journal's pipe pipe yet"),
            "\(process.errors)")
        let till = try Till(client: WireClient(port: port))
        #expect(try till.provision(uuid(1)).status == 201)
        let reader = open("\(process.directory.path)/pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        var text = ""
        try await eventually("the records come") {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(reader, &bytes, bytes.count)
            text += String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
            return text.contains(uuid(1))
        }
        process.signal(SIGTERM)
        #expect(try await process.exit.status == 0)
    }
}
