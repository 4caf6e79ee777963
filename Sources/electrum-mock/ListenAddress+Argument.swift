public import ArgumentParser
public import HTTPServing

extension ListenAddress: ExpressibleByArgument {
    /// Reads `HOST:PORT`; nil for what is not an address.
    public init?(argument: String) {
        try? self.init(parsing: argument)
    }

    /// As it is written on the command line.
    public var defaultValueDescription: String { description }
}
