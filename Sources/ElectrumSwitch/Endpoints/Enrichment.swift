import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// The answer that the switch derives from a request (contract.md section 4.3). It depends on
/// nothing else, so the same request gets the same answer again.
struct Enrichment {
    /// The members of a request that an answer replaces or leaves out.
    struct Changes {
        fileprivate enum Member: String, CaseIterable {
            case settlementEntity, thirdPartyIdentifiers, voucher, slipData, amounts
        }

        static let provision = Changes(
            of: Member.allCases,
            without: Schema.provisionRequest.names(absentFrom: .provisionResponse))
        static let redemption = Changes(
            of: [.settlementEntity, .thirdPartyIdentifiers, .slipData],
            without: Schema.redemptionRequest.names(absentFrom: .redemptionResponse))
        static let refund = Changes(
            of: [.settlementEntity, .thirdPartyIdentifiers, .slipData],
            without: Schema.refundRequest.names(absentFrom: .refundResponse))

        fileprivate let members: [Member]
        /// The names of the members, then those that the answer does not have.
        fileprivate let names: JSONNames

        private init(of members: [Member], without requestOnly: [String]) {
            self.members = members
            names = JSONNames(members.map(\.rawValue) + requestOnly)
        }
    }

    /// The request; nil if it is not known.
    let request: JSONView?
    let key: TransactionKey
    let template: VoucherTemplate
    let seed: UInt64
    /// The code of the voucher provisioned; nil for that of the request.
    var code: String?
    /// The fixed price of the product, if a catalogue has it.
    var price: JSON?

    /// Returns the request without the members that a response does not have, with settlement
    /// entity, identifiers and slip.
    ///
    /// - Parameter writeVoucher: writes the voucher in place of the requested one, where that is
    ///   changed.
    func body(
        _ changes: Changes,
        writeVoucher: (_ asked: JSONView?, _ writer: inout JSONWriter) -> Void = { _, _ in }
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: (request?.byteCount ?? 0) + Self.addedBytes)
        writer.object(like: request, except: changes.names) { index, value, writer in
            guard index < changes.members.count else { return }
            switch changes.members[index] {
            case .settlementEntity:
                writer.member("settlementEntity", value ?? Self.settlementEntity)
            case .thirdPartyIdentifiers:
                writeIdentifiers(behind: value, to: &writer)
            case .voucher:
                writer.name("voucher")
                writeVoucher(value, &writer)
            case .slipData:
                guard !template.slip.isEmpty else { return writer.member("slipData", value) }
                writeSlip(to: &writer)
            case .amounts:
                writeAmounts(like: value, to: &writer)
            }
        }
        return writer.bytes
    }

    /// Writes the amounts of the answer: what is requested is approved; a request without an amount
    /// gets none.
    private func writeAmounts(like asked: JSONView?, to writer: inout JSONWriter) {
        let approved = asked?["requestAmount"] ?? request?["product"]?["amount"]
        guard asked != nil || approved != nil || price != nil else { return }
        writer.name("amounts")
        writer.object(like: asked, except: Self.approvedAmount) { _, value, writer in
            if let approved {
                writer.member("approvedAmount", approved)
            } else if let price {
                writer.name("approvedAmount")
                writer.value(price)
            } else {
                writer.member("approvedAmount", value)
            }
        }
    }

    private static let approvedAmount = JSONNames(["approvedAmount"])

    /// The usual growth of a request, in bytes.
    private static let addedBytes = 768

    /// The default settlement entity.
    private static let settlementEntity = JSONView(
        JSONText(["id": "33333333", "name": "TransactionsRUs"]))

    /// Writes the identifiers: those of the till, then those of settlement entity and receiver.
    private func writeIdentifiers(behind known: JSONView?, to writer: inout JSONWriter) {
        writer.name("thirdPartyIdentifiers")
        writer.array { writer in
            if let known { writer.items(of: known) }
            let settlementEntity = request?["settlementEntity"] ?? Self.settlementEntity
            writeNumber(at: settlementEntity, to: &writer)
            if let receiver = request?["receiver"] { writeNumber(at: receiver, to: &writer) }
        }
    }

    /// Writes the transaction's number at an institution, if that has an id.
    private func writeNumber(at institution: JSONView, to writer: inout JSONWriter) {
        guard let id = institution["id"]?.text else { return }
        writer.object { writer in
            writer.member("institutionId", id)
            writer.member("transactionIdentifier", number(at: id))
        }
    }

    /// Returns the transaction's number at an institution.
    private func number(at institution: String) -> String {
        var draw = Draw(seed: seed, purpose: "identifier", key.id, text: institution)
        let length = 12 + Int(draw.next() % 9)
        return draw.text(length, from: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    }

    private func writeSlip(to writer: inout JSONWriter) {
        writer.name("slipData")
        writer.object { writer in
            writer.name("messageLines")
            writer.array { writer in
                for line in template.slip { write(line, to: &writer) }
            }
            guard template.slipWidth > 0 else { return writer.literal(#""slipWidth":0"#) }
            writer.name("slipWidth")
            writer.integer(template.slipWidth)
        }
    }

    private func write(_ line: SlipLine, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("text", filledIn(line.text))
            if let barcode = line.barcode {
                writer.name("barcode")
                writer.object { writer in
                    writer.member("data", filledIn(barcode.data))
                    writer.member("encoding", barcode.symbology)
                }
            }
            writeStyle(of: line, to: &writer)
        }
    }

    private func writeStyle(of line: SlipLine, to writer: inout JSONWriter) {
        guard line.isRule || line.isCut || line.scale != .usual else {
            // Nearly every line.
            return writer.literal(
                #""fontWidthScaleFactor":1,"fontHeightScaleFactor":1,"line":false,"cut":false"#)
        }
        writer.name("fontWidthScaleFactor")
        writer.integer(line.scale.width)
        writer.name("fontHeightScaleFactor")
        writer.integer(line.scale.height)
        writer.name("line")
        writer.value(.bool(line.isRule))
        writer.name("cut")
        writer.value(.bool(line.isCut))
    }

    private func filledIn(_ text: String) -> String {
        var text = text
        guard text.withUTF8({ $0.contains(UInt8(ascii: "{")) }) else { return text }
        let asked = request?["voucher"]?["code"]?.text
        return text.replacing(SlipLine.codePlaceholder, with: code ?? asked ?? "")
    }
}
