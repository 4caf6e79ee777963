import Glibc

extension OutputFile {
    /// Writes the file.
    ///
    /// - Parameter isGivenUp: asked now and then while the other end of a pipe has no reader.
    func write(_ bytes: [UInt8], unless isGivenUp: () -> Bool = { false }) throws(Failure) {
        switch try destination() {
        case .descriptor(let number):
            try write(bytes, toStream: number, unless: isGivenUp)
        case .stream(let path, let isPipe):
            let descriptor = try openStream(path, isPipe: isPipe, unless: isGivenUp)
            try closing(descriptor) { () throws(Failure) in
                try write(bytes, toStream: descriptor, unless: isGivenUp)
            }
        case .new(let path): try replace(path, nil, by: bytes)
        case .file(let path, let status): try replace(path, status, by: bytes)
        }
    }

    /// The errors of a draft or a rename after which the file may still be writable in place: the
    /// directory is not ours, or the file is a mount point.
    private static let inPlaceCodes = [EACCES, EPERM, EROFS, EBUSY, EXDEV, ENAMETOOLONG]

    private func replace(_ path: String, _ old: stat?, by bytes: [UInt8]) throws(Failure) {
        if let old {
            // A file without write permission is not replaced, even if its directory allows it.
            close(try open(path, O_WRONLY | O_NONBLOCK))
            guard old.st_nlink == 1 else { return try writeInPlace(path, bytes) }
        }
        do throws(Failure) {
            let (draft, descriptor) = try makeDraft(beside: path, mode: old == nil ? 0o666 : 0o600)
            do throws(Failure) {
                try closing(descriptor) { () throws(Failure) in
                    try keep(old, descriptor)
                    try write(bytes, toFile: descriptor)
                }
                guard rename(draft, path) == 0 else { throw failure(errno) }
            } catch {
                unlink(draft)
                throw error
            }
        } catch {
            guard old != nil, Self.inPlaceCodes.contains(error.code) else { throw error }
            try writeInPlace(path, bytes)
        }
    }

    /// Gives a draft the owner and mode of the file that it replaces.
    private func keep(_ old: stat?, _ draft: Int32) throws(Failure) {
        guard let old else { return }
        var status = stat()
        guard fstat(draft, &status) == 0 else { throw failure(errno) }
        if (status.st_uid, status.st_gid) != (old.st_uid, old.st_gid) {
            guard fchown(draft, old.st_uid, old.st_gid) == 0 else { throw failure(errno) }
        }
        guard fchmod(draft, old.st_mode & 0o7777) == 0 else { throw failure(errno) }
    }

    private func writeInPlace(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        let descriptor = try open(path, O_WRONLY | O_TRUNC)
        try closing(descriptor) { () throws(Failure) in try write(bytes, toFile: descriptor) }
    }

    private func write(_ bytes: [UInt8], toFile descriptor: Int32) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty { rest = try writeSome(of: rest, to: descriptor) }
    }

    // MARK: Pipes and devices

    /// The polling interval of waits, in milliseconds: no wait may keep a signal from ending the
    /// process.
    private static let waitMs: Int32 = 50

    /// Opens a device or a pipe; a pipe opens once it has a reader.
    private func openStream(
        _ path: String, isPipe: Bool, unless isGivenUp: () -> Bool
    ) throws(Failure) -> Int32 {
        guard isPipe else { return try open(path, O_WRONLY) }
        while true {
            do throws(Failure) {
                return try open(path, O_WRONLY | O_NONBLOCK)
            } catch {
                guard error.code == ENXIO, !isGivenUp() else { throw error }
                poll(nil, 0, Self.waitMs)
            }
        }
    }

    /// Writes in pieces that a ready pipe takes without blocking.
    private func write(
        _ bytes: [UInt8], toStream descriptor: Int32, unless isGivenUp: () -> Bool
    ) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            if poll(&state, 1, Self.waitMs) == 0 {
                if isGivenUp() { throw failure(EINTR) }
                continue
            }
            let piece = rest.prefix(Int(PIPE_BUF))
            rest = rest.dropFirst(piece.count - (try writeSome(of: piece, to: descriptor)).count)
        }
    }

    // MARK: Calls

    /// Writes as many bytes as one call takes; returns the rest.
    private func writeSome(
        of bytes: ArraySlice<UInt8>, to descriptor: Int32
    ) throws(Failure) -> ArraySlice<UInt8> {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 { return bytes.dropFirst(count) }
        guard errno == EINTR || errno == EAGAIN else { throw failure(errno) }
        return bytes
    }

    /// Closes a descriptor after a body; a full disk may show only on closing.
    private func closing(
        _ descriptor: Int32, _ body: () throws(Failure) -> Void
    ) throws(Failure) {
        do throws(Failure) {
            try body()
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 || errno == EINTR else { throw failure(errno) }
    }
}
