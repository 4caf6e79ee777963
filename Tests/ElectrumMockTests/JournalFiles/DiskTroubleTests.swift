import FuzzInputs
import Glibc
import JSONTree
import TestSupport
import Testing

/// A mock whose disk is full or slow, killed under traffic again and again: what a till was told of
/// and the file has is known afterwards, and what the file lacks was counted.
///
/// `make test-kill` does it many times.
@Suite(.blocking) struct DiskTroubleTests {
    private let directory = TemporaryDirectory()
    private let lives = TestInputs.count(2)

    /// A till that sells one thing after the other.
    private struct Seller {
        let port: UInt16
        let till: Till
        /// The codes by transaction, in order.
        private(set) var sold: [(id: String, code: String)] = []
        private var number: Int

        init(from first: Int, at port: UInt16) throws {
            self.port = port
            till = try Till(client: WireClient(port: port))
            number = first
        }

        mutating func sell() throws {
            let reply = try till.provision(uuid(number))
            sold.append((uuid(number), reply.voucherCode ?? "none"))
            number += 1
        }

        mutating func sellToTheEnd() {
            while (try? sell()) != nil {}
        }

        /// The sales of which a mock knows nothing; the others are as they were.
        func unknown(at port: UInt16) throws -> [String] {
            let control = try ControlClient(port: port)
            return try sold.filter { id, code in
                let found = try control.ask("GET", "/sandboxes/default/transactions/\(id)")
                #expect(found.status == 404 || found.json["voucher"]?["code"]?.text == code)
                return found.status == 404
            }.map(\.id)
        }
    }

    private func metric(_ name: String, at port: UInt16) throws -> Int {
        let text = try ControlClient(port: port).exchange("GET", "/metrics").text
        let line = text.split(separator: "\n").first { $0.hasPrefix("electrum_mock_\(name) ") }
        return line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? -1
    }

    /// A mock with a journal, as the shell starts it behind these words.
    private func serve(_ before: String, journal: String) throws -> MockProcess {
        try MockProcess(
            shell: """
                \(before); exec $MOCK serve -q --listen 127.0.0.1:0 --seed 7 --journal \(journal)
                """)
    }

    @Test(
        "A disk that is full: the recorded sales are known after kill -9, the others were counted")
    func full() async throws {
        let journal = "\(directory.path)/journal"
        for life in 1...lives {
            // A file may not grow beyond so many blocks of 512 bytes.
            let blocks = directory.read("journal").utf8.count / 512 + 100
            let mock = try serve("ulimit -f \(blocks)", journal: journal)
            let port = try await mock.port
            var seller = try Seller(from: life * 100_000, at: port)
            var sold = 0
            try await withThrowingTaskGroup { group in
                group.addTask {
                    var other = try Seller(from: life * 100_000 + 50_000, at: port)
                    other.sellToTheEnd()
                }
                while sold < 10 {
                    try seller.sell()
                    let health = try ControlClient(port: port).ask("GET", "/health")
                    if health.json["journal"]?.text == "failing" { sold += 1 }
                }
                let lost = try metric("journal_lost_total", at: port)
                mock.signal(SIGKILL)
                #expect(try await mock.exit.wasSignalled)
                try await group.waitForAll()
                #expect(mock.errors.contains("File too large"), "\(mock.errors)")

                let next = try serve(":", journal: journal)
                let unknown = try seller.unknown(at: await next.port)
                #expect(seller.sold.count > unknown.count)
                #expect(unknown.count >= 9 && unknown.count <= lost, "\(unknown.count) of \(lost)")
                // The file ends where it ends.
                #expect(unknown == seller.sold.suffix(unknown.count).map(\.id))
                next.signal(SIGKILL)
                _ = try await next.exit
            }
        }
    }

    @Test("A disk that is slow: what kill -9 lost was counted as waiting")
    func slow() async throws {
        for life in 1...lives {
            let pipe = "\(directory.path)/pipe\(life)"
            mkfifo(pipe, 0o600)
            let descriptor = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
            defer { close(descriptor) }
            let mock = try serve(":", journal: pipe)
            var seller = try Seller(from: life * 100_000, at: await mock.port)
            var bytes: [UInt8] = []
            var waiting = 0
            while waiting < 40 {
                for _ in 1...10 { try seller.sell() }
                bytes += Self.read(descriptor, atMost: 4_096)
                waiting = try metric("journal_waiting", at: seller.port)
            }
            mock.signal(SIGKILL)
            #expect(try await mock.exit.wasSignalled)
            while case let more = Self.read(descriptor, atMost: 1 << 16), !more.isEmpty {
                bytes += more
            }
            let journal = try directory.write(
                String(decoding: bytes, as: UTF8.self), to: "journal\(life)")
            let next = try serve(":", journal: journal)
            let unknown = try seller.unknown(at: await next.port)
            #expect(seller.sold.count > unknown.count)
            #expect(unknown.count <= waiting, "\(unknown.count) of \(waiting)")
            #expect(unknown == seller.sold.suffix(unknown.count).map(\.id))
        }
    }

    private static func read(_ descriptor: Int32, atMost count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = Glibc.read(descriptor, &bytes, count)
        return Array(bytes.prefix(max(read, 0)))
    }
}
