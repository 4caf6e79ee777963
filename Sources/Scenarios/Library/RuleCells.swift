package import JSONTree

/// A rule in words, as tables show it.
package struct RuleCells: Sendable {
    package let name: String
    /// The operations, as in "provision, retry".
    package let on: String
    /// The conditions; "always" for none.
    package let when: String
    package let replies: [String]

    package var json: JSONObject {
        [
            "name": .string(name), "on": .string(on), "when": .string(when),
            "replies": .array(replies.map(JSON.string)),
        ]
    }
}
