import COpenSSL

/// An entry of the error queue that OpenSSL keeps for the current thread.
struct OpenSSLError {
    /// What went wrong, as a number of the part of OpenSSL that says so.
    let reason: Int32
    /// What went wrong, in OpenSSL's words.
    let text: String

    /// The newest entry; the queue is empty afterwards.
    static func latest() -> OpenSSLError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        let text = ERR_reason_error_string(code).map { String(cString: $0) }
        return OpenSSLError(reason: ERR_GET_REASON(code), text: text ?? "no reason given")
    }
}
