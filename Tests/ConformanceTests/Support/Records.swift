import JSONTree

/// Journal records other than those of a till.
enum Records {
    static let header: JSON = [
        "kind": "header", "product": "electrum-mock", "version": "1.0.0", "journal": 1,
    ]

    static func sandbox(
        _ name: String = "default", seq: Int = 1, messaging: String = "dual",
        judge: JSON = [:], expect: JSON = [:], rules: JSON = []
    ) -> JSON {
        [
            "seq": .number(JSONNumber(seq)), "kind": "sandbox", "rules": rules,
            "at": "2026-01-28T10:00:00.000Z",
            "sandbox": .string(name),
            "scenario": "flows/f6-retries-succeed", "seed": 7, "messaging": .string(messaging),
            "judge": judge, "expect": expect,
            "profiles": [
                "ott": ["retries": "supported", "advices": "forwarded"],
                "stellr": ["retries": "declined", "advices": "consumed"],
            ],
        ]
    }

    static func end(seq: Int, _ name: String = "default", rules: JSON = []) -> JSON {
        [
            "seq": .number(JSONNumber(seq)), "kind": "end", "sandbox": .string(name),
            "at": "2026-01-28T12:00:00.000Z", "rules": rules,
        ]
    }

    static func text(_ text: String?) -> JSON {
        text.map { .string($0) } ?? .null
    }
}
