import JSONTree

@testable import ElectrumSwitch

extension Validator {
    /// Returns the violations of a message.
    func violations(of message: JSON, against schema: Schema) -> [String] {
        check(JSONText(message), against: schema).violations
    }
}
