/// What the name of a member, a header or a parameter says of its value. Names are read as words,
/// whatever joins them: `pinBlock`, `PIN_BLOCK`, `pin-block` and `PINBLOCK` are one.
struct SecretName {
    private let words: [String]
    /// All words as one.
    private let joined: String

    init(_ name: some StringProtocol) {
        words = Self.words(in: name)
        joined = words.joined()
    }

    /// Whether what stands under the name is secret, with all that is in it.
    var isSecret: Bool {
        if tellsForm { return false }
        return words.contains(where: Self.secretWords.contains)
            || Self.secretPhrases.contains(where: joined.contains)
            || Self.shortWords.contains { joined.hasSuffix($0) && joined.count <= Self.compactMax }
    }

    /// Whether the value is the code of a voucher.
    var isCode: Bool { Self.codeNames.contains(joined) }

    /// Whether the value is a voucher, or several.
    var isVoucher: Bool { words.last == "voucher" || words.last == "vouchers" }

    /// Whether the value says of which form a secret is: `proxyType`, `pinBlockFormat`.
    var tellsForm: Bool { words.last.map(Self.formWords.contains) ?? false }

    private static let formWords: Set<String> = ["type", "format", "index"]

    private static let codeNames: Set<String> = [
        "code", "codes", "vouchercode", "vouchercodes", "redeemcode", "redemptioncode",
    ]

    /// Secret wherever they stand (contract.md sections 2.7, 2.17, 2.19; what PCI DSS forbids to
    /// keep; what lets somebody in; what Electrum marks as not to be stored).
    private static let secretWords: Set<String> = [
        "pin", "pins", "pan", "pans", "cvv", "cvv2", "cvc", "cvc2", "cav", "cav2", "csc",
        "track", "tracks", "track1", "track2", "track3", "hash", "token", "tokens", "otp",
        "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "secret", "secrets",
        "credential", "credentials", "authorization", "authentication", "auth", "cookie", "bearer",
        "jwt", "signature", "proxy", "proxies", "wallet", "wallets", "address", "addresses",
        "msisdn", "phone", "mobile", "email", "barcode", "iban", "customer",
    ]

    private static let secretPhrases = [
        "pinblock", "pinnumber", "pinvalue", "pincode", "pindata", "pannumber", "cardnumber",
        "cardno", "accountnumber", "accountno", "accountid", "customerid", "profileid",
        "securitycode", "verificationcode", "verificationvalue", "rewardcode", "walletid",
        "trackdata", "track1", "track2", "magstripe", "password", "passphrase", "passcode",
        "clientsecret", "apikey", "privatekey", "secretkey", "accesstoken", "refreshtoken",
        "encryptedpin", "emailaddress", "addressline", "dateofbirth", "birthdate", "firstname",
        "lastname", "idnumber",
    ]

    /// At the end of names that are written as one word, as in `cardpin`.
    private static let shortWords = ["pin", "pan", "cvv", "cvc"]
    private static let compactMax = 12

    /// Lower case; a word ends where a capital follows a small letter, and at what is no letter and
    /// no digit.
    private static func words(in name: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for character in name {
            let isNew = character.isUppercase && wasSmall
            if isNew || !(character.isLetter || character.isNumber) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            wasSmall = character.isLowercase || character.isNumber
            if character.isLetter || character.isNumber { word += character.lowercased() }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
