import Vocabulary

/// Returns the page `docs/rules.md`, made from the rules' own text.
package func rulesPage() -> String {
    let introduction = """
        # What a till is judged by

        The mock judges the till from its own journal alone. Each rule below is a duty of the till \
        (the originating system) in the documented flows: those of voucher provision and, where \
        a rule says so, those of redemption and refund. A rule says one of

        - `pass`: the till kept the duty wherever it arose
        - `fail`: it did not; the findings name the transactions and the journal records
        - `warn`: a doubt that does not fail the run
        - `inconclusive`: something is still owed and may yet come
        - `not-applicable`: the duty did not arise, or the rule is off

        The verdict of a run is `fail` if a rule or an expectation fails, else `inconclusive` if \
        one is inconclusive, else `pass`. Without any message there is nothing to judge: \
        `inconclusive`. So is a run whose journal let old records go, if nothing fails: \
        messages whose request is not in it any more are judged by what the others tell alone.

        The outcome of a provision, a retry, a redemption or a refund: an `errorType` of \
        `UPSTREAM_UNAVAILABLE` or `VOUCHER_STATUS_UNKNOWN` makes it unknown, whatever the status. \
        Otherwise it is a success (2xx, which for a provision must carry the voucher), a hard \
        decline (4xx), or unknown (5xx, silence, an answer beyond reading).

        Ids are compared without regard to case (RFC 9562, section 4). Two bodies are equal if they differ only in the order of members, in members that are null in \
        one and absent in the other, and in numbers that are strings in the other (710 and "710").

        ## Severity

        `fail` is for what a source forbids, what may lose money and what leaves a transaction \
        open; `warn` is for a departure from the documented flow that harms nobody. The defaults:

        | rule | fails | warns |
        |---|---|---|
        \(JudgeRule.all.map(row).joined(separator: "\n"))

        A scenario sets them under `judge:`, as in `judge: {D3: fail, D8: warn, D11: off}`, and the \
        rules' parameters, as in `judge: {D3: {retriesMax: 5, level: fail}, owedWithin: 10s}`; \
        `owedWithin` beside the rules is for all of them. Once a run has ended nothing more can \
        come: what is owed then fails.

        """
    return introduction + VerdictRule.all.map(section).joined()
}

private func row(of rule: JudgeRule) -> String {
    let remark = rule.isOffUnlessSet ? " (off unless set)" : ""
    return "| \(rule.id) | \(rule.fails ?? "–")\(remark) | \(rule.warns ?? "–") |"
}

private func section(of rule: VerdictRule) -> String {
    var text = """

        ## \(rule.id) \(rule.title)

        \(rule.reading)

        To do: \(rule.todo)

        Source: \(rule.source)

        """
    if !rule.entry.parameters.isEmpty {
        text += "\n| parameter | default | meaning |\n|---|---|---|\n"
        for parameter in rule.entry.parameters {
            let standard = parameter.text(parameter.standard)
            text += "| `\(parameter.name)` | `\(standard)` | \(parameter.meaning) |\n"
        }
    }
    return text
}
