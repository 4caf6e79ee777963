import Conformance
public import ElectrumSwitch
import Glibc
import HTTPServing
import JSONTree
import Synchronization

/// A journal on disk: a record on each line, appended as things happen by a thread of its own.
///
/// As long as the file takes what it is given, a record is with the kernel before its client has an
/// answer. A file that does not is waited for, once, for a tenth of a second. When records cannot
/// be written, or 16 MiB of them wait, the journal ends with the last whole record: one with a gap
/// would tell another story. The mock serves on and counts what is lost.
public final class JournalFile: Sendable {
    /// A file that cannot serve as a journal.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong and what to do, in one line.
        public let description: String
        /// Whether the file can be read, and what it tells cannot be believed.
        public let isUnbelievable: Bool

        init(description: String, isUnbelievable: Bool = false) {
            self.description = description
            self.isUnbelievable = isUnbelievable
        }

        static func unbelievable(_ description: String) -> Failure {
            Failure(description: description, isUnbelievable: true)
        }
    }

    /// What happened to the file when it was opened, if anything: a torn line was cut off.
    public let note: String?

    /// What makes fingerprints in this file useless for another.
    private let salt: [UInt8]

    private let path: String
    private let warn: @Sendable (String) -> Void
    private let descriptor: Int32
    private let queue: OutputQueue
    private let isOpen = Mutex(true)

    /// How many bytes of records may wait for the file.
    private static let queueBytesMax = 16 * 1024 * 1024
    /// How long an answer may wait for its record.
    private static let settleMs = 20
    /// How long the end of the mock may wait for a file that takes nothing.
    private static let patienceMs = 300

    /// The first line of every journal.
    static let header: JSON = [
        "kind": "header", "product": .string(Product.name), "version": .string(Product.version),
        "journal": .number(JSONNumber(Conformance.Journal.format)),
    ]

    /// Opens a journal, or begins one. What was torn in writing is cut off its end.
    ///
    /// - Parameter warn: takes what is to be told while the mock serves; it must not wait.
    /// - Throws: when the file cannot be opened, is another mock's, or holds something else than a
    ///   journal; it is left as it is.
    public init(path: String, warn: @escaping @Sendable (String) -> Void) throws(Failure) {
        self.path = path
        self.warn = warn
        let pipe = Self.openPipe(path)
        let opened = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o600)
        guard opened >= 0 else {
            let reason = Descriptor.SystemError(code: errno)
            throw Failure(description: "cannot open the journal \(path): \(reason)")
        }
        // Not before the other is open: a reader would take it for the end of the stream.
        if case .open(let probe) = pipe { Glibc.close(probe) }
        let end: JournalEnd
        do throws(Failure) {
            try Self.lock(opened, path: path)
            end = try JournalEnd(of: opened, path: path)
        } catch {
            Glibc.close(opened)
            throw error
        }
        note = pipe == .unread ? Self.unreadNote(path) : end.note
        salt = end.salt ?? Self.newSalt()
        descriptor = opened
        queue = OutputQueue(
            to: opened, called: "journal", bytesMax: Self.queueBytesMax,
            loss: .end { failure in
                Self.cut(opened, by: failure.tornBytes)
                let reason = failure.code.map { Descriptor.SystemError(code: $0).description }
                warn(
                    "cannot write the journal \(path): "
                        + "\(reason ?? "it takes records too slowly"); it ends here, "
                        + "and GET /_mock/metrics counts what is lost")
            })
        if end.isEmpty {
            var header = Self.header.members ?? JSONObject()
            header["salt"] = .string(String(decoding: salt, as: UTF8.self))
            append(JSON.object(header).encoded)
        }
    }

    deinit {
        close()
    }

    /// The records that the file held when it was opened, its header apart, read one by one.
    var records: some Sequence<JSON> {
        JournalLines(of: descriptor).lazy.compactMap(JournalEnd.parse).dropFirst()
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

    /// How the writing goes.
    public var state: RecorderState {
        let status = queue.status
        return RecorderState(
            isFailing: status.isFailing, lostRecords: status.lostLines,
            waitingRecords: status.waitingLines)
    }

    /// Appends a line; whoever does so does not wait for the file.
    public func append(_ line: [UInt8]) {
        queue.add(line: line)
    }

    /// Returns when the lines that were appended by now are with the kernel, so that they survive
    /// the end of the process; or after a tenth of a second, and then at once until the file has
    /// caught up.
    public func settle() {
        queue.settle(withinMs: Self.settleMs)
    }

    /// Writes what still waits, as long as the file takes it, and gives the file back. Nothing can
    /// be appended any more.
    public func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        let isDone = queue.flush(patienceMs: Self.patienceMs)
        queue.end()
        let lost = queue.status.lostLines
        if lost > 0 { tellLoss(lost) }
        // A call that still waits must not find another file behind its descriptor.
        if isDone { Glibc.close(descriptor) }
    }

    /// Says on the log, and in the file if there is room again, what it lacks.
    private func tellLoss(_ count: Int) {
        warn("the journal \(path) lacks the last \(count) records")
        guard Descriptor.isRegularFile(descriptor) else { return }
        let line = JournalEnd.lossLine(count)
        if case .success(let written) = Descriptor.write(line[...], to: descriptor),
            written < line.count
        {
            Self.cut(descriptor, by: written)
        }
    }

    private enum Pipe: Equatable {
        case open(Int32), unread, none
    }

    /// Finds out if the path is a pipe that nobody reads. Opened for reading, too, as all journals
    /// are, it takes records all the same, and nothing would show that they go nowhere.
    private static func openPipe(_ path: String) -> Pipe {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return .none }
        let probe = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard probe < 0 else { return .open(probe) }
        return errno == ENXIO ? .unread : .none
    }

    private static func unreadNote(_ path: String) -> String {
        "nobody reads the journal's pipe \(path) yet: records wait for a reader, up to "
            + "\(queueBytesMax / 1024 / 1024) MiB of them"
    }

    private static func lock(_ descriptor: Int32, path: String) throws(Failure) {
        guard Descriptor.isRegularFile(descriptor) else { return }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK:
                throw Failure(
                    description: "the journal \(path) is that of another mock, which is running; "
                        + "end it, or name another file")
            // A file system without locks.
            default: return
            }
        }
    }

    private static func cut(_ descriptor: Int32, by byteCount: Int) {
        guard byteCount > 0, Descriptor.isRegularFile(descriptor) else { return }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= byteCount else { return }
        ftruncate(descriptor, size - off_t(byteCount))
    }
}
