package import ElectrumSwitch
import Glibc
import HTTPServing
import Journal
import Synchronization
import Vocabulary

/// A journal on disk: one record per line, appended by a thread of its own.
///
/// As long as the file keeps up, a record has been written to the kernel before its client gets an
/// answer. A file that does not keep up is waited for once, for a tenth of a second. When records
/// cannot be written, or 16 MiB of them wait, the journal ends with the last whole record: one with
/// a gap would be wrong. The mock keeps serving and counts the records that are lost.
package final class JournalFile: Sendable {
    /// A reason why a file cannot be used as a journal.
    package struct Failure: Error, CustomStringConvertible {
        /// The error and its remedy, in one line.
        package let description: String
        /// True if the file can be read, and what it tells cannot be believed.
        package let isUnbelievable: Bool

        init(description: String, isUnbelievable: Bool = false) {
            self.description = description
            self.isUnbelievable = isUnbelievable
        }

        static func unbelievable(_ description: String) -> Failure {
            Failure(description: description, isUnbelievable: true)
        }
    }

    /// A remark on opening the file: a torn line was cut off.
    package let note: String?

    /// The salt of the fingerprints in this file, which makes them useless for any other.
    private let salt: [UInt8]

    private let path: String
    private let warn: @Sendable (String) -> Void
    private let descriptor: Int32
    private let queue: OutputQueue
    private let isOpen = Mutex(true)

    /// The most bytes of records that may wait for the file.
    private static let queueBytesMax = 16 * 1024 * 1024
    /// The longest time that an answer waits for its record, in milliseconds.
    private static let settleMs = 20
    /// The longest wait for an unresponsive file at the end of the mock, in milliseconds.
    private static let patienceMs = 300

    /// Opens or creates a journal. A torn end is cut off.
    ///
    /// - Parameter warn: takes warnings while the mock serves; it must not block.
    /// - Throws: if the file cannot be opened, is in use by another mock, or is not a journal; it
    ///   is left unchanged.
    package init(path: String, warn: @escaping @Sendable (String) -> Void) throws(Failure) {
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
            let header = JournalHeader(salt: String(decoding: salt, as: UTF8.self))
            append(JournalRecord.header(header).encoded)
        }
    }

    deinit {
        close()
    }

    /// The records that the file held when it was opened, without its header, read one by one.
    var records: some Sequence<JournalRecord> {
        sequence(state: (lines: JournalLines(of: descriptor), reader: JournalReader())) { state in
            while let line = state.lines.next() {
                // Each was checked when the file was opened.
                if let record = try? state.reader.read(line: line) { return record }
            }
            return nil
        }.dropFirst()
    }

    /// Returns eight hexadecimal digits by which a secret is recognised that the file does not
    /// hold.
    func fingerprint(of secret: String) -> String {
        SlowHash.scrypt(secret, salt: salt).prefix(4).map(\.hexDigits).joined()
    }

    /// 32 hexadecimal digits.
    private static func newSalt() -> [UInt8] {
        (0..<32).map { _ in Array("0123456789abcdef".utf8)[.random(in: 0..<16)] }
    }

    /// The state of the writer.
    package var state: JournalOutput.State {
        let status = queue.status
        var state = JournalOutput.State()
        state.isFailing = status.isFailing
        state.lostRecords = status.lostLines
        state.waitingRecords = status.waitingLines
        return state
    }

    /// The file as the switch takes it.
    var output: JournalOutput {
        var output = JournalOutput(append: append)
        output.settle = settle
        output.state = { [self] in state }
        output.fingerprint = fingerprint
        return output
    }

    /// Appends a line without waiting for the file.
    package func append(_ line: [UInt8]) {
        queue.add(line: line)
    }

    /// Waits until the lines appended by now are written to the kernel, so that they survive the
    /// end of the process; for a tenth of a second at most, and then not again until the file has
    /// caught up.
    package func settle() {
        queue.settle(withinMs: Self.settleMs)
    }

    /// Writes what still waits, as long as the file accepts it, and closes the file. Nothing can be
    /// appended afterwards.
    package func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        let isDone = queue.flush(patienceMs: Self.patienceMs)
        queue.end()
        let lost = queue.status.lostLines
        if lost > 0 { reportLoss(lost) }
        // A call that still waits must not find another file behind its descriptor.
        guard isDone else { return }
        // A process that is being started has the descriptor, and its lock, until it is another
        // program.
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }

    /// Reports on the log, and in the file if there is room again, how many records it lacks.
    private func reportLoss(_ count: Int) {
        warn("the journal \(path) lacks the last \(count) records")
        guard Descriptor.isRegularFile(descriptor) else { return }
        let line = JournalRecord.lost(count).encoded + [.lineFeed]
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
