extension ProviderProfile {
    /// A file of `providers/`.
    static let keys = Keys("A provider's profile", of: ProviderProfile(id: "", name: "")) {
        Key("name", \.name, .text, isRequired: true, "The provider's name, for people.")
        Key("source", \.source, .text, "Where the facts of this profile come from.")
        Key(
            "routes", \.routes, Routes.keys.decoder,
            "What sends a request to this provider; any hit does.")
        Key(
            "retries", \.retries, .word("way with retries"), "What a retry of a provision meets.")
        Key(
            "advices", \.advices, Advices.decoder, "What becomes of confirmations and reversals.")
        Key(
            "switchAdvices", \.hasSwitchAdvices, .flag,
            "Whether the switch confirms by itself what it answered a till with single messaging, "
                + "and reverses what it could not answer.")
        Key("decline", \.decline, ErrorAnswer.decoder(of: .decline), "How a retry is declined.")
        Key(
            "latency", \.latency, Delay.decoder,
            "How long the provider takes; no time unless said otherwise.")
        Key(
            "voucher", \.voucher, VoucherTemplate.keys.decoder, "What its vouchers look like.")
        Key(
            "delivery", \.delivery, Delivery.keys.decoder, "How advices are delivered to it.")
    }

    private static let decoder = keys.decoder

    /// Reads a profile; `file` is what diagnostics call the text.
    /// - Throws: every mistake of the text.
    package init(id: String, yaml: String, file: String) throws(Diagnostics) {
        var claims = RouteClaims()
        try self.init(id: id, yaml: yaml, file: file, &claims)
    }

    /// Reads one of several profiles, whose `claims` to routes must not clash.
    init(
        id: String, yaml: String, file: String, _ claims: inout RouteClaims
    ) throws(Diagnostics) {
        self = try YAMLText.read(yaml, file: file) { root, reading in
            var profile = Self.decoder.read(root, as: .file, &reading)
            let routes = Self.keys.entry(\.routes, in: root)
            claims.add(routes?.value, of: id, in: file, &reading)
            if routes?.value.entries.isEmpty ?? true, id != Self.default.id {
                reading.note(
                    "nothing is routed to the provider `\(id)`",
                    hint: "`routes: {receiver: [NAME]}` sends it the requests for NAME",
                    at: routes?.keyPlace ?? root.place)
            }
            profile?.id = id
            return profile
        }
    }
}

extension ProviderProfile.Routes {
    static let keys = Keys(of: ProviderProfile.Routes()) {
        Key(
            "receiver", \.receiver, .oneOrMore(of: .text),
            "Ids or names of receivers, upper or lower case.")
        Key(
            "settlementEntity", \.settlementEntity, .oneOrMore(of: .text),
            "Ids or names of settlement entities, upper or lower case.")
        Key(
            "product", \.product, .oneOrMore(of: .text),
            "Product ids; `*` stands for any text, `?` for one character.")
    }
}

extension ProviderProfile.Retries: Vocable {
    var meaning: String {
        switch self {
        case .supported: "A retry brings the voucher."
        case .declined: "A retry is answered with `decline`."
        }
    }
}

extension ProviderProfile.Advices {
    /// One word for both kinds, or a word for each.
    static let decoder = Decoder<Self>.either(
        Decoder<Handling>.word("way with advices").map { Self(confirm: $0, reverse: $0) },
        keys.decoder)

    private static let keys = Keys(of: ProviderProfile.Advices()) {
        Key(
            "confirm", \.confirm, .word("way with advices"), "What becomes of confirmations.")
        Key("reverse", \.reverse, .word("way with advices"), "What becomes of reversals.")
    }
}

extension ProviderProfile.Advices.Handling: Vocable {
    var meaning: String {
        switch self {
        case .forwarded: "Advices are delivered to the provider until it answers."
        case .consumed: "The switch accepts advices, the provider never hears."
        }
    }
}

extension ProviderProfile.Delivery {
    static let keys = Keys(of: ProviderProfile.Delivery()) {
        Key(
            "every", \.interval, .positiveDuration,
            "The time between two deliveries of an advice that the provider did not answer.")
        Key(
            "window", \.window, .integer(1...1_000),
            "How many advices may be on their way to it at once.")
    }
}

extension VoucherTemplate {
    static let keys = Keys("`voucher`", of: VoucherTemplate()) {
        Key("code", \.codeDigits, digits(upTo: 40), "The code that is redeemed.")
        Key(
            "serialNumber", \.serialNumberDigits,
            .either(none(), digits(upTo: 40).map { Int?($0) }),
            "The vendor's number for the voucher.")
        Key(
            "pin", \.pin, .either(none(), Pin.keys.decoder.map { Pin?($0) }),
            "A secret needed besides the code.")
        Key("validFor", \.validFor, .positiveDuration, "From issue to expiry.")
        Key(
            "redeemInstructions", \.redeemInstructions, .list(of: .text, atLeast: 0),
            "Lines that tell the customer how to redeem.")
        Key(
            "slip", \.slip, .list(of: SlipLine.decoder, atLeast: 0), "Lines for the receipt.")
        Key("slipWidth", \.slipWidth, .integer(1...1_000), "Its width in normal characters.")
    }

    private static func none<Part: Sendable & Equatable>() -> Decoder<Part?> {
        .word("kind of number", [Word("none", "", Part?.none)])
    }

    /// `{digits: 16}`.
    private static func digits(upTo limit: Int64) -> Decoder<Int> {
        Keys(of: 0) {
            Key("digits", \.self, .integer(1...limit), isRequired: true, "How many digits.")
        }.decoder
    }
}

extension VoucherTemplate.Pin {
    fileprivate static let keys = Keys(of: VoucherTemplate.Pin(digits: 4)) {
        Key("digits", \.digits, .integer(1...20), isRequired: true, "How many digits.")
        Key("type", \.kind, .word("kind of PIN"), "How it is shown.")
    }
}

extension SlipLine {
    /// A text, or a mapping of what is printed.
    fileprivate static let decoder = Decoder<SlipLine>.either(
        Decoder<String>.text.map { SlipLine($0) }, keys.decoder)

    private static let keys = Keys("A line of a receipt", of: SlipLine("")) {
        Key(
            "text", \.text, .text, "The printed text; `{{voucher.code}}` stands for the code.")
        Key("barcode", \.barcode, Barcode.keys.decoder, "A barcode on the line.")
        Key("line", \.isRule, .flag, "Whether a rule is printed.")
        Key("cut", \.isCut, .flag, "Whether the paper is cut here.")
        Key("scale", \.scale, Scale.decoder, "How many times as large as usual.")
    }
}

extension SlipLine.Barcode {
    fileprivate static let keys = Keys(of: SlipLine.Barcode(data: "")) {
        Key("symbology", \.symbology, .text, "Its kind.")
        Key(
            "data", \.data, .text, isRequired: true,
            "The content; `{{voucher.code}}` stands for the code.")
    }
}

extension SlipLine.Scale {
    fileprivate static let decoder = Decoder<Self>.either(
        Decoder<Int>.integer(1...8).map { Self(width: $0, height: $0) }, keys.decoder)

    private static let keys = Keys(of: SlipLine.Scale()) {
        Key("width", \.width, .integer(1...8), "How many times as wide.")
        Key("height", \.height, .integer(1...8), "How many times as high.")
    }
}
