import EmbeddedFiles
import HTTPMessages
import Vocabulary

/// The console's page, as it is in the binary. Its files have addresses that change with their
/// content, so that browsers keep them for ever. Nothing is read before somebody asks for it.
struct ConsolePage: Sendable {
    private let index: HTTPResponse
    /// The files by their paths.
    private let files: [String: HTTPResponse]
    private let etag: String

    /// The page in the binary.
    static let shared = ConsolePage()

    private static let directory = "/_mock/console/"
    /// The word in the index in whose place the hash of all files stands.
    private static let placeholder = "HASH"

    private init() {
        let embedded = Self.embedded()
        let hash = Self.hash(embedded)
        // Weak, since the same tag stands for the page and for the page in gzip.
        etag = "W/\"\(hash)\""
        var files: [String: HTTPResponse] = [:]
        var page = ""
        for (name, bytes) in embedded {
            if name == "index.html" { page = String(decoding: bytes, as: UTF8.self) }
            files[Self.directory + "\(hash)/\(name)"] = HTTPResponse(
                status: 200,
                fields: Self.fields([
                    ("Content-Type", Self.contentType(of: name)),
                    ("Cache-Control", "public, max-age=31536000, immutable"),
                    ("ETag", "W/\"\(hash)/\(name)\""),
                ]), body: bytes)
        }
        self.files = files
        index = HTTPResponse(
            status: 200,
            fields: Self.fields([
                ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache"),
                ("ETag", etag), ("Vary", "Accept"),
            ]),
            body: Array(
                page.split(separator: Self.placeholder, omittingEmptySubsequences: false).joined(
                    separator: hash
                ).utf8))
    }

    /// Returns the answer to a request for the page or one of its files; nil for anything else: a
    /// program that asks for `/` and not for HTML is a till that has lost its way.
    func answer(to request: HTTPRequest) -> HTTPResponse? {
        guard ["GET", "HEAD"].contains(request.method) else { return nil }
        if request.path == "/" {
            guard Self.wantsHTML(request) else { return nil }
            let isKnown = request.fields.list("If-None-Match").contains { $0 == etag }
            return isKnown ? HTTPResponse(status: 304, fields: index.fields) : index
        }
        return files[request.path]
    }

    /// Returns true if a request may be for the page or one of its files.
    static func isPlace(_ path: String) -> Bool { path == "/" || path.hasPrefix(directory) }

    private static func wantsHTML(_ request: HTTPRequest) -> Bool {
        request.fields.list("Accept").contains { range in
            range.prefix { $0 != ";" }.lowercased() == "text/html"
        }
    }

    // MARK: Files

    private static func embedded() -> [(name: String, bytes: [UInt8])] {
        var files: [(String, [UInt8])] = []
        guard var file = embeddedConsole() else { return files }
        while let name = file.pointee.name {
            let bytes = UnsafeBufferPointer(
                start: file.pointee.start, count: file.pointee.end - file.pointee.start)
            files.append((String(cString: name), Array(bytes)))
            file += 1
        }
        return files
    }

    /// Returns a hash over all names and contents, as 16 hexadecimal digits.
    private static func hash(_ files: [(name: String, bytes: [UInt8])]) -> String {
        var hash = ContentHash()
        for (name, bytes) in files { hash.add(Array(name.utf8) + [0] + bytes) }
        return hash.digits
    }

    private static func contentType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "text/html; charset=utf-8"
        }
    }

    /// No markup from text, nothing from elsewhere, in no frame: a browser then refuses what a till
    /// may have sent, even if the page had a mistake.
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
        "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")

    private static func fields(_ own: [(String, String)]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in own
            + [
                ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            ]
        {
            fields.append(name, value)
        }
        return fields
    }
}
