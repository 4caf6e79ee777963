import JSONTree
import Scenarios
import Vocabulary

/// The defects of redemptions and refunds.
extension Defects {
    static let claims: [Defect] = [
        Defect("gives up after a redemption's silence", "D1", under: silentRedemption) {
            $0.conclusions[.unknown] = []
        } play: {
            try redeem($0)
        },
        Defect("confirms a redemption that nobody answered", "D1", under: silentRedemption) {
            $0.conclusions[.unknown] = [.confirmation]
        } play: {
            try redeem($0)
        },
        Defect("gives up after a refund's 503", "D1", under: refundAway) {
            $0.conclusions[.unknown] = []
        } play: { till in
            try redeem(till)
            try till.refund(uuid(3))
        },
        Defect(
            "never confirms a redemption", "D6", "warn", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                till.habits.conclusions[.approved] = []
                try till.redeem(uuid(2))
            }),
        Defect(
            "never confirms a refund", "D6", "warn", under: "f1-dual-success",
            play: { till in
                try redeem(till)
                till.habits.conclusions[.approved] = []
                try till.refund(uuid(3))
            }),
        Defect(
            "confirms and reverses a redemption", "D6", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                till.habits.conclusions[.approved] = [.confirmation, .reversal]
                try till.redeem(uuid(2))
            }),
        Defect("does not repeat a redemption's confirmation", "D8", under: adviceAway) {
            $0.misreads[503] = .declined
        } play: {
            try redeem($0)
        },
        Defect("repeats a redemption's confirmation under a new id", "D8", under: adviceAway) {
            $0.edits[.confirmRedeem] = { draft, attempt in
                draft.body?["id"] = .string(uuid(0x70 + attempt))
            }
        } play: {
            try redeem($0)
        },
        Defect("confirms the wrong redemption", "D9", under: "f1-dual-success") {
            $0.edits[.confirmRedeem] = { draft, _ in
                draft.body?["requestId"] = .string(uuid(0x55))
            }
        } play: {
            try redeem($0)
        },
        Defect("drops a redemption's identifiers", "D9", under: "f1-dual-success") {
            $0.edits[.confirmRedeem] = { draft, _ in draft.body?["thirdPartyIdentifiers"] = [] }
        } play: {
            try redeem($0)
        },
        Defect(
            "redeems under the provision's id", "D10", under: "f1-dual-success",
            play: { till in
                try till.sell(uuid(1))
                try till.redeem(uuid(1))
            }),
        Defect("confirms under the redemption's id", "D10", under: "f1-dual-success") {
            $0.edits[.confirmRedeem] = { draft, _ in draft.body?["id"] = .string(uuid(2)) }
        } play: {
            try redeem($0)
        },
        Defect("looks a redemption up while it is processed", "D12", "warn", under: lateRedemption)
        {
            $0.looksUpUnknown = true
        } play: {
            try redeem($0)
        },
        Defect("redeems without a lookup", "D17", "warn", under: "f1-dual-success") {
            $0.looksUpVouchers = false
        } play: {
            try redeem($0)
        },
        Defect("redeems without a voucher", "D13", under: "f1-dual-success") {
            $0.edits[.redeem] = { draft, _ in draft.body?["voucher"] = nil }
        } play: {
            try redeem($0)
        },
        Defect("confirms a redemption under another name", "D14", under: "f1-dual-success") {
            $0.edits[.confirmRedeem] = { draft, _ in draft.user = "33333333" }
        } play: {
            try redeem($0)
        },
        Defect("hammers with a redemption's confirmation", "D15", "warn", under: adviceAway) {
            $0.advicePause = nil
        } play: {
            try redeem($0)
        },
    ]

    private static let silentRedemption = """
        rules:
          - {name: silent, on: redeem, replies: [lost: reply]}

        """
    private static let refundAway = """
        rules:
          - {name: away, on: refund, replies: [error: 503 UPSTREAM_UNAVAILABLE]}

        """
    private static let adviceAway = """
        rules:
          - {name: away, on: confirm-redeem, replies: [error: 503 UPSTREAM_UNAVAILABLE, normal]}

        """
    private static let lateRedemption = """
        rules:
          - {name: late, on: redeem, replies: [processing: 100s]}

        """

    private static func redeem(_ till: ReferenceTill) throws {
        try till.sell(uuid(1))
        try till.redeem(uuid(2))
    }
}
