import Synchronization

/// All provider profiles, and the routing of requests to them.
package struct ProviderDirectory: Sendable {
    /// An institution as a message names it.
    package struct Party: Sendable {
        fileprivate let id: String?
        fileprivate let name: String?

        /// Either may be missing.
        package init(id: String?, name: String?) {
            self.id = id
            self.name = name
        }
    }

    private let source: Source
    private var contents: Contents { source.contents }

    /// Makes a directory of profiles. The built-in default profile is added unless one of the
    /// profiles has its id. If two profiles claim the same route, the first by id has it. The
    /// built-in products are used if no file lists any.
    package init(_ profiles: [ProviderProfile] = [], products: [Product]? = nil) {
        let contents = Contents(profiles, products)
        source = Source { contents }
    }

    /// Makes a directory whose profiles and products are read when it is first asked for any.
    init(reading read: @escaping @Sendable () -> ([ProviderProfile], products: [Product]?)) {
        source = Source {
            let (profiles, products) = read()
            return Contents(profiles, products)
        }
    }

    /// The profiles by id, `default` among them.
    package var profiles: [String: ProviderProfile] { contents.profiles }

    /// The products of all providers, in the order in which they are shown.
    package var products: [Product] { contents.products }

    /// Returns the profile that answers a request. Precedence: receiver, settlement entity,
    /// product; a product is that of the profile that routes it, or else of the one provider that
    /// lists it. `default` if none of them is known.
    package func profile(
        receiver: Party?, settlementEntity: Party?, productId: String?
    ) -> ProviderProfile {
        let contents = contents
        let id =
            contents.receivers.id(of: receiver)
            ?? contents.settlementEntities.id(of: settlementEntity)
            ?? productId.flatMap { contents.route(product: $0) ?? contents.onlySeller(of: $0) }
        return contents.profiles[id ?? ProviderProfile.default.id] ?? .default
    }

    /// Returns the offer of a product by a provider; nil if no list has the product.
    package func offer(of id: String, by provider: String) -> Product.Offer? {
        let catalogue = contents.catalogue
        guard !catalogue.isEmpty, let products = catalogue[id] else { return nil }
        return products.first { $0.provider == provider }.map { .sold($0) } ?? .soldByOthers
    }
}

/// The contents of a directory, made when they are first asked for.
private final class Source: Sendable {
    private let made = AtomicLazyReference<Contents>()
    private let make: @Sendable () -> Contents

    init(_ make: @escaping @Sendable () -> Contents) { self.make = make }

    var contents: Contents { made.load() ?? made.storeIfNil(make()) }
}

private final class Contents: Sendable {
    let profiles: [String: ProviderProfile]
    let products: [Product]
    /// By productId: the same id may be in several lists.
    let catalogue: [String: [Product]]
    let receivers: [Label: String]
    let settlementEntities: [Label: String]
    private let productRoutes: [(glob: Glob, id: String)]

    init(_ profiles: [ProviderProfile], _ products: [Product]?) {
        var byId = [ProviderProfile.default.id: ProviderProfile.default]
        for profile in profiles { byId[profile.id] = profile }
        let sorted = byId.values.sorted { $0.id < $1.id }
        self.profiles = byId
        let sold = (products ?? Product.builtIn).map { $0.sold(by: byId[$0.provider]) }
        self.products = sold
        catalogue = Dictionary(grouping: sold, by: \.productId)
        receivers = Self.index(sorted, \.routes.receiver)
        settlementEntities = Self.index(sorted, \.routes.settlementEntity)
        productRoutes = sorted.flatMap { profile in
            profile.routes.product.map { (Glob($0), profile.id) }
        }
    }

    func onlySeller(of id: String) -> String? {
        guard let products = catalogue[id], products.count == 1 else { return nil }
        return products[0].provider
    }

    /// The longest product id that is matched, in bytes. The contract allows 40 letters, and the
    /// cost of a glob match grows with both lengths.
    private static let productBytesMax = 256

    func route(product: String) -> String? {
        guard !productRoutes.isEmpty, product.utf8.count <= Self.productBytesMax else { return nil }
        let text = Array(product.lowercased().utf8)
        return productRoutes.first { $0.glob.matches(text) }?.id
    }

    private static func index(
        _ profiles: [ProviderProfile], _ labels: (ProviderProfile) -> [String]
    ) -> [Label: String] {
        let routes = profiles.flatMap { profile in
            labels(profile).map { (Label($0), profile.id) }
        }
        return Dictionary(routes) { first, _ in first }
    }
}

extension [Label: String] {
    /// Returns the profile of a party; the id takes precedence over the name.
    fileprivate func id(of party: ProviderDirectory.Party?) -> String? {
        party?.id.flatMap { self[Label($0)] } ?? party?.name.flatMap { self[Label($0)] }
    }
}
