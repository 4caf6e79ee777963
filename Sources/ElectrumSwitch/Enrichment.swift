import JSONTree
import Scenarios
import VoucherLedger

/// What the switch makes of a request when it answers it (contract.md section 4.3). It depends
/// on nothing else, so the same request gets the same answer again.
struct Enrichment {
    /// The members of a request that an answer has otherwise, or not at all.
    struct Changes {
        fileprivate enum Member: String, CaseIterable {
            case settlementEntity, thirdPartyIdentifiers, voucher, slipData
        }

        static let provision = Changes(
            without: Schema.provisionRequest.names(absentFrom: .provisionResponse))
        static let redemption = Changes(
            without: Schema.redemptionRequest.names(absentFrom: .redemptionResponse))
        static let refund = Changes(
            without: Schema.refundRequest.names(absentFrom: .refundResponse))

        /// Those of `Member`, then those that the answer does not have.
        fileprivate let names: [JSONName]

        private init(without requestOnly: [String]) {
            names = (Member.allCases.map(\.rawValue) + requestOnly).map(JSONName.init)
        }
    }

    /// Nil for a request that is not known.
    let request: JSONView?
    let key: TransactionKey
    let template: VoucherTemplate
    let seed: UInt64

    /// The request without what a response does not have, with settlement entity, identifiers and
    /// slip.
    ///
    /// - Parameter writeVoucher: writes what comes in the place of the voucher asked for; without
    ///   it that one stays.
    func body(
        _ changes: Changes,
        writeVoucher: ((_ asked: JSONView?, _ writer: inout JSONWriter) -> Void)? = nil
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: (request?.byteCount ?? 0) + Self.addedBytes)
        writer.object(like: request, except: changes.names) { index, value, writer in
            guard index < Changes.Member.allCases.count else { return }
            switch Changes.Member.allCases[index] {
            case .settlementEntity:
                writer.member("settlementEntity", value ?? Self.settlementEntity)
            case .thirdPartyIdentifiers:
                writeIdentifiers(behind: value, to: &writer)
            case .voucher:
                guard let writeVoucher else { return writer.member("voucher", value) }
                writer.name("voucher")
                writeVoucher(value, &writer)
            case .slipData:
                guard !template.slip.isEmpty else { return writer.member("slipData", value) }
                writeSlip(to: &writer)
            }
        }
        return writer.bytes
    }

    /// What is usually added to a request.
    private static let addedBytes = 768

    /// With whom the merchant settles unless the till says it.
    private static let settlementEntity = JSONView(
        JSONText(["id": "33333333", "name": "TransactionsRUs"]))

    /// The transaction as the till knows it, then as settlement entity and receiver do.
    private func writeIdentifiers(behind known: JSONView?, to writer: inout JSONWriter) {
        writer.name("thirdPartyIdentifiers")
        writer.array { writer in
            if let known { writer.items(of: known) }
            let institutions = [
                request?["settlementEntity"] ?? Self.settlementEntity, request?["receiver"],
            ]
            for case let institution? in institutions {
                guard let id = institution["id"]?.text else { continue }
                writer.object { writer in
                    writer.member("institutionId", id)
                    writer.member("transactionIdentifier", number(at: id))
                }
            }
        }
    }

    /// What an institution calls the transaction.
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
                for line in template.slip {
                    writer.object { writer in
                        writer.member("text", line)
                        writer.literal(#""fontWidthScaleFactor":1,"fontHeightScaleFactor":1"#)
                        writer.literal(#""line":false,"cut":false"#)
                    }
                }
            }
            writer.literal(#""slipWidth":0"#)
        }
    }
}
