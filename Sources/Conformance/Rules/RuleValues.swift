/// The values of one rule's parameters in a scenario.
struct RuleValues {
    let chosen: [RuleParameter: Int64]

    subscript(parameter: RuleParameter) -> Int64 {
        chosen[parameter] ?? parameter.standard
    }
}
