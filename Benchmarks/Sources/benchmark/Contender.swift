import Foundation

/// A server that can be measured: it prints its URL as its first line when it is ready.
struct Contender {
    let name: String
    /// The executable and its arguments.
    let command: [String]

    /// The product.
    static func electrumMock(_ executable: String, _ options: [String] = []) -> Contender {
        Contender(
            name: "electrum-mock",
            command: [executable, "serve", "-q", "--listen", "127.0.0.1:0"] + options)
    }

    /// The servers of this package.
    static let others = [
        Contender(name: "SwiftNIO", command: [directory + "/nio-server"]),
        Contender(name: "Hummingbird", command: [directory + "/hummingbird-server"]),
    ]

    private static let directory = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path()
}
