import JSONTree
import Scenarios
import Vocabulary

/// One operation of an OpenAPI document.
struct OperationObject {
    let endpoint: Endpoint
    let route: OperationRoute
    let authentication: Authentication

    var json: JSON {
        let row = endpoint.operation.row
        var object = JSONObject([
            ("operationId", .string(row.documentedName)), ("summary", .string(row.summary)),
            ("tags", [.string(route.collection)]),
        ])
        if isAnonymous { object["security"] = .array(authentication.schemes + [[:]]) }
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        object["requestBody"] = requestBody
        object["responses"] = .object(responses)
        return .object(object)
    }

    /// True if Authorization may be missing.
    private var isAnonymous: Bool { authentication.hasAnonymousReads && !endpoint.hasBody }

    // MARK: Request

    private var parameters: [JSON] {
        guard endpoint.hasBody else { return endpoint.schema.fields.map(parameter) }
        guard !route.parameterName.isEmpty else { return [] }
        return [
            parameter(Field.required(route.parameterName, .uuid, "the id in the body"))
        ]
    }

    private func parameter(_ field: Field) -> JSON {
        let isInPath = field.name == route.parameterName
        var parameter = JSONObject([
            ("name", .string(field.name)), ("in", isInPath ? "path" : "query"),
            ("required", .bool(!field.mayBeAbsent)), ("schema", field.type.openAPI),
        ])
        if !field.meaning.isEmpty { parameter["description"] = .string(field.meaning) }
        parameter["example"] = Examples.parameters(of: endpoint.operation)[field.name]
        return .object(parameter)
    }

    private var requestBody: JSON? {
        Examples.body(of: endpoint.operation).map { example in
            [
                "required": true,
                "content": [
                    "application/json": ["schema": endpoint.schema.reference, "example": example]
                ],
            ]
        }
    }

    // MARK: Responses

    private var responses: JSONObject {
        var responses = JSONObject()
        if endpoint.operation == .lookupRedemption {
            responses["102"] = ["description": "Still being processed. No body."]
        }
        responses[String(endpoint.successStatus)] = success
        for status in errorStatuses {
            responses[status] = ["$ref": "#/components/responses/Error"]
        }
        if authentication.scheme != .basic { responses["401"] = unauthorized }
        if endpoint.hasBody { responses["413"] = ["$ref": "#/components/responses/TooLarge"] }
        if endpoint.operation == .lookupRedemption {
            responses["403"] = ["description": "Another client sent the redemption. No body."]
            responses["404"] = ["description": "No such redemption was received. No body."]
        }
        return responses
    }

    /// The statuses of an ErrorDetail: those of contract.md 1.3, and those that a scenario may
    /// demand.
    private var errorStatuses: [String] {
        ["400", "404"] + (endpoint.hasBody ? ["415"] : []) + ["500", "503", "504", "5XX"]
    }

    private var unauthorized: JSON {
        var response = Self.response(
            "The access token is not known, or has expired.",
            .errorDetail(naming: .providerErrorMsg))
        response["headers"] = [
            "WWW-Authenticate": [
                "description": "Bearer, with error=\"invalid_token\".",
                "schema": ["type": "string"],
            ]
        ]
        return .object(response)
    }

    private var success: JSON {
        var response = Self.response("Done.", endpoint.responseSchema)
        if endpoint.successStatus == 201 {
            response["headers"] = [
                "Location": [
                    "description": "The request's path.", "schema": ["type": "string"],
                ]
            ]
        }
        return .object(response)
    }

    /// A response with a body.
    static func response(_ description: String, _ schema: Schema) -> JSONObject {
        JSONObject([
            ("description", .string(description)),
            ("content", ["application/json": ["schema": schema.reference]]),
        ])
    }
}
