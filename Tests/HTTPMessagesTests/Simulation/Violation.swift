/// A promise that the exchange has broken.
struct Violation: Error, CustomStringConvertible {
    let description: String

    /// Throws unless the promise is kept.
    static func unless(_ isKept: Bool, _ promise: @autoclosure () -> String) throws(Violation) {
        if !isKept { throw Violation(description: promise()) }
    }
}
