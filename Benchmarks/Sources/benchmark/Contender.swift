import Foundation

/// A server that can be measured.
struct Contender {
    let name: String
    /// The executable and its arguments; it prints its URL as its first line when it is ready.
    let command: [String]
    /// The file that configures a server without such a line: nginx.
    var configuration: String?

    static let ceilingName = "nginx"

    /// The product.
    static func electrumMock(
        _ executable: String, name: String = "electrum-mock", _ options: [String] = []
    ) -> Contender {
        Contender(
            name: name, command: [executable, "serve", "-q", "--listen", "127.0.0.1:0"] + options)
    }

    /// A fixed answer, which nobody who reads and checks a provision can be faster than.
    static var ceiling: Contender? {
        executable("nginx").map {
            Contender(
                name: ceilingName, command: [$0],
                configuration: sources + "/contenders/nginx/nginx.conf")
        }
    }

    /// The servers of this package that were built, and a line for each that was not.
    static var others: [Contender] {
        let built = sources + "/.build/contenders"
        let node = executable("node") ?? "node"
        return [
            Contender(name: "Rust hyper", command: [built + "/rust-server"]),
            Contender(name: "Node", command: [node, sources + "/contenders/node/server.js"]),
            Contender(name: "Go", command: [built + "/go-server"]),
            Contender(name: "SwiftNIO", command: [directory + "/nio-server"]),
            Contender(name: "Hummingbird", command: [directory + "/hummingbird-server"]),
        ].filter { contender in
            let isThere = FileManager.default.isExecutableFile(atPath: contender.command[0])
            if !isThere { Progress.print("\(contender.name): left out, it is not there") }
            return isThere
        }
    }

    /// The executable of this name.
    private static func executable(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        let directories = path.split(separator: ":").map(String.init) + ["/usr/sbin"]
        return directories.map { $0 + "/" + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static let directory = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path()

    /// The directory `Benchmarks`.
    private static let sources = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
}
