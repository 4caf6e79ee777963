extension Schema {
    /// contract.md 2.18.
    static let posInfo = Schema(
        "PosInfo",
        [
            .optional("entryMode", .object(.posEntryMode), since: "1.14"),
            .optional("posConditionCode", .enumeration(.posConditionCode), since: "1.14"),
        ])

    /// contract.md 2.18.
    static let posEntryMode = Schema(
        "PosEntryMode",
        [
            .required("panEntryMode", .enumeration(.panEntryMode), since: "1.14"),
            .required("pinEntryCapability", .enumeration(.pinEntryCapability), since: "1.14"),
        ])
}
