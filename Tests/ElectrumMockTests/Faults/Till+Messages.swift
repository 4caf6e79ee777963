import JSONTree
import Scenarios
import Vocabulary

extension Till {
    /// A whole request with the message of an operation on a provision.
    ///
    /// - Parameter identifiers: what an advice carries; nil for the provision's own.
    func message(
        _ operation: Operation, on id: String, identifiers: JSON? = nil
    ) -> String {
        request(Draft(operation, on: id, by: self, identifiers: identifiers))
    }
}
