/// The page `docs/rules.md`, from the rules' own text.
public func rulesPage() -> String {
    let introduction = """
        # What a till is judged by

        The mock judges the till from its own journal alone. Each rule below is a duty of the till \
        (the originating system) in the documented flows: those of voucher provision and, where \
        a rule says so, those of redemption and refund. A rule says one of

        - `pass`: the till kept the duty wherever it arose
        - `fail`: it did not; the findings name the transactions and the journal records
        - `warn`: a doubt that does not spoil the verdict
        - `inconclusive`: something is still owed and may yet come
        - `not-applicable`: the duty did not arise, or the rule is off

        The verdict of a run is `fail` if a rule or an expectation fails, else `inconclusive` if \
        one is inconclusive, else `pass`. Where no message came there is nothing to judge: \
        `inconclusive`.

        The outcome of a provision, a retry, a redemption or a refund: an `errorType` of \
        `UPSTREAM_UNAVAILABLE` or `VOUCHER_STATUS_UNKNOWN` makes it unknown, whatever the status. \
        Otherwise it is a success (2xx, which for a provision must carry the voucher), a hard \
        decline (4xx), or unknown (5xx, silence, an answer beyond reading).

        A scenario switches rules off and sets their parameters under `judge:`, as in \
        `judge: {D3: {retriesMax: 5}, D11: off}`. `owedWithin` may also stand there by itself, \
        for every rule. Once a run has ended nothing more can come: what is owed then fails.

        """
    return introduction + Rule.all.map(section).joined()
}

private func section(of rule: Rule) -> String {
    var text = """

        ## \(rule.id) \(rule.title)

        \(rule.reading)

        Source: \(rule.source)

        """
    if !rule.parameters.isEmpty {
        text += "\n| parameter | default | meaning |\n|---|---|---|\n"
        for parameter in rule.parameters {
            text +=
                "| `\(parameter.name)` | `\(parameter.standardText)` | \(parameter.meaning) |\n"
        }
    }
    return text
}
