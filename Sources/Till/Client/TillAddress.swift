/// The base URL of a switch, as in `http://127.0.0.1:8080/suv/v1`.
package struct TillAddress: Sendable {
    package let isTLS: Bool
    package let host: String
    package let port: UInt16
    /// Without a slash at the end; empty for the root.
    package let path: String

    /// Nil for a text that is no URL of HTTP.
    package init?(_ url: String) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        switch url[..<colon.lowerBound].lowercased() {
        case "http": isTLS = false
        case "https": isTLS = true
        default: return nil
        }
        let rest = url[colon.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest.dropFirst(authority.count)
        guard !authority.isEmpty, !authority.contains("@"), !path.contains("?"),
            !path.contains("#"), path.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { return nil }
        self.path = String(path.hasSuffix("/") ? path.dropLast() : path)
        let end = authority.lastIndex(of: "]").map { authority.index(after: $0) }
        let name = end.map { authority[..<$0] } ?? authority.prefix { $0 != ":" }
        let digits = authority[name.endIndex...]
        if digits.isEmpty {
            port = isTLS ? 443 : 80
        } else {
            guard digits.hasPrefix(":"), digits.dropFirst().allSatisfy(\.isASCII),
                let number = UInt16(digits.dropFirst()), number > 0
            else { return nil }
            port = number
        }
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        host = String(isBracketed ? name.dropFirst().dropLast() : name)
        guard !host.isEmpty else { return nil }
    }

    /// For the Host field.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
