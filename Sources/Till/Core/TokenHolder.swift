import JSONTree

/// The access token of a till (OAuth2, the password grant of RFC 6749 section 4.3).
struct TokenHolder: Sendable {
    var access: String?
    /// How often a token was asked for since there was one.
    var requests = 0
    private var refresh: String?

    private static let client = "&client_id=till&client_secret=hidden"

    /// The form that asks for a token: by the refresh token, if there is one.
    func form(_ settings: TillSettings) -> String {
        if let refresh {
            return "grant_type=refresh_token&refresh_token=\(refresh.formEncoded)\(Self.client)"
        }
        let user = settings.user.formEncoded
        return "grant_type=password&username=\(user)&password=\(settings.password.formEncoded)"
            + Self.client
    }

    /// Takes the answer. A refresh token that was declined is not used again.
    mutating func receive(_ reply: ReadReply) {
        if let token = reply.json?["access_token"]?.text {
            access = token
            requests = 0
            refresh = reply.json?["refresh_token"]?.text
        } else if reply.outcome.isDeclined {
            refresh = nil
        }
    }
}

extension String {
    /// The text as a value of `application/x-www-form-urlencoded`.
    fileprivate var formEncoded: String {
        let digits = Array("0123456789ABCDEF")
        return utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
