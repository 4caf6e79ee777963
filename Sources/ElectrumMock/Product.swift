/// What the product calls itself.
public enum Product {
    /// Its name.
    public static let name = "electrum-mock"
    /// Its version, as in the change log.
    public static let version = "0.1.0"
}
