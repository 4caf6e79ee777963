import ElectrumSwitch
import Glibc
import HTTPServing
import JSONTree
import Synchronization

/// A journal on disk: a record on each line, appended as things happen.
public final class JournalFile: Sendable {
    /// A file that cannot serve as a journal.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong and what to do, in one line.
        public let description: String
    }

    /// What happened to the file when it was opened, if anything: a torn line was cut off.
    public let note: String?

    /// What makes fingerprints in this file useless for another.
    private let salt: [UInt8]

    private let path: String
    private let warn: @Sendable (String) -> Void
    /// Nil once the file could not be written.
    private let descriptor: Mutex<Int32?>

    /// The first line of every journal.
    static let header: JSON = [
        "kind": "header", "product": .string(Product.name), "version": .string(Product.version),
        "journal": 1,
    ]

    /// Opens a journal, or begins one. What was torn in writing is cut off its end; a file that
    /// cannot be opened is warned of, and the mock goes on without it.
    ///
    /// - Throws: when the file holds something else than a journal, which is left as it is.
    public init(path: String, warn: @escaping @Sendable (String) -> Void) throws(Failure) {
        self.path = path
        self.warn = warn
        let opened = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            warn("cannot open the journal \(path): \(Self.reason); none is kept")
            note = nil
            salt = Self.newSalt()
            descriptor = Mutex(nil)
            return
        }
        var lines = JournalLines(of: opened)
        do throws(Failure) {
            salt = try Self.check(&lines, path: path) ?? Self.newSalt()
        } catch {
            close(opened)
            throw error
        }
        let tornByteCount = lines.torn.count
        note =
            tornByteCount > 0
            ? "the last line of \(path) was torn and is cut off: \(tornByteCount) bytes" : nil
        if tornByteCount > 0 { ftruncate(opened, lines.byteCount) }
        descriptor = Mutex(opened)
        if lines.byteCount == 0 {
            var header = Self.header.members ?? JSONObject()
            header["salt"] = .string(String(decoding: salt, as: UTF8.self))
            append(JSON.object(header).encoded)
        }
    }

    deinit {
        if let descriptor = descriptor.withLock({ $0 }) { close(descriptor) }
    }

    /// The records that the file holds, its header apart, read one by one.
    var records: DropFirstSequence<UnfoldSequence<JSON, JournalLines>> {
        sequence(state: JournalLines(of: descriptor.withLock { $0 })) { lines in
            lines.next().flatMap(Self.parse)
        }
        .dropFirst()
    }

    /// Eight hexadecimal digits by which a secret is known again that the file does not hold.
    func fingerprint(of secret: String) -> String {
        SlowHash.scrypt(secret, salt: salt).prefix(4)
            .map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
    }

    /// 32 hexadecimal digits.
    private static func newSalt() -> [UInt8] {
        (0..<32).map { _ in Array("0123456789abcdef".utf8)[.random(in: 0..<16)] }
    }

    /// Appends a line. After a failure nothing more is written: a journal with a gap would tell
    /// another story.
    public func append(_ line: [UInt8]) {
        descriptor.withLock { descriptor in
            guard let open = descriptor else { return }
            let bytes = line + [Self.lineFeed]
            let count = write(open, bytes, bytes.count)
            guard count != bytes.count else { return }
            warn("cannot write the journal \(path): \(Self.reason); it ends here")
            close(open)
            descriptor = nil
        }
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static var reason: String { String(cString: strerror(errno)) }

    /// Lets no file be cut or continued that is something else. A header may be torn, but is one.
    ///
    /// - Returns: the salt of the file; nil when it has no header yet.
    private static func check(_ lines: inout JournalLines, path: String) throws(Failure)
        -> [UInt8]?
    {
        var number = 0
        var salt: [UInt8]?
        while let line = lines.next() {
            number += 1
            if number == 1 { try checkBeginning(line, path: path) }
            guard let record = parse(line) else {
                throw Failure(
                    description: "\(path):\(number) is no journal record; "
                        + "move the file away, or name another one")
            }
            if number == 1 { salt = Array((record["salt"]?.text ?? "").utf8) }
            guard number > 1, let flaw = Switch.flaw(inRecord: record) else { continue }
            throw Failure(
                description: "\(path):\(number) is no journal record: \(flaw); "
                    + "move the file away, or name another one")
        }
        if number == 0, !lines.torn.isEmpty { try checkBeginning(lines.torn, path: path) }
        return salt
    }

    private static func checkBeginning(_ line: [UInt8], path: String) throws(Failure) {
        let beginning = Array("{\"kind\":\"header\",\"product\":\"\(Product.name)\"".utf8)
        let length = min(line.count, beginning.count)
        let isHeader = length > 0 && line[..<length] == beginning[..<length]
        guard !isHeader else { return }
        throw Failure(
            description: "\(path) does not begin like a journal of \(Product.name); "
                + "name another file")
    }

    private static func parse(_ line: [UInt8]) -> JSON? {
        try? JSON(parsing: line, limits: JSONLimits(depthMax: 128))
    }
}
