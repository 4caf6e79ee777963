import JSONTree

@testable import ElectrumSwitch

extension Validator {
    /// What is wrong with a message.
    func violations(of message: JSON, against schema: Schema) -> [String] {
        check(JSONText(message), against: schema).violations
    }
}
