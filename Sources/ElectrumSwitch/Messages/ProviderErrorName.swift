/// What ErrorDetail calls the provider's own message: the sources disagree (contract.md 2.9).
public enum ProviderErrorName: String, Sendable, CaseIterable {
    /// In the specifications up to 1.14.
    case providerErrorMessage
    /// In the newest documentation.
    case providerErrorMsg
}
