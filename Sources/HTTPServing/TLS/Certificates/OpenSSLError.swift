import COpenSSL

/// An entry of OpenSSL's error queue of the current thread.
struct OpenSSLError {
    /// The reason code of OpenSSL's error.
    let reason: Int32
    /// OpenSSL's description of the error.
    let text: String

    /// Returns the newest entry and clears the queue.
    static func latest() -> OpenSSLError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        let text = ERR_reason_error_string(code).map { String(cString: $0) }
        return OpenSSLError(reason: ERR_GET_REASON(code), text: text ?? "no reason given")
    }
}
