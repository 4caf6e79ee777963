import JSONTree

/// The control API as an OpenAPI 3.1 document, generated from the rows of its calls.
struct ControlDocument {
    /// The forms of a report.
    let reportFormats: [String]
    /// True if requests must show the admin token.
    let hasToken: Bool

    var json: JSON {
        var paths = JSONObject()
        for call in ControlCall.allCases {
            let path = call.row.path.replacing("{+", with: "{")
            var item = paths[path]?.members ?? JSONObject()
            item[call.row.method.lowercased()] = operation(call)
            paths[path] = .object(item)
        }
        var document: JSONObject = [
            "openapi": "3.1.0",
            "info": [
                "title": "electrum-mock control API", "version": "1",
                "description": .string(Self.description),
            ],
            "servers": [["url": "/_mock"]],
        ]
        if hasToken { document["security"] = [["token": []]] }
        document["paths"] = .object(paths)
        document["components"] = [
            "schemas": .object(Self.schemas),
            "responses": [
                "Error": [
                    "description": "Refused: the reason, and what to do; text if that is accepted.",
                    "content": [
                        "application/json": ["schema": Self.reference("Error")], "text/plain": [:],
                    ],
                ]
            ],
            "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
        ]
        return .object(document)
    }

    private static let description =
        "By which tests make sandboxes, look at what tills have sent, move clocks and ask for "
        + "verdicts. What has no body is declared as JSON, too, if it is a POST."

    // MARK: Operations

    private func operation(_ call: ControlCall) -> JSON {
        let row = call.row
        var object = JSONObject([
            ("operationId", .string("\(call)")), ("summary", .string(row.summary)),
        ])
        if hasToken, call.isOpen { object["security"] = [] }
        let parameters = Self.pathParameters(of: row.path) + row.query.map(parameter)
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = row.body { object["requestBody"] = Self.body(body) }
        var responses = JSONObject(Self.success(row.answer).map { (String($0.status), $0.answer) })
        if row.isTagged {
            responses["304"] = ["description": "Unchanged since the ETag in If-None-Match."]
        }
        responses["default"] = ["$ref": "#/components/responses/Error"]
        object["responses"] = .object(responses)
        return .object(object)
    }

    private static func pathParameters(of path: String) -> [JSON] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            [
                "name": .string(part.filter(\.isLetter)), "in": "path", "required": true,
                "schema": ["type": "string"],
            ]
        }
    }

    private func parameter(_ parameter: ControlParameter) -> JSON {
        var schema = schema(of: parameter.kind)
        switch parameter.kind {
        case .number:
            let number = parameter.standard.flatMap { JSONNumber(spelling: $0) }
            schema["default"] = number.map(JSON.number)
        case .flag: schema["default"] = parameter.standard.map { .bool($0 == "true") }
        default: schema["default"] = parameter.standard.map(JSON.string)
        }
        return [
            "name": .string(parameter.name), "in": "query", "schema": .object(schema),
            "description": .string(parameter.meaning),
        ]
    }

    private func schema(of kind: ControlParameter.Kind) -> JSONObject {
        switch kind {
        case .text, .searched: ["type": "string"]
        case .number: ["type": "integer", "minimum": 0]
        case .flag: ["type": "boolean"]
        case .duration: ["type": "string", "pattern": "^[0-9]+([.][0-9]+)?(ms|s|m|h|d)$"]
        case .words(let words): ["type": "string", "enum": .array(words.map(JSON.string))]
        case .reportFormat: ["type": "string", "enum": .array(reportFormats.map(JSON.string))]
        }
    }

    private static func body(_ body: ControlCall.Body) -> JSON {
        let content = body.contentTypes.map { type -> (String, JSON) in
            guard type == "application/json" else { return (type, ["schema": ["type": "string"]]) }
            return (type, ["schema": reference(body.schema), "example": body.example])
        }
        return [
            "required": .bool(!body.mayBeEmpty), "content": .object(JSONObject(content)),
        ]
    }

    private static func success(_ answer: ControlCall.Answer) -> [(status: Int, answer: JSON)] {
        switch answer {
        case .json(let schema, let statuses):
            statuses.map { ($0, content("Done.", schema)) }
        case .text(let types):
            [(200, ["description": "Done.", "content": .object(JSONObject(types.map(untold)))])]
        case .nothing:
            [(204, ["description": "Done."])]
        }
    }

    /// A content type whose content is not described.
    private static func untold(_ type: String) -> (String, JSON) { (type, [:]) }

    private static func content(_ description: String, _ schema: String) -> JSON {
        [
            "description": .string(description),
            "content": ["application/json": ["schema": reference(schema)]],
        ]
    }

    private static func reference(_ schema: String) -> JSON {
        ["$ref": .string("#/components/schemas/\(schema)")]
    }

    // MARK: Schemas

    private static let text: JSON = ["type": "string"]
    private static let textOrNull: JSON = ["type": ["string", "null"]]
    private static let number: JSON = ["type": "integer"]
    private static let flag: JSON = ["type": "boolean"]
    private static let record: JSON = ["type": "object", "description": "A journal record."]

    private static let schemas: JSONObject = [
        "Error": object(
            ["errorType": text, "errorMessage": text, "detailMessage": detail]),
        "Nothing": object([:]),
        "Document": ["type": "object"],
        "Ready": object(["status": text]),
        "Health": object(["status": text], optional: ["journal": text]),
        "Stopping": object(["status": text]),
        "Scenarios": object(["scenarios": list(of: scenario)]),
        "Setup": object(
            [:],
            optional: [
                "scenario": ["type": "string", "description": "The name of a scenario."],
                "yaml": ["type": "string", "description": "The text of a scenario."],
                "seed": ["type": "integer", "minimum": 0],
                "clock": ["enum": ["real", "manual"]],
            ]),
        "Sandbox": object(
            [
                "name": text,
                "url": ["type": "string", "description": "The base URL for the till."],
                "scenario": text, "seed": number, "clock": text, "now": text, "records": number,
                "transactions": number,
            ],
            optional: [
                "title": text, "inline": flag, "messaging": text, "madeBy": text,
                "counts": object(["open": number, "transactions": number, "records": number]),
                "queue": number, "lastMessageAt": textOrNull,
                "dropped": number, "verdict": text, "lead": text, "rules": ["type": "object"],
                "expected": text, "faults": ["type": "object"], "broken": list(of: text),
                "hollow": list(of: text), "messages": number,
                "risk": object(["count": number, "amount": number]), "kinds": ["type": "object"],
            ]),
        "Sandboxes": object(
            ["sandboxes": list(of: reference("Sandbox"))], optional: ["next": text]),
        "Records": object(
            ["records": list(of: record), "dropped": number],
            optional: ["next": number, "total": number]),
        "AwaitedRecords": object(["satisfied": flag, "records": list(of: record)]),
        "Transactions": object(
            ["transactions": list(of: reference("Transaction")), "total": number],
            optional: ["next": number]),
        "Transaction": transaction,
        "Record": record,
        "Message": ["type": "object"],
        "Rules": object(["scenario": scenario, "rules": list(of: decidedRule)]),
        "About": object(
            [
                "product": text, "version": text, "epoch": text, "base": text, "sandboxBase": text,
                "needsToken": flag, "loopback": flag, "limits": ["type": "object"],
                "duties": ["type": "object"],
            ], optional: ["commit": textOrNull]),
        "Checked": object([
            "diagnostics": list(of: diagnostic), "scenario": ["type": ["object", "null"]],
        ]),
        "Judged": object(["sandboxes": list(of: ["type": "object"])]),
        "Providers": object(["providers": list(of: ["type": "object"])]),
        "Products": object(["products": ["type": "object"]]),
        "Routed": object(
            [:], optional: ["receiver": text, "settlementEntity": text, "product": text]),
        "Route": object(["provider": text, "name": text, "because": text]),
        "Queue": object([
            "providers": list(
                of: object([
                    "provider": text, "depth": number, "entries": list(of: ["type": "object"]),
                ]))
        ]),
        "Advance": object([
            "advance": ["type": "string", "description": "Like 30s, next or idle."]
        ]),
        "Advanced": object(["now": text], optional: ["idle": flag, "stopped": text]),
    ]

    private static let detail = object(
        ["hint": text],
        optional: [
            "text": ["type": "string", "description": "The diagnostics, as check prints them."],
            "diagnostics": list(of: diagnostic),
        ])

    private static let diagnostic = object([
        "line": number, "column": number, "endColumn": number, "message": text, "sourceLine": text,
        "excerpt": text, "hint": textOrNull, "replacement": textOrNull,
    ])

    private static let scenario = object(
        ["name": text, "title": text, "flow": textOrNull, "messaging": text, "file": text],
        optional: ["comment": text, "text": text, "expect": text, "rules": list(of: rule)])

    private static let cells: JSONObject = [
        "name": text, "on": text, "when": text, "replies": list(of: text),
    ]
    private static let rule = object(cells)
    private static let decidedRule = object(
        JSONObject(
            cells.members.map { ($0.name, $0.value) } + [
                ("optional", flag), ("decided", number), ("last", ["type": ["integer", "null"]]),
                ("misses", list(of: object(["text": text, "count": number, "last": number]))),
            ]))

    /// A transaction as the switch knows it, and in the views of the console.
    private static let transaction: JSON = [
        "type": "object", "required": ["id", "state", "client", "provider", "messages"],
        "properties": [
            "id": text, "state": text, "providerState": text, "kind": text, "number": number,
            "beliefs": list(of: text),
        ],
    ]

    private static func list(of item: JSON) -> JSON { ["type": "array", "items": item] }

    private static func object(_ members: JSONObject, optional: JSONObject = [:]) -> JSON {
        let all = members.members + optional.members
        return [
            "type": "object", "additionalProperties": false,
            "required": .array(members.members.map { .string($0.name) }),
            "properties": .object(JSONObject(all.map { ($0.name, $0.value) })),
        ]
    }
}
