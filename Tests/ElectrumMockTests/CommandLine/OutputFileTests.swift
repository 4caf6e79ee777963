import Foundation
import TestSupport
import Testing

/// The files that the commands write: reports, the ready file, the certificate.
@Suite(.blocking) struct OutputFileTests {
    private static let writers = ["report", "ready-file", "tls-cert-out"]

    /// How the content of each writer's file begins.
    private static func beginning(_ writer: String) -> String {
        switch writer {
        case "report": "Verdict: "
        case "ready-file": "{\"url\":"
        default: "-----BEGIN CERTIFICATE-----"
        }
    }

    /// Runs a script with the mock in `$RUN`, which plays a scenario for the command `true` and
    /// writes every file to a path of its own: `report-PATH` and so on.
    private func run(
        _ path: String, before: String = "", after: String = "", mode: String = "022"
    ) async throws -> MockProcess {
        let options = Self.writers.map { "--\($0) \(path.replacing("WRITER", with: $0))" }
        let process = try MockProcess(
            shell: """
                umask \(mode)
                \(before)
                "$MOCK" run -q --scenario f1-dual-success --tls-self-signed \
                \(options.joined(separator: " ")) -- true
                echo $? > status
                \(after)
                """)
        _ = try await process.exit
        return process
    }

    private func expectWritten(
        _ process: MockProcess, _ path: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(process.directory.read("status") == "3\n", "\(process.errors)")
        for writer in Self.writers {
            let text = process.directory.read(path.replacing("WRITER", with: writer))
            #expect(
                text.hasPrefix(Self.beginning(writer)) && text.hasSuffix("\n"),
                "\(writer): \(text) \(process.errors)", sourceLocation: sourceLocation)
        }
        #expect(
            !process.directory.files.contains { $0.hasPrefix(".electrum-mock-") },
            sourceLocation: sourceLocation)
    }

    private func mode(_ process: MockProcess, _ name: String) -> mode_t {
        var status = stat()
        lstat("\(process.directory.path)/\(name)", &status)
        return status.st_mode
    }

    private func inode(_ process: MockProcess, _ name: String) -> ino_t {
        var status = stat()
        stat("\(process.directory.path)/\(name)", &status)
        return status.st_ino
    }

    private static let forEach = "for w in report ready-file tls-cert-out; do"

    // MARK: What a path can name

    @Test("A new file has the mode that the umask leaves", arguments: ["022", "077"])
    func new(umask: String) async throws {
        let process = try await run("WRITER.txt", mode: umask)
        expectWritten(process, "WRITER.txt")
        for writer in Self.writers {
            #expect(mode(process, "\(writer).txt") & 0o777 == (umask == "022" ? 0o644 : 0o600))
        }
    }

    @Test("A regular file is replaced in one step and keeps mode and owner")
    func regular() async throws {
        let process = try await run(
            "WRITER.txt",
            before: """
                \(Self.forEach) echo old > $w.txt; chmod 640 $w.txt; ln $w.txt $w.old; rm $w.old
                [ $(id -u) = 0 ] && chown 12:34 $w.txt; exec 5< $w.txt; done
                """, after: "cat <&5 > seen")
        expectWritten(process, "WRITER.txt")
        #expect(process.directory.read("seen") == "old\n")
        for writer in Self.writers {
            #expect(mode(process, "\(writer).txt") & 0o777 == 0o640)
            var status = stat()
            stat("\(process.directory.path)/\(writer).txt", &status)
            #expect(status.st_uid == (getuid() == 0 ? 12 : getuid()))
        }
    }

    @Test("A link stays a link, and its target is replaced, or made where there is none")
    func links() async throws {
        for make in ["echo old > sub/$w.txt;", ""] {
            let process = try await run(
                "WRITER.txt",
                before: """
                    mkdir sub; \(Self.forEach) \(make) ln -s sub/$w.txt $w.link
                    ln -s $w.link $w.txt; done
                    """)
            expectWritten(process, "WRITER.txt")
            for writer in Self.writers {
                #expect(mode(process, "\(writer).txt") & S_IFMT == S_IFLNK)
                #expect(mode(process, "sub/\(writer).txt") & S_IFMT == S_IFREG)
            }
        }
    }

    @Test("A file with hard links is written in place, as they all name it")
    func hardLinks() async throws {
        let process = try await run(
            "WRITER.txt", before: "\(Self.forEach) echo old > $w.txt; ln $w.txt $w.twin; done")
        expectWritten(process, "WRITER.txt")
        for writer in Self.writers {
            #expect(inode(process, "\(writer).txt") == inode(process, "\(writer).twin"))
        }
    }

    @Test("A named pipe stays one, and who reads it gets all")
    func namedPipe() async throws {
        let process = try await run(
            "WRITER", before: "\(Self.forEach) mkfifo $w; cat $w > $w.out & done", after: "wait")
        expectWritten(process, "WRITER.out")
        #expect(mode(process, "report") & S_IFMT == S_IFIFO)
    }

    @Test("A descriptor is written to, what it is open to stays")
    func descriptor() async throws {
        let process = try await run(
            "/dev/fd/7",
            before: "echo before > log; exec 7>> log; ln -s /dev/stdout out")
        let text = process.directory.read("log")
        #expect(text.hasPrefix("before\n-----BEGIN CERTIFICATE-----"))
        #expect(text.contains("\n{\"url\":"))
        #expect(text.contains("\nVerdict: "))
        for path in ["/dev/stdout", "-", "out"] {
            let script = """
                ln -s /dev/stdout out; "$MOCK" run -q --scenario f1-dual-success \
                --report \(path) -- echo from the command
                """
            let process = try MockProcess(shell: script)
            _ = try await process.exit
            #expect(process.output.hasPrefix("from the command\nVerdict: "))
        }
    }

    @Test("A device stays a device")
    func device() async throws {
        let process = try await run("/dev/null")
        #expect(process.directory.read("status") == "3\n", "\(process.errors)")
        var status = stat()
        stat("/dev/null", &status)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
    }

    // MARK: What cannot be written

    @Test(
        "What cannot be written is refused before the command runs, and leaves no trace",
        arguments: [
            ("folder", "Is a directory"), ("folder/", "Is a directory"),
            ("missing/WRITER.txt", "No such file or directory"),
            ("file/WRITER.txt", "Not a directory"), ("loop", "Too many levels of symbolic links"),
            ("/dev/fd/0", "Bad file descriptor"), ("/proc/self/fd/77", "Bad file descriptor"),
        ], writers)
    func refused(kind: (path: String, reason: String), writer: String) async throws {
        let path = kind.path.replacing("WRITER", with: writer)
        let others = writer == "ready-file" ? "" : "--ready-file good.json"
        let process = try MockProcess(
            shell: """
                mkdir folder; touch file; ln -s loop loop; ls > ../before-$$
                "$MOCK" run -q --scenario f1-dual-success --tls-self-signed \
                --report good.txt \(others) --\(writer) \(path) -- touch ran < /dev/null
                echo $? > status; rm -f ../before-$$
                """)
        _ = try await process.exit
        #expect(process.directory.read("status") == "4\n", "\(process.errors)")
        #expect(process.errors.hasSuffix(" \(path): \(kind.reason)\n"), "\(process.errors)")
        #expect(
            process.directory.files == ["file", "folder", "loop", "status", "stderr", "stdout"])
    }

    @Test("A start that fails for another reason leaves the files as they were")
    func failedStart() async throws {
        let process = try MockProcess(
            shell: """
                echo old > cert.pem
                "$MOCK" serve --listen 127.0.0.1:1 --tls-self-signed --tls-cert-out cert.pem \
                --ready-file ready.json --tls-client-ca missing.pem
                echo $? > status
                """)
        _ = try await process.exit
        #expect(process.directory.read("status") == "2\n")
        #expect(process.directory.read("cert.pem") == "old\n")
        #expect(process.directory.files == ["cert.pem", "status", "stderr", "stdout"])
    }

    @Test("Two outputs to the same file are a usage error, whatever the paths to it")
    func same() async throws {
        for (first, second) in [
            ("a.xml", "a.xml"), ("a.xml", "./a.xml"), ("a.xml", "link.xml"),
            ("old.txt", "twin.txt"),
        ] {
            let process = try MockProcess(
                shell: """
                    ln -s a.xml link.xml; touch old.txt; ln old.txt twin.txt
                    "$MOCK" run --scenario f1-dual-success --report \(first) --report \(second) \
                    -- touch ran
                    """)
            #expect(try await process.exit.status == 64)
            #expect(
                process.errors.hasPrefix("Error: \(first) and \(second) are the same file"),
                "\(process.errors)")
            #expect(!process.directory.files.contains("ran"))
        }
    }

    @Test("A report's ending is one of the known, in any case")
    func endings() async throws {
        let process = try MockProcess(
            shell: """
                "$MOCK" run --scenario f1-dual-success --report a.XML --report b.Html -- true
                "$MOCK" run --scenario f1-dual-success --report c.pdf -- touch ran || echo $? > status
                """)
        _ = try await process.exit
        #expect(process.directory.read("a.XML").hasPrefix("<?xml"))
        #expect(process.directory.read("b.Html").hasPrefix("<!DOCTYPE html>"))
        #expect(process.directory.read("status") == "64\n")
        #expect(
            process.errors.contains(
                "--report c.pdf: its extension is none of .json, .xml, .md, .html, .htm, .txt"))
        #expect(!process.directory.files.contains("ran"))
    }

    @Test("A full disk is told with the true reason, and the other reports are written")
    func fullDisk() async throws {
        let process = try MockProcess(
            shell: """
                "$MOCK" run -q --scenario f1-dual-success --report /dev/full --report a.txt -- true
                """)
        #expect(try await process.exit.status == 4)
        #expect(
            process.errors.hasSuffix(
                "cannot write the report file /dev/full: No space left on device\n"))
        #expect(process.directory.read("a.txt").hasPrefix("Verdict: "))
    }

    @Test(
        "A pipe that nobody reads keeps neither the mock from serving nor a signal from ending it")
    func unreadPipe() async throws {
        let serving = try MockProcess(
            shell: "mkfifo pipe; exec \"$MOCK\" serve --listen 127.0.0.1:0 --ready-file pipe")
        _ = try await serving.port
        serving.signal(SIGTERM)
        #expect(try await serving.exit.status == 0)
        let run = try MockProcess(
            shell: """
                mkfifo pipe; exec "$MOCK" run -q --scenario f1-dual-success --report pipe -- true
                """)
        try await eventually("the report is due") { run.errors.contains("f1-dual-success: ") }
        run.signal(SIGTERM)
        #expect(try await run.exit.status == 4)
    }

    // MARK: What is read

    @Test("What has no end is refused with words", arguments: ["report /dev/zero", "run --plan"])
    func endless(command: String) async throws {
        let arguments = command == "run --plan" ? "run --plan /dev/zero -- true" : command
        let process = try MockProcess(shell: "exec \"$MOCK\" \(arguments)")
        #expect(try await process.exit.status == 2)
        #expect(process.errors.hasSuffix(" /dev/zero: not text\n"))
    }

    @Test("A plan or journal that is too large is refused before it is read")
    func large() async throws {
        for (command, size) in [("report big", "10G"), ("run --plan big -- true", "2M")] {
            let process = try MockProcess(
                shell: "truncate -s \(size) big; exec \"$MOCK\" \(command)")
            #expect(try await process.exit.status == 2)
            #expect(process.errors.contains(" big: larger than "))
        }
    }

    @Test("A plan may come from Windows, with a byte order mark, or from a pipe")
    func plans() async throws {
        let process = try MockProcess(
            shell: """
                mkfifo pipe; printf '\\357\\273\\277f1-dual-success\\r\\n# no\\r\\nf2-single-success\\r\\n' > pipe &
                exec "$MOCK" run -q --plan pipe --report - -- true
                """)
        #expect(try await process.exit.status == 3)
        #expect(process.output.contains("flows/f2-single-success"), "\(process.errors)")
    }
}
