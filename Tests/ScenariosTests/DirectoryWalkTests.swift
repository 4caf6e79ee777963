import Glibc
import TestSupport
import Testing

@testable import Scenarios

@Suite("A directory of scenarios may hold anything that a file system can hold")
struct DirectoryWalkTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.path }

    init() throws {
        directory = TemporaryDirectory()
    }

    /// Names of the files that are found, and what is skipped, `DIR` for the directory.
    private func walk() throws -> (names: [String], skipped: [String]) {
        let walk = try DirectoryWalk(below: path)
        return (walk.files.map(\.name), walk.skipped.map(directory.normalised))
    }

    @Test("What is no file is skipped and told, what is read is read")
    func specialFiles() throws {
        try directory.write(["good.yaml": "rules: []", "folder.yaml/inner.yaml": "rules: []"])
        mkfifo("\(path)/fifo.yaml", 0o600)
        symlink("/dev/zero", "\(path)/endless.yaml")
        symlink("\(path)/nothing", "\(path)/broken.yaml")
        symlink("loop.yaml", "\(path)/loop.yaml")
        symlink("nothing", "\(path)/broken-but-no-scenario")
        bindSocket("\(path)/socket.json")
        let found = try walk()
        #expect(found.names == ["folder.yaml/inner", "good"])
        #expect(
            found.skipped == [
                "DIR/broken.yaml: skipped: No such file or directory",
                "DIR/endless.yaml: skipped: a device, not a file",
                "DIR/fifo.yaml: skipped: a FIFO, not a file",
                "DIR/loop.yaml: skipped: Too many levels of symbolic links",
                "DIR/socket.json: skipped: a socket, not a file",
            ])
        let library = try ScenarioLibrary(directories: [path])
        #expect(library.names == ["folder.yaml/inner", "good"])
        #expect(library.skipped.map(directory.normalised) == found.skipped)
        let check = ScenarioLibrary.check([path], ScenarioSources(hasStandard: false))
        #expect(check.diagnostics.list.isEmpty)
        #expect(check.fileCount == 2)
        #expect(check.skipped.map(directory.normalised) == found.skipped)
    }

    @Test("Links that lead back are followed no second time")
    func circles() throws {
        try directory.write(["a/one.yaml": "rules: []", "b/two.yaml": "rules: []"])
        for name in ["a", "b"] {
            for number in 1...4 { symlink("..", "\(path)/\(name)/back\(number)") }
        }
        symlink("a", "\(path)/c")
        let found = try walk()
        #expect(found.names == ["a/one", "b/two"])
        #expect(found.skipped.count == 9)
        #expect(
            found.skipped.first
                == "DIR/a/back1: skipped: it leads to a directory that is read already")
    }

    @Test("Links to the system, to what is above and to another file system are not followed")
    func linksAway() throws {
        let shared = TemporaryDirectory()
        try shared.write(["shared.yaml": "rules: []", "inner/more.yaml": "rules: []"])
        try directory.write(["good.yaml": "rules: []"])
        for (name, target) in [
            ("proc", "/proc"), ("sys", "/sys"), ("root", "/"), ("tmp", "/tmp"), ("dev", "/dev"),
            ("shared", shared.path), ("version.yaml", "/proc/version"), ("self", "/proc/self"),
        ] { symlink(target, "\(path)/\(name)") }
        let start = ContinuousClock.now
        let found = try walk()
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(found.names == ["good", "shared/inner/more", "shared/shared"])
        let away = "it leads to another file system; --scenarios DIR names it"
        #expect(
            found.skipped == [
                "DIR/dev: skipped: \(away)", "DIR/proc: skipped: \(away)",
                "DIR/root: skipped: it leads to a directory above",
                "DIR/self: skipped: \(away)", "DIR/sys: skipped: \(away)",
                "DIR/tmp: skipped: it leads to a directory above",
                "DIR/version.yaml: skipped: it is a view of the system, not a file",
            ])
    }

    @Test("What is behind a link to a directory is read as a whole or not at all")
    func linkToMuch() throws {
        let much = TemporaryDirectory()
        for number in 0..<40 {
            try much.write(["d\(number)/one.yaml": "rules: []"])
            for name in 0..<(DirectoryWalk.linkedNamesMax / 40) {
                try much.write(["d\(number)/\(name).txt": ""])
            }
        }
        try directory.write(["z.yaml": "rules: []"])
        symlink(much.path, "\(path)/much")
        symlink("\(much.path)/d1", "\(path)/one")
        let found = try walk()
        #expect(found.names == ["one/one", "z"])
        #expect(
            found.skipped == [
                "DIR/much: skipped: it leads to more than 2000 names, or too slowly; "
                    + "--scenarios DIR names it"
            ])
    }

    @Test("There is an end to the names that are looked at")
    func manyNames() throws {
        for number in 0..<DirectoryWalk.namesMax { try directory.write(["a/\(number).txt": ""]) }
        try directory.write(["z.yaml": "rules: []"])
        let found = try walk()
        #expect(found.names == [])
        #expect(found.skipped == ["DIR/a: it and the rest skipped, after 20000 names"])
    }

    @Test("What Kubernetes mounts as a ConfigMap is read, each file once")
    func configMap() throws {
        try directory.write(["..2026_01/a.yaml": "rules: []", "..2026_01/sub/b.yaml": "rules: []"])
        symlink("..2026_01", "\(path)/..data")
        for name in ["a.yaml", "sub"] { symlink("..data/\(name)", "\(path)/\(name)") }
        let found = try walk()
        #expect(found.names == ["a", "sub/b"])
        #expect(found.skipped == [])
    }

    @Test("A name that no line of a log can show is skipped and told, escaped")
    func names() throws {
        try directory.write(["good.yaml": "rules: []"])
        for name in ["new\nline.yaml", "bidi\u{202E}.yaml", "\u{1B}[31m.yaml"] {
            try directory.write([name: "rules: []"])
        }
        let invalid = Array("\(path)/latin".utf8) + [0xE9] + Array(".yaml".utf8) + [0]
        invalid.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { name in
                _ = name.baseAddress.map { close(open($0, O_CREAT | O_WRONLY, 0o600)) }
            }
        }
        let found = try walk()
        #expect(found.names == ["good"])
        #expect(found.skipped.count == 4)
        #expect(found.skipped.contains("DIR: skipped: the name \"new\\nline.yaml\""))
        #expect(found.skipped.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") })
    }

    @Test("There is an end to depth, size and number, and what lies beyond is told")
    func bounds() throws {
        let deep = (1...20).map { _ in "d" }.joined(separator: "/")
        try directory.write(["\(deep)/deep.yaml": "rules: []", "good.yaml": "rules: []"])
        try directory.write(["huge.yaml": ""])
        truncate("\(path)/huge.yaml", 10_000_000_000)
        for number in 0..<(DirectoryWalk.filesMax + 10) {
            try directory.write(["x\(number).yaml": ""])
        }
        let found = try walk()
        #expect(found.names.count == DirectoryWalk.filesMax)
        #expect(found.skipped.count == 3)
        let sixteenth = "DIR/" + (1...16).map { _ in "d" }.joined(separator: "/")
        #expect(found.skipped[0] == "\(sixteenth): skipped: deeper than 16 levels")
        #expect(found.skipped[1] == "DIR/huge.yaml: skipped: larger than 1048576 bytes")
        #expect(found.skipped[2].hasSuffix(": skipped: it and the rest, after 10000 files"))
    }

    @Test("Of what is skipped the first twenty are told")
    func manySkipped() throws {
        for number in 0..<30 { symlink("nothing", "\(path)/\(number).yaml") }
        let found = try walk()
        #expect(found.skipped.count == 21)
        #expect(found.skipped.last == "DIR: and 10 more")
    }

    @Test("A file that becomes something else before it is read is not waited for")
    func becomesPipe() throws {
        mkfifo("\(path)/pipe", 0o600)
        #expect(throws: Disk.Failure(reason: "a FIFO, not a file")) {
            try Disk.text(of: "\(path)/pipe")
        }
    }

    @Test("A file that has no end is read up to the bound")
    func endless() {
        let result = ScenarioLibrary.check(["/dev/zero"], ScenarioSources())
        #expect(
            result.diagnostics.description == "/dev/zero: error: larger than 1048576 bytes")
    }

    @Test("Every edit is noticed, one with the same size and time of modification, too")
    func fingerprint() throws {
        try directory.write(["a.yaml": "title: a"])
        let sources = ScenarioSources(directories: [path])
        let status = try Disk.status(of: "\(path)/a.yaml")
        var known = sources.fingerprint
        #expect(sources.fingerprint == known)
        func restoreTime() {
            _ = utimensat(AT_FDCWD, "\(path)/a.yaml", [status.st_atim, status.st_mtim], 0)
        }
        func isNoticed() -> Bool {
            defer { known = sources.fingerprint }
            return sources.fingerprint != known
        }
        try directory.write(["a.yaml": "title: b"])
        restoreTime()
        #expect(isNoticed(), "an edit in place")
        try directory.write(["b.new": "title: c"])
        rename("\(path)/b.new", "\(path)/a.yaml")
        restoreTime()
        #expect(isNoticed(), "another file of that name")
        try directory.write(["b.yaml": "title: d"])
        #expect(isNoticed(), "one more file")
        unlink("\(path)/b.yaml")
        #expect(isNoticed(), "one file less")
    }

    private func bindSocket(_ path: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size)
            }
        }
    }
}
