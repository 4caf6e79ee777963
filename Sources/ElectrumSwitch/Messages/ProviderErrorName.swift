/// The member of ErrorDetail with the provider's own message: the sources disagree on its name
/// (contract.md 2.9).
package enum ProviderErrorName: String, Sendable, CaseIterable {
    /// In the specifications up to 1.14.
    case providerErrorMessage
    /// In the newest documentation.
    case providerErrorMsg
}
