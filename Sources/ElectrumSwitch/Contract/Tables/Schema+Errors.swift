/// The member of ErrorDetail with the provider's own message: the sources disagree on its name
/// (contract.md 2.9).
package enum ProviderErrorName: String, Sendable, CaseIterable {
    /// In the specifications up to 1.14.
    case providerErrorMessage
    /// In the newest documentation.
    case providerErrorMsg
}

extension Schema {
    /// contract.md 2.9.
    ///
    /// - Parameter name: what the member with the provider's message is called.
    static func errorDetail(naming name: ProviderErrorName) -> Schema {
        Schema(
            "ErrorDetail",
            [
                Field(
                    "id", .uuid, .requiredOnPaper,
                    "id of the message that caused the error; format errors and lookups have none"),
                .optional("originalId", .uuid, "for an advice: id of the request it is about"),
                .required("errorType", .enumeration(.errorType), "reason for machines"),
                .required("errorMessage", .string(.length(0...80)), "reason for people"),
                .optional("providerErrorCode", .string(), "the provider's response code"),
                .optional(name.rawValue, .string(), "the provider's message"),
                .optional("detailMessage", .object(.detailMessage)),
            ])
    }

    /// Of free form; these members Electrum's test server sends (contract.md 4.4).
    static let detailMessage = Schema(
        "DetailMessage", isOpen: true,
        [
            .optional("pathId", .string()),
            .optional("voucherId", .string()),
            .optional("reversalId", .string()),
            .optional("confirmationId", .string()),
            .optional("voidId", .string()),
            .optional("requestTime", .string()),
            .optional("reversalTime", .string()),
            .optional("confirmDate", .string()),
            .optional("voidDate", .string()),
            .optional("client", .object(.institution)),
            .optional("settlementEntity", .object(.institution)),
            .optional("receiver", .object(.institution)),
            .optional("originator", .object(.originator)),
            .optional("voucher", .object(.voucher)),
            .optional("slipData", .object(.slipData)),
            .optional("freeString", .string()),
            .optional("thirdPartyIdentifiers", .array(.object(.thirdPartyIdentifier))),
            .optional("formatErrors", .array(.object(.formatError))),
        ])

    /// contract.md 4.4.
    static let formatError = Schema(
        "FormatError",
        [
            .optional("field", .string()),
            .optional("msg", .string()),
            .optional("value", .string()),
        ])
}
