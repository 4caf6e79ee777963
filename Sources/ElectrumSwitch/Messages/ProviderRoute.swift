import JSONTree
import Scenarios

/// The provider that a message goes to, and what a request says that selects it. A till sells the
/// same again and again: comparing costs a tenth of asking the directory.
final class ProviderRoute: Sendable {
    let profile: ProviderProfile
    /// The offer of the product that the message names; nil if no list has it.
    let offer: Product.Offer?
    private let receiver: JSONView?
    private let settlementEntity: JSONView?
    private let product: JSONView?

    /// The provider that is known to have issued the voucher.
    init(to profile: ProviderProfile) {
        self.profile = profile
        offer = nil
        receiver = nil
        settlementEntity = nil
        product = nil
    }

    /// Asks the directory.
    init(of request: JSONView, in providers: ProviderDirectory) {
        receiver = request["receiver"]
        settlementEntity = request["settlementEntity"]
        product = request["product"]?["productId"]
        profile = providers.profile(for: request)
        offer = product?.text.flatMap { [profile] in providers.offer(of: $0, by: profile.id) }
    }

    /// Returns true if another message is sure to have the same route. The parameters of lookups
    /// name institutions in other ways, and are never sure.
    func isCertain(for message: Message) -> Bool {
        guard let receiver, let settlementEntity, let product else { return false }
        let (body, places) = (message.body, message.places)
        return body[places.receiver].map(receiver.isSpelled) ?? false
            && body[places.settlementEntity].map(settlementEntity.isSpelled) ?? false
            && body[places.productID].map(product.isSpelled) ?? false
    }
}

extension ProviderDirectory {
    /// Returns the profile for a request, or for the parameters of a lookup.
    func profile(for request: JSONView) -> ProviderProfile {
        profile(
            receiver: Party(request["receiver"], id: request["receiverInstId"]),
            settlementEntity: Party(
                request["settlementEntity"], id: request["settlementEntityInstId"]),
            productId: request["product"]?["productId"]?.text)
    }
}

extension ProviderDirectory.Party {
    fileprivate init?(_ institution: JSONView?, id: @autoclosure () -> JSONView?) {
        if let institution {
            self.init(id: institution["id"]?.text, name: institution["name"]?.text)
        } else if let id = id()?.text {
            self.init(id: id, name: nil)
        } else {
            return nil
        }
    }
}
