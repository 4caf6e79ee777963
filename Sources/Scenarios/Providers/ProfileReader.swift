extension ProviderProfile {
    /// Reads a profile; `file` is what diagnostics call the text.
    /// - Throws: every mistake of the text.
    public init(id: String, yaml: String, file: String) throws(Diagnostics) {
        var claims = RouteClaims()
        try self.init(id: id, yaml: yaml, file: file, &claims)
    }

    /// Reads one of several profiles, whose `claims` to routes must not clash.
    init(
        id: String, yaml: String, file: String, _ claims: inout RouteClaims
    ) throws(Diagnostics) {
        self = try YAMLText.read(yaml, file: file) { root, mistakes in
            mistakes += Checker.mistakes(in: root, "the file", Language.profile)
            mistakes += claims.add(root["routes"], of: id, in: file)
            return ProviderProfile(root, id: id, &mistakes)
        }
    }

    private init(_ root: Value, id: String, _ mistakes: inout [Mistake]) {
        self.init(id: id, name: root["name"]?.text ?? id)
        source = root["source"]?.text
        routes = Routes(root["routes"])
        retries = root["retries"]?.word() ?? retries
        if let value = root["advices"] { advices = Advices(value) }
        decline = root["decline"]?.errorAnswer(.decline) ?? decline
        latency = root["latency"].flatMap { Delay($0, &mistakes) } ?? latency
        if let template = root["voucher"] { voucher = VoucherTemplate(template) }
        deliveryInterval = root["delivery"]?["every"]?.timespan ?? deliveryInterval
        deliveryWindow = root["delivery"]?["window"]?.count ?? deliveryWindow
        hasSwitchAdvices = root["switchAdvices"]?.flag ?? hasSwitchAdvices
        if routes.isEmpty, root["routes"]?.entries.isEmpty ?? true, id != Self.default.id {
            mistakes.append(
                Mistake(
                    at: root.entry("routes")?.keyPlace ?? root.place,
                    "nothing is routed to the provider `\(id)`",
                    hint: "`routes: {receiver: [NAME]}` sends it the requests for NAME"))
        }
    }
}

extension ProviderProfile.Advices {
    /// One word for both kinds, or a word for each.
    fileprivate init(_ value: Value) {
        let both: Handling? = value.word()
        confirm = both ?? value["confirm"]?.word() ?? confirm
        reverse = both ?? value["reverse"]?.word() ?? reverse
    }
}

extension ProviderProfile.Routes {
    fileprivate init(_ value: Value?) {
        receiver = value?["receiver"]?.texts ?? []
        settlementEntity = value?["settlementEntity"]?.texts ?? []
        product = value?["product"]?.texts ?? []
    }
}

extension VoucherTemplate {
    fileprivate init(_ value: Value) {
        codeDigits = value["code"]?["digits"]?.count ?? codeDigits
        if let serialNumber = value["serialNumber"] {
            serialNumberDigits = serialNumber["digits"]?.count
        }
        pinDigits = value["pin"]?["digits"]?.count
        validFor = value["validFor"]?.timespan ?? validFor
        redeemInstructions = value["redeemInstructions"]?.texts ?? []
        slip = value["slip"]?.items.map(SlipLine.init) ?? []
        slipWidth = value["slipWidth"]?.count ?? slipWidth
        pinType = value["pin"]?["type"]?.word() ?? pinType
    }
}

extension SlipLine {
    /// A text, or a mapping of what is printed.
    fileprivate init(_ value: Value) {
        self.init(value.text ?? value["text"]?.text ?? "")
        barcode = value["barcode"]?["data"]?.text
        symbology = value["barcode"]?["symbology"]?.text ?? symbology
        isRule = value["line"]?.flag ?? isRule
        isCut = value["cut"]?.flag ?? isCut
        let scale = value["scale"]
        widthScale = scale?.count ?? scale?["width"]?.count ?? widthScale
        heightScale = scale?.count ?? scale?["height"]?.count ?? heightScale
    }
}
