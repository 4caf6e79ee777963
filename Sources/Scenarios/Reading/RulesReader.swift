/// Reads the rules of a scenario, and finds those that can never fire.
struct RulesReader {
    /// The ids of the provider profiles.
    let providers: [String]

    private(set) var rules: [Rule] = []
    private(set) var mistakes: [Mistake] = []
    private var lines: [String: Int] = [:]

    init(providers: [String]) {
        self.providers = providers
    }

    mutating func read(_ values: [Value]) {
        for value in values {
            let rule = Rule(value, providers: providers, &mistakes)
            checkName(of: rule, value)
            // A rule with mistakes may look wider or narrower than it is meant.
            if Checker.mistakes(in: value, "a rule", Language.rule).isEmpty {
                checkReach(of: rule, value)
                rules.append(rule)
            }
        }
    }

    private mutating func checkName(of rule: Rule, _ value: Value) {
        guard let name = value["name"] else { return }
        if let line = lines[rule.name] {
            mistakes.append(
                Mistake(
                    at: name.place, "two rules are named `\(rule.name)`",
                    hint: "the first is in line \(line)"))
        }
        lines[rule.name] = lines[rule.name] ?? name.place.line
    }

    /// A rule is out of reach when others before it decide whatever it is about.
    private mutating func checkReach(of rule: Rule, _ value: Value) {
        let conditions = Set(rule.conditions)
        let earlier = rules.filter {
            $0.isUnconditional && $0.conditions.allSatisfy(conditions.contains)
        }
        let isReached = rule.on.contains { operation in
            !earlier.contains { $0.on.contains(operation) }
        }
        guard !isReached else { return }
        let names = earlier.filter { !Set($0.on).isDisjoint(with: rule.on) }
            .prefix(3).map { "`\($0.name)`" }.joined(separator: " and ")
        mistakes.append(
            Mistake(
                at: (value["name"] ?? value).place, "the rule `\(rule.name)` can never fire",
                hint: "all that it is about is decided before it, by \(names); put it first"))
    }
}
