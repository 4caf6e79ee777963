import JSONTree

extension Authentication {
    /// The schemes of which a message needs one.
    var schemes: [JSON] {
        documentation.members.map { .object(JSONObject([($0.name, .array([]))])) }
    }

    /// The accepted schemes (contract.md section 1.2).
    var documentation: JSONObject {
        let password =
            known == nil ? "any password will do" : "the password is checked"
        let basic: JSON = [
            "type": "http", "scheme": "basic",
            "description": .string("The user name is the client's id; \(password)."),
        ]
        let oauth2: JSON = [
            "type": "oauth2",
            "description": "Access tokens of POST /oauth/token, by the password grant.",
            "flows": [
                "password": [
                    "tokenUrl": "/suv/v1/oauth/token", "refreshUrl": "/suv/v1/oauth/token",
                    "scopes": [:],
                ]
            ],
        ]
        var schemes = JSONObject()
        if scheme != .oauth2 { schemes.append("httpBasic", basic) }
        if scheme != .basic { schemes.append("oauth2", oauth2) }
        return schemes
    }
}
