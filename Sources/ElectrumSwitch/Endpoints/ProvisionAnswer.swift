import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// The ProvisionResponse to a request and the voucher issued for it (contract.md section 4.3). It
/// depends on nothing else, so the same request gets the same answer again.
struct ProvisionAnswer {
    private enum Member: String, CaseIterable {
        case code, expiryDate, redeemInstructions, serialNumber, pin

        static let names = JSONNames(allCases.map(\.rawValue))
    }

    let request: JSONView?
    let key: TransactionKey
    let voucher: Voucher
    let template: VoucherTemplate
    let seed: UInt64
    /// The requested product, if a catalogue has it.
    var product: Product?

    /// The answer to the request, with the voucher.
    var body: [UInt8] {
        let code = voucher.code
        return Enrichment(
            request: request, key: key, template: template, seed: seed, code: code,
            price: product?.json["amount"]
        ).body(.provision) { write(code, completing: $0, to: &$1) }
    }

    /// The voucher alone.
    var voucherBody: JSON? {
        var writer = JSONWriter(capacity: 256)
        writeVoucher(to: &writer)
        return try? JSON(parsing: writer.bytes)
    }

    /// Writes the voucher alone.
    func writeVoucher(to writer: inout JSONWriter) {
        write(voucher.code, completing: request?["voucher"], to: &writer)
    }

    /// Writes the requested voucher, completed by what the provider issued.
    private func write(
        _ code: String, completing asked: JSONView?, to writer: inout JSONWriter
    ) {
        writer.object(like: asked, except: Member.names) { index, value, writer in
            let member = Member.allCases[index]
            if let value, member != .code { return writer.member(member.rawValue, value) }
            switch member {
            case .code:
                writer.member("code", code)
            case .expiryDate:
                writer.member("expiryDate", voucher.expiresAt.text)
            case .redeemInstructions:
                guard !template.redeemInstructions.isEmpty else { return }
                writer.name("redeemInstructions")
                writer.array { writer in
                    for line in template.redeemInstructions { writer.string(line) }
                }
            case .serialNumber:
                writer.member("serialNumber", voucher.serialNumber)
            case .pin:
                guard let pin = voucher.pin else { return }
                writer.name("pin")
                write(pin: pin, to: &writer)
            }
        }
    }

    /// Returns the PIN in the provider's form (contract.md 2.17). Block and hash are drawn: a mock
    /// has no key.
    private func write(pin: String, to writer: inout JSONWriter) {
        switch template.pin?.kind ?? .clear {
        case .clear:
            writer.object { writer in
                writer.literal(#""type":"CLEAR_PIN""#)
                writer.member("pin", pin)
            }
        case .encrypted:
            var draw = Draw(seed: seed, purpose: "pin", key.id, text: pin)
            writer.value([
                "type": "ENCRYPTED_PIN",
                "pinBlock": .string(draw.text(16, from: Self.hexadecimal)),
                "encryptionParameters": [
                    "pinBlockFormat": "ISO_9564_FORMAT_0",
                    "accountNumber": .string(draw.digits(12)), "keyIndex": 1,
                ],
            ])
        case .hashed:
            var draw = Draw(seed: seed, purpose: "pin", key.id, text: pin)
            writer.value([
                "type": "HASHED_PIN", "hash": .string(draw.text(64, from: Self.hexadecimal)),
                "hashedPinParameters": ["name": "MOCK"],
            ])
        }
    }

    private static let hexadecimal: StaticString = "0123456789ABCDEF"
}
