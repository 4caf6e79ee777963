/// The supported protocol versions (RFC 9112 section 2.3). A higher minor version of HTTP/1 is
/// treated as 1.1 (RFC 9110 section 2.5).
package enum HTTPVersion: Sendable {
    case http10
    case http11
}
