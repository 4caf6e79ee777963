/// The meaning of the name of a member, a header or a parameter for its value. Names are split into
/// words, however they are joined: `pinBlock`, `PIN_BLOCK`, `pin-block` and `PINBLOCK` are equal.
package struct SecretName {
    /// True if the value is secret, with everything in it.
    package let isSecret: Bool
    /// True if the value is the code of a voucher.
    package let isCode: Bool
    /// True if the value is a voucher, or several.
    package let isVoucher: Bool
    /// True if the value names the form of a secret: `proxyType`, `pinBlockFormat`.
    package let tellsForm: Bool
    /// True if the value may be the name of another that stands beside it.
    package let isLabel: Bool
    /// True if the value may be one that another member names.
    package let isValue: Bool
    /// True if the value says how long a card or a voucher lasts.
    package let isExpiry: Bool
    /// True if the value is the id of an OAuth2 client.
    package let isClientID: Bool

    package init(_ name: String) {
        let (letters, words) = Self.words(in: name)
        let last = words.last.map { letters[$0] } ?? []
        tellsForm = Self.formWords.contains(last)
        isVoucher = Self.voucherWords.contains(last)
        isCode = Self.codeNames.contains(letters[...])
        isLabel = Self.labelNames.contains(letters[...])
        isValue = Self.valueNames.contains(letters[...])
        isExpiry = Self.expiryNames.contains(letters[...])
        isClientID = Self.clientNames.contains(letters[...])
        isSecret =
            words.contains { Self.secretWords.contains(letters[$0]) }
            || Self.secretPhrases.isAny(in: letters)
            || letters.count <= Self.compactMax && Self.shortWords.isAny(endOf: letters)
    }

    private static let formWords: WordList = ["type", "format", "index", "mode", "capability"]
    private static let voucherWords: WordList = ["voucher", "vouchers"]

    private static let labelNames: WordList = [
        "name", "key", "label", "field", "id", "type", "kind", "tag", "param", "parameter",
        "property", "attribute",
    ]
    private static let valueNames: WordList = [
        "value", "values", "val", "content", "contents", "text", "data",
    ]
    private static let expiryNames: WordList = [
        "expiry", "expirydate", "expiration", "expirationdate", "cardexpiry", "expdate", "exp",
    ]

    private static let clientNames: WordList = ["clientid"]

    private static let codeNames: WordList = [
        "code", "codes", "vouchercode", "vouchercodes", "redeemcode", "redemptioncode",
    ]

    /// Secret wherever they stand (contract.md sections 2.7, 2.17, 2.19; what PCI DSS calls the
    /// data of cardholders or forbids to keep; what lets somebody in; what Electrum marks as not to
    /// be stored). A voucher's serial number is none: nothing can be redeemed by it.
    private static let secretWords: WordList = [
        "pin", "pins", "pan", "pans", "cvv", "cvv2", "cvc", "cvc2", "cav", "cav2", "csc",
        "track", "tracks", "track1", "track2", "track3", "hash", "token", "tokens", "otp",
        "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "secret", "secrets",
        "credential", "credentials", "authorization", "authentication", "auth", "cookie", "bearer",
        "jwt", "signature", "proxy", "proxies", "wallet", "wallets", "address", "addresses",
        "msisdn", "phone", "mobile", "email", "barcode", "iban", "customer",
        "emv", "icc", "arqc", "cryptogram", "surname", "chip", "cavv", "cid", "puk", "passkey",
        "ean", "wagwoord", "geheim", "kennwort",
    ]

    private static let secretPhrases: WordList = [
        "pinblock", "pinnumber", "pinvalue", "pincode", "pindata", "pannumber", "cardnumber",
        "cardno", "accountnumber", "accountno", "accountid", "customerid", "profileid",
        "securitycode", "verificationcode", "verificationvalue", "rewardcode", "walletid",
        "trackdata", "track1", "track2", "magstripe", "password", "passphrase", "passcode",
        "accesscode", "unlockcode", "sessionid", "vouchernumber", "qrcode", "identitynumber",
        "passportnumber", "clientsecret", "apikey", "privatekey", "secretkey", "accesstoken",
        "refreshtoken",
        "encryptedpin", "emailaddress", "addressline", "dateofbirth", "birthdate", "firstname",
        "lastname", "idnumber",
        "cardholder", "nameoncard", "emvdata", "emvtags", "iccdata", "chipdata", "de55", "field55",
        "expirymonth", "expiryyear", "expmonth", "expyear", "postalcode",
    ]

    /// Endings of names written as one word, such as `cardpin`.
    private static let shortWords: WordList = ["pin", "pan", "cvv", "cvc"]
    private static let compactMax = 12

    /// Returns the letters and digits of a name in lower case, and the ranges of its words. A word
    /// ends before a capital that follows a lower-case letter, and at anything but an ASCII letter
    /// or digit.
    private static func words(in name: String) -> (letters: [UInt8], words: [Range<Int>]) {
        var letters: [UInt8] = []
        letters.reserveCapacity(name.utf8.count)
        var words: [Range<Int>] = []
        var start = 0
        var wasSmall = false
        func endWord() {
            if start < letters.count { words.append(start..<letters.count) }
            start = letters.count
        }
        for byte in name.utf8 {
            let isCapital = byte &- UInt8(ascii: "A") < 26
            let isSmall = byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
            if !isSmall, !isCapital || wasSmall { endWord() }
            wasSmall = isSmall
            if isSmall { letters.append(byte) }
            if isCapital { letters.append(byte | 0x20) }
        }
        endWord()
        return (letters, words)
    }
}

/// Words of lower-case letters and digits, indexed so that a name can be searched for all of them
/// at once.
private struct WordList: ExpressibleByArrayLiteral {
    /// The words, by the lower five bits of their first bytes.
    private var words = [[[UInt8]]](repeating: [], count: 32)

    init(arrayLiteral texts: String...) {
        for text in texts {
            let word = Array(text.utf8)
            if let first = word.first { words[Int(first & 31)].append(word) }
        }
    }

    /// Returns true if one of them equals the word.
    func contains(_ word: ArraySlice<UInt8>) -> Bool {
        word.first.map { words[Int($0 & 31)].contains { $0[...] == word } } ?? false
    }

    /// Returns true if one of them occurs anywhere in a name.
    func isAny(in letters: [UInt8]) -> Bool {
        letters.indices.contains { start in
            words[Int(letters[start] & 31)].contains { letters[start...].starts(with: $0) }
        }
    }

    /// Returns true if a name ends with one of them.
    func isAny(endOf letters: [UInt8]) -> Bool {
        letters.indices.contains { start in contains(letters[start...]) }
    }
}
