import JSONTree

/// The interface as an OpenAPI 3.1 document, generated from the routes and the tables that messages
/// are checked against, so that it always agrees with the mock.
struct OpenAPIDocument {
    let acceptsUnknownFields: Bool
    let providerErrorName: ProviderErrorName
    var authentication = Authentication()

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Electrum Single Use Voucher interface",
                "version": "1.24.0",
                "description": .string(Self.description),
            ],
            "servers": [
                ["url": "/suv/v1"],
                [
                    "url": "/sandboxes/{sandbox}/suv/v1",
                    "description": "A sandbox of its own for each test.",
                    "variables": ["sandbox": ["default": .string(Sandboxes.defaultName)]],
                ],
            ],
            "security": .array(authentication.schemes),
            "paths": .object(JSONObject(OperationRoute.all.map { ($0.template, item($0)) })),
            "components": [
                "schemas": .object(schemas),
                "responses": [
                    "Error": .object(
                        OperationObject.response(
                            "Refused, or failed.", .errorDetail(naming: providerErrorName))),
                    "TooLarge": [
                        "description": "More than the mock takes. The reason as text.",
                        "content": ["text/plain": ["schema": ["type": "string"]]],
                    ],
                ],
                "securitySchemes": .object(authentication.documentation),
            ],
        ]
    }

    private static let description =
        "As electrum-mock answers it. A member that is null counts as absent. Where the sources "
        + "of the interface disagree, docs/differences.md says what the mock does."

    private func item(_ route: OperationRoute) -> JSON {
        .object(
            JSONObject(
                route.operations.compactMap { method, operation in
                    Endpoint.of(operation).map { endpoint in
                        (
                            method.lowercased(),
                            OperationObject(
                                endpoint: endpoint, route: route, authentication: authentication
                            ).json
                        )
                    }
                }))
    }

    /// Every schema reachable from a body, by name.
    private var schemas: JSONObject {
        var components = SchemaComponents(acceptsUnknownFields: acceptsUnknownFields)
        for (_, operation) in OperationRoute.all.flatMap(\.operations) {
            guard let endpoint = Endpoint.of(operation) else { continue }
            if endpoint.hasBody { components.add(endpoint.schema) }
            components.add(endpoint.responseSchema)
        }
        components.add(.errorDetail(naming: providerErrorName))
        return components.schemas
    }
}
