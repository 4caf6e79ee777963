/// Name and version of the product.
package enum ProductInfo {
    /// The product's name.
    package static let name = "electrum-mock"
    /// The product's version, as in the change log. Packages take it from this line.
    package static let version = "0.2.0"
}
