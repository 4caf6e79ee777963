import Glibc
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

    /// The records that the file held when it was opened, its header apart, until they are taken.
    private let records: Mutex<[JSON]>
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
            records = Mutex([])
            note = nil
            descriptor = Mutex(nil)
            return
        }
        let bytes = Self.contents(of: opened)
        let whole = bytes[..<((bytes.lastIndex(of: Self.lineFeed) ?? -1) + 1)]
        do throws(Failure) {
            try Self.checkBeginning(of: bytes, path: path)
            records = Mutex(try Self.parse(whole, path: path))
        } catch {
            close(opened)
            throw error
        }
        note =
            whole.count < bytes.count
            ? "the last line of \(path) was torn and is cut off: \(bytes.count - whole.count) bytes"
            : nil
        if whole.count < bytes.count { ftruncate(opened, whole.count) }
        descriptor = Mutex(opened)
        if whole.isEmpty { append(Self.header.encoded) }
    }

    deinit {
        if let descriptor = descriptor.withLock({ $0 }) { close(descriptor) }
    }

    /// The records that the file held when it was opened; none any more from the second call on.
    func takeRecords() -> [JSON] {
        records.withLock { records in
            defer { records = [] }
            return records
        }
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

    /// What a file holds; a pipe or a device is written to, and never read.
    private static func contents(of descriptor: Int32) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return []
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Lets no file be cut that is something else: a header may be torn, but is a header.
    private static func checkBeginning(of bytes: [UInt8], path: String) throws(Failure) {
        let beginning = Array("{\"kind\":\"header\",\"product\":\"\(Product.name)\"".utf8)
        let length = min(bytes.count, beginning.count)
        guard bytes[..<length] != beginning[..<length] else { return }
        throw Failure(
            description: "\(path) does not begin like a journal of \(Product.name); "
                + "name another file")
    }

    private static func parse(_ bytes: ArraySlice<UInt8>, path: String) throws(Failure) -> [JSON] {
        var records: [JSON] = []
        for (index, line) in bytes.split(separator: lineFeed).enumerated() {
            guard let json = try? JSON(parsing: Array(line), limits: JSONLimits(depthMax: 128))
            else {
                throw Failure(
                    description: "\(path):\(index + 1) is no journal record; "
                        + "move the file away, or name another one")
            }
            records.append(json)
        }
        return Array(records.dropFirst())
    }
}
