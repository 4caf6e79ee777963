import COpenSSL

/// OpenSSL's stream over memory, for PEM text and names.
final class MemoryBIO {
    let pointer: OpaquePointer

    /// A stream that holds these bytes.
    init(_ bytes: [UInt8] = []) {
        guard let pointer = BIO_new(BIO_s_mem()),
            bytes.isEmpty || BIO_write(pointer, bytes, Int32(bytes.count)) == bytes.count
        else { preconditionFailure("no memory for a stream") }
        self.pointer = pointer
    }

    deinit {
        BIO_free(pointer)
    }

    /// Removes and returns all bytes.
    func takeBytes() -> [UInt8] {
        let count = Int(BIO_ctrl_pending(pointer))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(0, Int(BIO_read(pointer, buffer.baseAddress, Int32(count))))
        }
    }
}
