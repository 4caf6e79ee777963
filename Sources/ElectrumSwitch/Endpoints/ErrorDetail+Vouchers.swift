import JSONTree
import Vocabulary
import VoucherLedger

/// Errors about vouchers: provisions, redemptions, refunds, lookups (contract.md sections 4.2 and
/// 4.4).
extension ErrorDetail {
    // MARK: Provisions

    /// The error for a provision whose id was used before.
    static func duplicate(
        id: String?, requestTime: JSON?, receiver: JSON?, voucher: JSON?
    ) -> ErrorDetail {
        var detail = JSONObject([
            (
                "freeString",
                "Request with ID already processed with the associated fields."
            ),
            ("voucherId", .string(id ?? "")),
        ])
        detail["requestTime"] = requestTime
        detail["receiver"] = receiver
        detail["voucher"] = voucher
        return ErrorDetail(
            400, "DUPLICATE_RECORD", "Duplicate UUID.", id: id, detail: .object(detail))
    }

    /// The error for a provision or retry that arrives after its reversal.
    static func provisionReversed(id: String?, by reversalID: String) -> ErrorDetail {
        ErrorDetail(
            400, "VOUCHER_ALREADY_REVERSED", "Voucher reversed.", id: id, originalId: reversalID,
            detail: [
                "freeString":
                    "Voucher reversal with UUID already processed with the associated fields.",
                "reversalId": .string(reversalID),
            ])
    }

    /// The error for an advice on a provision that was never seen.
    static func unknownProvision(_ advice: Message, called name: String) -> ErrorDetail {
        ErrorDetail(
            404, "UNABLE_TO_LOCATE_RECORD", "No voucher req.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString": .string("No VoucherRequest located for given \(name)."),
                "voucherId": .string(advice.requestID ?? ""),
            ])
    }

    /// The error for a confirmation after a reversal.
    static func confirmReversed(_ advice: Message, by reversalID: String) -> ErrorDetail {
        ErrorDetail(
            400, "VOUCHER_ALREADY_REVERSED", "Voucher reversed.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString":
                    "Voucher provision has already been reversed with the associated details.",
                "reversalId": .string(reversalID),
            ])
    }

    /// The error for a reversal after a confirmation.
    static func reverseConfirmed(_ advice: Message, by confirmationID: String) -> ErrorDetail {
        let text =
            "The voucher cannot be reversed as it has already been confirmed "
            + "with the associated details."
        return ErrorDetail(
            400, "VOUCHER_ALREADY_CONFIRMED", "Voucher confirmed.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString": .string(text),
                "confirmationId": .string(confirmationID),
                "voucherId": .string(advice.requestID ?? ""),
            ])
    }

    // MARK: Redemptions and refunds

    /// A redemption or a refund that the state of the voucher forbids.
    static func use(_ message: Message, refusedFor conflict: VoucherStateConflict)
        -> ErrorDetail
    {
        func refused(
            _ type: String, _ short: String, _ long: String, voucher: JSON? = nil
        ) -> ErrorDetail {
            var detail = JSONObject([("freeString", .string(long))])
            detail["voucher"] = voucher
            return ErrorDetail(400, type, short, id: message.id, detail: .object(detail))
        }
        switch conflict {
        case .notConfirmed:
            return refused(
                "VOUCHER_NOT_REDEEMABLE", "Voucher not confirmed.",
                "Voucher confirmation for this voucher has not been processed. "
                    + "Cannot redeem unconfirmed vouchers.")
        case .expired(let expiresAt):
            return refused(
                "VOUCHER_NOT_REDEEMABLE", "Voucher expired.",
                "The voucher expired at \(expiresAt.text).")
        case .alreadyRedeemed(let isSameID):
            return refused(
                "VOUCHER_ALREADY_REDEEMED", "Duplicate Redemption Requests",
                "A Redemption Request for that voucher has already been received.",
                voucher: isSameID ? message.body["voucher"]?.json : nil)
        case .notRedeemed:
            return refused(
                "VOUCHER_NOT_REDEEMED", "Voucher not refundable",
                "Only confirmed redemptions may be refunded.")
        case .redemptionNotConfirmed:
            return refused(
                "REDEMPTION_NOT_CONFIRMED", "Voucher Redemption unconfirmed",
                "The redemption of this voucher is pending confirmation.")
        case .alreadyRefunded:
            return refused(
                "VOUCHER_ALREADY_REFUNDED", "Voucher refund pending",
                "A refund of this voucher is pending confirmation.")
        }
    }

    /// A redemption or a refund that comes after its reversal.
    static func useReversed(
        _ kind: VoucherUse.Kind, id: String?, by reversalID: String
    ) -> ErrorDetail {
        switch kind {
        case .redemption:
            reversed("Redemption", "REDEMPTION_ALREADY_REVERSED", id: id, by: reversalID)
        case .refund:
            reversed("Refund", "REFUND_ALREADY_REVERSED", id: id, by: reversalID)
        }
    }

    /// A confirmation of a redemption or a refund that was never carried out.
    static func confirmUnknownUse(_ advice: Message, _ kind: VoucherUse.Kind)
        -> ErrorDetail
    {
        switch kind {
        case .redemption:
            unknown(
                advice, "No Redemption Request",
                "The Redemption Request to which this Redemption Confirmation refers does not "
                    + "exist.")
        case .refund:
            unknown(
                advice, "No Refund Request",
                "The Refund Request to which this Refund Confirmation refers does not exist.")
        }
    }

    /// A confirmation of a redemption or a refund that does not wait for one.
    static func confirmUse(
        _ advice: Message, _ kind: VoucherUse.Kind, in state: VoucherStatus.State
    ) -> ErrorDetail {
        switch kind {
        case .redemption:
            wrongState(
                advice, "VOUCHER_NOT_REDEEMED", "Redemption Confirmation not performed",
                "redeemed", state)
        case .refund:
            wrongState(
                advice, "VOUCHER_NOT_REFUNDED", "Refund Confirmation not performed", "refunded",
                state)
        }
    }

    /// A reversal of a redemption or a refund that was never seen.
    static func reverseUnknownUse(_ advice: Message, _ kind: VoucherUse.Kind)
        -> ErrorDetail
    {
        switch kind {
        case .redemption:
            unknown(
                advice, "No Redemption Request",
                "The Redemption Request to which this Redemption Reversal refers does not exist.")
        case .refund:
            unknown(
                advice, "No Refund Request", "No Refund Request located for given Refund UUID.")
        }
    }

    /// A reversal of a redemption or a refund after its confirmation.
    static func reverseConfirmedUse(
        _ advice: Message, _ kind: VoucherUse.Kind, by confirmationID: String
    ) -> ErrorDetail {
        switch kind {
        case .redemption:
            let text =
                "The Voucher Redemption cannot be reversed as it has already been confirmed "
                + "with the associated details."
            return ErrorDetail(
                400, "REDEMPTION_ALREADY_CONFIRMED", "Redemption confirmed.", id: advice.id,
                originalId: advice.requestID,
                detail: [
                    "freeString": .string(text),
                    "confirmationId": .string(confirmationID),
                    "voucherId": .string(advice.requestID ?? ""),
                    "reversalId": .string(advice.id ?? ""),
                ])
        case .refund:
            return ErrorDetail(
                400, "REFUND_ALREADY_CONFIRMED", "Refund confirmed", id: advice.id,
                originalId: advice.requestID,
                detail: [
                    "freeString":
                        "The voucher related to this Refund Reversal has already been refunded.",
                    "reversalId": .string(advice.id ?? ""),
                ])
        }
    }

    // MARK: Lookups

    /// The error for a voucher that was never provisioned.
    static func unknownVoucher(_ query: Message) -> ErrorDetail {
        unknown(query, "No such voucher.", "No voucher fits all that is given.")
    }

    /// The error for a voucher whose provision was reversed.
    static func lookupReversed(_ query: Message, by reversalID: String) -> ErrorDetail {
        ErrorDetail(
            400, "VOUCHER_ALREADY_REVERSED", "Voucher reversed.", originalId: query.requestID,
            detail: [
                "freeString": "The provision of this voucher has been reversed.",
                "reversalId": .string(reversalID),
            ])
    }

    // MARK: What several of them say

    private static func reversed(
        _ what: String, _ type: String, id: String?, by reversalID: String
    ) -> ErrorDetail {
        let text = "\(what) reversal with UUID already processed with the associated fields."
        return ErrorDetail(
            400, type, "\(what) reversed.", id: id, originalId: reversalID,
            detail: ["freeString": .string(text), "reversalId": .string(reversalID)])
    }

    private static func unknown(_ message: Message, _ short: String, _ long: String)
        -> ErrorDetail
    {
        ErrorDetail(
            404, "UNABLE_TO_LOCATE_RECORD", short, id: message.id, originalId: message.requestID,
            detail: ["freeString": .string(long)])
    }

    private static func wrongState(
        _ advice: Message, _ type: String, _ short: String, _ wanted: String,
        _ voucherStatus: VoucherStatus.State
    ) -> ErrorDetail {
        let text =
            "The Voucher is not currently in the \(wanted) state. "
            + "The Voucher is currently in a \(voucherStatus.rawValue) state."
        return ErrorDetail(
            400, type, short, id: advice.id, originalId: advice.requestID,
            detail: ["freeString": .string(text)])
    }
}
