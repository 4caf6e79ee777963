import EmbeddedFiles

/// Name and version of the product.
public enum ProductInfo {
    /// The product's name.
    public static let name = "electrum-mock"
    /// The product's version, as in the change log. Packages take it from this line.
    public static let version = "0.2.0"

    /// The version with the commit that the binary was built from, if that is known: `0.2.0
    /// (4c1af69)`.
    public static var build: String {
        let commit = String(cString: embeddedCommit())
        return commit.isEmpty ? version : "\(version) (\(commit))"
    }
}
