public import ArgumentParser
public import HTTPServing

extension ListenAddress: ExpressibleByArgument {
    /// Parses `HOST:PORT`; nil if it is not an address.
    public init?(argument: String) {
        try? self.init(parsing: argument)
    }

    /// The form used on the command line.
    public var defaultValueDescription: String { description }
}
