import VoucherLedger

/// Tells secrets apart without keeping them: so few bits that many secrets have the same one and
/// none can be found from it.
enum Fingerprint {
    /// Hexadecimal digits, four bits each.
    static func text(of secret: String, digits: Int = 8) -> String {
        var draw = Draw(seed: 0, purpose: "fingerprint", text: secret)
        return draw.text(digits, from: "0123456789abcdef")
    }
}
