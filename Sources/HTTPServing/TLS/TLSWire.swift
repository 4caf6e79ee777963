import COpenSSL

/// Both ends of an SSL object in memory: it reads the caller's bytes in place and writes to an
/// array that is passed on whole. OpenSSL's own memory BIO would copy twice, and would keep its
/// largest size for the life of the session.
final class TLSWire {
    /// The input of the SSL object. Its owner keeps it valid while it is set.
    var incoming = UnsafeRawBufferPointer(start: nil, count: 0)
    private var outgoing: [UInt8] = []

    /// The table of functions that `makeBIO` needs. The caller frees it after the last BIO.
    static func makeMethod() -> OpaquePointer? {
        guard let method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "memory") else { return nil }
        BIO_meth_set_read(method) { bio, target, count in
            TLSWire.of(bio).read(into: target, count: Int(count), for: bio)
        }
        BIO_meth_set_write(method) { bio, source, count in
            TLSWire.of(bio).write(UnsafeRawBufferPointer(start: source, count: Int(count)))
            return count
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return method
    }

    /// A BIO over this wire, which does not retain it.
    func makeBIO(_ method: OpaquePointer) -> OpaquePointer? {
        guard let bio = BIO_new(method) else { return nil }
        BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        BIO_set_init(bio, 1)
        return bio
    }

    /// Returns and clears the output written since the last call.
    func takeOutgoing() -> [UInt8] {
        defer { outgoing = [] }
        return outgoing
    }

    private static func of(_ bio: OpaquePointer?) -> TLSWire {
        guard let data = BIO_get_data(bio) else { preconditionFailure("a BIO of another kind") }
        return Unmanaged.fromOpaque(data).takeUnretainedValue()
    }

    private func read(
        into target: UnsafeMutablePointer<CChar>?, count: Int, for bio: OpaquePointer?
    )
        -> Int32
    {
        COpenSSL_BIO_clear_retry_flags(bio)
        guard !incoming.isEmpty else {
            COpenSSL_BIO_set_retry_read(bio)
            return -1
        }
        let piece = UnsafeRawBufferPointer(rebasing: incoming.prefix(count))
        UnsafeMutableRawBufferPointer(start: target, count: count).copyMemory(from: piece)
        incoming = UnsafeRawBufferPointer(rebasing: incoming.dropFirst(count))
        return Int32(piece.count)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        outgoing.append(contentsOf: bytes)
    }
}
