import VoucherLedger

/// Tells secrets apart without keeping them: 32 bits, so that many secrets have the same one and
/// none can be found from it.
enum Fingerprint {
    /// Eight hexadecimal digits.
    static func text(of secret: String) -> String {
        var draw = Draw(seed: 0, purpose: "fingerprint", text: secret)
        return draw.text(8, from: "0123456789abcdef")
    }
}
