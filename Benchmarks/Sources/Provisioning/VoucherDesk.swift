import Synchronization

/// Issues vouchers and keeps every provision, for the servers that the product is compared with.
/// It checks nothing but types and repeated ids.
public final class VoucherDesk: Sendable {
    private let provisions = Mutex<[String: ProvisionResponse]>([:])

    /// A desk that has seen no provision.
    public init() {}

    /// The response with the voucher; nil when the id was used before.
    public func provision(_ request: ProvisionRequest) -> ProvisionResponse? {
        let voucher = Voucher(
            code: .randomDigits(16), expiryDate: "2029-01-27T10:41:29.123Z",
            redeemInstructions: ["To redeem your voucher, enter its code at the provider."],
            serialNumber: .randomDigits(12))
        let response = ProvisionResponse(to: request, with: voucher)
        return provisions.withLock { provisions in
            guard provisions[request.id] == nil else { return nil }
            provisions[request.id] = response
            return response
        }
    }
}

extension String {
    static func randomDigits(_ count: Int) -> String {
        var number = UInt64.random(in: 0 ... .max)
        return String(unsafeUninitializedCapacity: count) { buffer in
            for index in 0..<count {
                buffer[index] = UInt8(ascii: "0") + UInt8(number % 10)
                number /= 10
            }
            return count
        }
    }
}
