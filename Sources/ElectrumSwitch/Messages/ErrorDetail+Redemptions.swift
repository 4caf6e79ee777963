import JSONTree
import VoucherLedger

/// What the switch refuses about vouchers that were sold: redemptions, refunds, lookups
/// (contract.md sections 4.2 and 4.4).
extension ErrorDetail {
    // MARK: Redemptions

    /// A redemption that the state of the voucher forbids.
    static func redemption(_ message: Message, refusedFor objection: Objection) -> ErrorDetail {
        switch objection {
        case .alreadyRedeemed(let isSameID):
            var detail = JSONObject([
                (
                    "freeString",
                    "A Redemption Request for that voucher has already been received."
                )
            ])
            if isSameID { detail["voucher"] = message.body["voucher"]?.json }
            return ErrorDetail(
                400, "VOUCHER_ALREADY_REDEEMED", "Duplicate Redemption Requests", id: message.id,
                detail: .object(detail))
        case .expired(let expiresAt):
            return notRedeemable(
                message, "Voucher expired.",
                "The voucher expired at \(Timestamp.text(unixNs: expiresAt)).")
        default:
            return notRedeemable(
                message, "Voucher not confirmed.",
                "Voucher confirmation for this voucher has not been processed. "
                    + "Cannot redeem unconfirmed vouchers.")
        }
    }

    private static func notRedeemable(_ message: Message, _ short: String, _ long: String)
        -> ErrorDetail
    {
        ErrorDetail(
            400, "VOUCHER_NOT_REDEEMABLE", short, id: message.id,
            detail: ["freeString": .string(long)])
    }

    /// A redemption that comes after its reversal.
    static func redemptionReversed(id: String?, by reversalID: String) -> ErrorDetail {
        reversed("Redemption", "REDEMPTION_ALREADY_REVERSED", id: id, by: reversalID)
    }

    /// An advice on a redemption that was never seen.
    static func unknownRedemption(_ advice: Message, called name: String) -> ErrorDetail {
        unknown(
            advice, "No Redemption Request",
            "The Redemption Request to which this \(name) refers does not exist.")
    }

    /// A confirmation of a redemption that does not hold, or was confirmed before.
    static func confirmNotRedeemed(_ advice: Message, _ standing: Standing.State) -> ErrorDetail {
        wrongState(
            advice, "VOUCHER_NOT_REDEEMED", "Redemption Confirmation not performed", "redeemed",
            standing)
    }

    /// A reversal of a redemption after its confirmation.
    static func reverseConfirmedRedemption(_ advice: Message, by confirmationID: String)
        -> ErrorDetail
    {
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
    }

    // MARK: Refunds

    /// A refund that the state of the voucher forbids.
    static func refund(_ message: Message, refusedFor objection: Objection) -> ErrorDetail {
        let (type, short, long) =
            switch objection {
            case .redemptionNotConfirmed:
                (
                    "REDEMPTION_NOT_CONFIRMED", "Voucher Redemption unconfirmed",
                    "The redemption of this voucher is pending confirmation."
                )
            case .alreadyRefunded:
                (
                    "VOUCHER_ALREADY_REFUNDED", "Voucher refund pending",
                    "A refund of this voucher is pending confirmation."
                )
            default:
                (
                    "VOUCHER_NOT_REDEEMED", "Voucher not refundable",
                    "Only confirmed redemptions may be refunded."
                )
            }
        return ErrorDetail(400, type, short, id: message.id, detail: ["freeString": .string(long)])
    }

    /// A refund that comes after its reversal.
    static func refundReversed(id: String?, by reversalID: String) -> ErrorDetail {
        reversed("Refund", "REFUND_ALREADY_REVERSED", id: id, by: reversalID)
    }

    /// An advice on a refund that was never seen.
    static func unknownRefund(_ advice: Message, _ text: String) -> ErrorDetail {
        unknown(advice, "No Refund Request", text)
    }

    /// A confirmation of a refund that does not wait for one.
    static func confirmNotRefunded(_ advice: Message, _ standing: Standing.State) -> ErrorDetail {
        wrongState(
            advice, "VOUCHER_NOT_REFUNDED", "Refund Confirmation not performed", "refunded",
            standing)
    }

    /// A reversal of a refund after its confirmation.
    static func reverseConfirmedRefund(_ advice: Message) -> ErrorDetail {
        ErrorDetail(
            400, "REFUND_ALREADY_CONFIRMED", "Refund confirmed", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString":
                    "The voucher related to this Refund Reversal has already been refunded.",
                "reversalId": .string(advice.id ?? ""),
            ])
    }

    // MARK: Lookups

    /// A voucher that nobody has provisioned.
    static func unknownVoucher(_ query: Message) -> ErrorDetail {
        unknown(query, "No such voucher.", "No voucher fits all that is given.")
    }

    /// A voucher whose provision was reversed.
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
        _ standing: Standing.State
    ) -> ErrorDetail {
        let text =
            "The Voucher is not currently in the \(wanted) state. "
            + "The Voucher is currently in a \(standing.rawValue) state."
        return ErrorDetail(
            400, type, short, id: advice.id, originalId: advice.requestID,
            detail: ["freeString": .string(text)])
    }
}
