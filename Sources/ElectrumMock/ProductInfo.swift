/// Name and version of the product.
public enum ProductInfo {
    /// The product's name.
    public static let name = "electrum-mock"
    /// The product's version, as in the change log.
    public static let version = "0.1.0"
}
