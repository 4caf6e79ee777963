/// The first line of a request (RFC 9112 section 3), one for all requests with the same head.
final class RequestLine: Sendable {
    /// The method, case-sensitive (RFC 9110 section 9.1).
    let method: String
    /// The target as it was sent.
    let target: String
    /// The host and port of a target that is a whole URI, which count instead of `Host` (RFC 9112
    /// section 3.2.2); nil for every other target.
    let authority: String?
    /// The path of the target, still percent-encoded; `*` in the asterisk form.
    let path: String
    /// The part of the target after the first `?`, still percent-encoded.
    let query: String?
    /// The version that the client speaks.
    let version: HTTPVersion

    /// `resource` is the target without scheme and authority.
    init(
        method: String, target: String, authority: String? = nil, resource: Substring,
        version: HTTPVersion
    ) {
        self.method = method
        self.target = target
        self.authority = authority
        if let mark = resource.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = String(resource[..<mark])
            query = String(resource[resource.utf8.index(after: mark)...])
        } else {
            path = String(resource)
            query = nil
        }
        self.version = version
    }

    /// Parses a line without its CRLF.
    convenience init(parsing line: ArraySlice<UInt8>, limits: HTTPLimits) throws(Refusal) {
        guard let first = line.firstIndex(of: ASCII.space),
            let last = line.lastIndex(of: ASCII.space), first < last,
            !line[(first + 1)..<last].contains(ASCII.space)
        else {
            throw Refusal(
                400,
                "the request line must be METHOD SP TARGET SP HTTP/1.1, "
                    + "with single spaces (RFC 9112 section 3)")
        }
        let token = line[..<first]
        guard !token.isEmpty, token.allSatisfy(ASCII.isTokenCharacter) else {
            throw Refusal(400, "the method is not a token (RFC 9110 section 9.1)")
        }
        let version = try Self.version(line[(last + 1)...])
        let method = String(decoding: token, as: UTF8.self)
        guard Self.methods.contains(method) else {
            throw Refusal(501, "the method \(method) is not known here (RFC 9110 section 9.1)")
        }
        let bytes = line[(first + 1)..<last]
        guard bytes.count <= limits.targetBytesMax else {
            throw Refusal(414, "the request target is over \(limits.targetBytesMax) bytes")
        }
        let target = String(decoding: bytes, as: UTF8.self)
        let (authority, resource) = try Self.parts(bytes, of: target, method: method)
        self.init(
            method: method, target: target, authority: authority, resource: resource,
            version: version)
    }

    private static let methods = [
        "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "QUERY",
    ]

    /// RFC 9112 section 2.3: `HTTP/` digit `.` digit, upper case.
    private static func version(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> HTTPVersion {
        let digits = bytes.dropFirst(versionName.count)
        guard bytes.starts(with: versionName), digits.count == 3,
            let major = digits.first, let minor = digits.last,
            ASCII.isDigit(major), ASCII.isDigit(minor),
            digits[digits.startIndex + 1] == UInt8(ascii: ".")
        else {
            throw Refusal(400, "the request line must end in HTTP/1.1 (RFC 9112 section 2.3)")
        }
        guard major == UInt8(ascii: "1") else {
            throw Refusal(505, "only HTTP/1.1 and HTTP/1.0 are spoken here")
        }
        return minor == UInt8(ascii: "0") ? .http10 : .http11
    }

    private static let versionName = Array("HTTP/".utf8)

    /// The authority of the target, if it has one, and what is behind it (RFC 9112 section 3.2).
    private static func parts(
        _ bytes: ArraySlice<UInt8>, of target: String, method: String
    ) throws(Refusal) -> (authority: String?, resource: Substring) {
        try checkTargetCharacters(bytes)
        if bytes.first == UInt8(ascii: "/") { return (nil, target[...]) }
        if target == "*" {
            guard method == "OPTIONS" else {
                throw Refusal(400, "the target * is for OPTIONS (RFC 9112 section 3.2.4)")
            }
            return (nil, target[...])
        }
        guard let separator = schemeEnd(in: target) else {
            throw Refusal(
                400,
                "the request target must begin with / or be a whole http URI "
                    + "(RFC 9112 section 3.2)")
        }
        let rest = target[separator...]
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard HostSyntax.isHost(rest[..<authorityEnd].utf8) else {
            throw Refusal(400, "the authority of the request target is not HOST or HOST:PORT")
        }
        let resource = rest[authorityEnd...]
        return (
            String(rest[..<authorityEnd]), resource.first == "/" ? resource : "/" + resource
        )
    }

    /// Returns where the authority of an absolute http or https URI begins.
    private static func schemeEnd(in target: String) -> String.Index? {
        for scheme in ["http://", "https://"]
        where ASCII.equalIgnoringCase(target.prefix(scheme.count), scheme) {
            return target.index(target.startIndex, offsetBy: scheme.count)
        }
        return nil
    }

    private static func checkTargetCharacters(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        guard bytes.allSatisfy(ASCII.isTargetCharacter) else {
            throw Refusal(
                400,
                "the request target holds a character that must be percent-encoded "
                    + "(RFC 3986 section 2)")
        }
        guard ASCII.isPercentEncodingComplete(bytes) else {
            throw Refusal(400, "a % in the request target needs two hexadecimal digits")
        }
    }
}

/// The supported protocol versions (RFC 9112 section 2.3). A higher minor version of HTTP/1 is
/// treated as 1.1 (RFC 9110 section 2.5).
package enum HTTPVersion: Sendable {
    case http10
    case http11
}
