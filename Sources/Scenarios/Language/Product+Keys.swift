import JSONTree

extension Product {
    /// The file `products.yaml` (contract.md 2.8).
    static let catalogueKeys = Keys("The catalogue, products.yaml", of: [Product]()) {
        Key(
            beginningWith: "",
            Decoder<[JSONObject]>.list(of: keys.decoder)
                .withoutRepeats(of: \.["productId"], in: keys) {
                    "two products have the productId `\($0)`"
                },
            "What the provider with this id sells, in the order of the list.",
            checkName: { id, reading throws(Complaint) in
                guard !reading.providers.contains(id) else { return }
                throw Complaint(unknown: "provider", id, among: reading.providers.sorted())
            }
        ) { products, provider, entries in
            products += entries.map { Product(provider: provider, json: $0) }
        }
    }

    private static let decoder = catalogueKeys.decoder

    /// Reads a catalogue; `file` is what diagnostics call the text, `providers` are the ids of the
    /// profiles that it may name.
    /// - Throws: every mistake of the text.
    static func all(
        yaml: String, file: String, providers: [String]
    ) throws(Diagnostics) -> [Product] {
        try YAMLText.read(yaml, file: file, decoder, Reading(providers: providers))
    }

    /// An entry of a provider's list. It is shown as it is written.
    static let keys = Keys("A product", of: JSONObject()) {
        Key(
            member: "productId", Decoder<String>.characters(.lettersAndDigits, 1...40),
            isRequired: true,
            "The vendor's code for it.")
        Key(
            member: "barcode", Decoder<String>.characters(.lettersAndDigits, 1...13),
            "Another code, which does not replace productId.")
        Key(member: "name", Decoder<String>.characters(.any, 1...40), "Its name.")
        Key(member: "description", Decoder<String>.characters(.any, 1...250), "What it is.")
        Key(member: "amount", amount, "Its price, if that is fixed.")
        Key(member: "minAmount", amount, "The least that may be paid for it.")
        Key(member: "maxAmount", amount, "The most that may be paid for it.")
        Key(member: "isFixedValue", Decoder<Bool>.flag, "Whether its price is fixed.")
        Key(
            member: "channelProductListings", Decoder<[JSON]>.list(of: listing),
            "How channels show it.")
        Key(member: "receiver", receiver, "Who issues it; the provider unless said otherwise.")
    }

    private static let amount = object {
        Key(
            member: "amount", Decoder<Int64>.integer(0...Int64.max), isRequired: true,
            "In minor units, e.g. cents.")
        Key(
            member: "currency", Decoder<String>.characters(.digits, 3...3), isRequired: true,
            "ISO 4217, numeric: 710 is the rand.")
    }

    private static let listing = object {
        Key(
            member: "channelName", Decoder<String>.characters(.any, 1...50), isRequired: true,
            "The channel.")
        Key(
            member: "productDisplayName", Decoder<String>.characters(.any, 1...50),
            "The name it is shown under.")
        Key(
            member: "productDisplayCategory", Decoder<String>.characters(.any, 1...50),
            "Where it is shown.")
        Key(
            member: "productDisplaySortOrder", Decoder<Int64>.integer(0...Int64.max),
            "Its place in the menu.")
        Key(
            member: "channelProductIdentifier", Decoder<String>.text,
            "The channel's own code for it.")
    }

    private static let receiver = object {
        Key(
            member: "id", Decoder<String>.text, isRequired: true, "As `receiver.id` of a provision."
        )
        Key(member: "name", Decoder<String>.characters(.any, 1...40), isRequired: true, "Its name.")
    }

    private static func object(
        @KeysBuilder<JSONObject> _ keys: () -> [Key<JSONObject>]
    ) -> Decoder<JSON> {
        Keys(of: JSONObject(), keys).decoder.map(JSON.object).written(\.self)
    }
}

extension Key<JSONObject> {
    /// A key whose value is shown in the type that it is declared with, not the one it looks like.
    fileprivate init<Part>(
        member name: String, _ decoder: Decoder<Part>, isRequired: Bool = false, _ doc: String
    ) {
        // Made once: each time it is asked for it would be another one.
        let path: any WritableKeyPath<JSONObject, JSON?> & Sendable = \.[name]
        self.init(name, path, decoder.json, isRequired: isRequired, doc)
    }
}
