package import JSONTree

/// An entry of the product list that the switch shows (contract.md 2.8).
package struct Product: Sendable, Equatable {
    /// The offer of a product by the provider that is asked for it.
    package enum Offer: Sendable, Equatable {
        /// The provider sells it.
        case sold(Product)
        /// Another provider does, this one does not.
        case soldByOthers
    }

    /// The id of the profile of the provider that sells it.
    package let provider: String
    /// The entry, as it is shown.
    package let json: JSONObject

    /// The product id in the provider's messages.
    package var productId: String { json["productId"]?.text ?? "" }

    /// Returns true if a request may ask for this amount: the fixed price, or an amount between the
    /// limits, in their currency. A request without an amount (contract.md 2.14) is allowed if the
    /// price is fixed or there are no limits.
    package func allows(_ amount: Int64?, in currency: String?) -> Bool {
        let price = limit("amount")
        let (least, most) = (limit("minAmount"), limit("maxAmount"))
        guard let amount else { return price != nil || least == nil && most == nil }
        guard amount > 0, price == nil || price?.amount == amount,
            amount >= least?.amount ?? .min, amount <= most?.amount ?? .max
        else { return false }
        return [price, least, most].allSatisfy { $0 == nil || $0?.currency == currency }
    }

    private func limit(_ name: String) -> (amount: Int64, currency: String)? {
        guard let limit = json[name], let currency = limit["currency"]?.text else { return nil }
        return limit["amount"]?.integer.map { ($0, currency) }
    }

    /// Returns the product with the provider as its receiver, unless the file names another: a
    /// provision with this receiver is routed to the provider.
    func sold(by profile: ProviderProfile?) -> Product {
        guard let profile, let label = profile.routes.receiver.first, json["receiver"] == nil
        else { return self }
        var json = json
        json["receiver"] = ["id": .string(label), "name": .string(profile.name)]
        return Product(provider: provider, json: json)
    }

    /// The products sold when no file lists any: a voucher of any value, one of a fixed value, and
    /// one without a description, as in the documentation's sample (contract.md 2.21).
    static let builtIn = [
        Product("12345", "Voucher of any value", ["minAmount": 5_000, "maxAmount": 50_000]),
        Product("67890", "Voucher of R100", ["amount": 10_000]),
        Product("13579", "Voucher", [:]),
    ]

    init(provider: String, json: JSONObject) {
        self.provider = provider
        self.json = json
    }

    private init(_ id: String, _ name: String, _ amounts: KeyValuePairs<String, Int64>) {
        var json: JSONObject = ["productId": .string(id), "name": .string(name)]
        for (name, cents) in amounts {
            json[name] = ["amount": .number(JSONNumber(cents)), "currency": "710"]
        }
        self.init(provider: ProviderProfile.default.id, json: json)
    }
}
