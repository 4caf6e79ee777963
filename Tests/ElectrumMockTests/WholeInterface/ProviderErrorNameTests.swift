import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// The member of errors with the provider's message (contract.md 2.9), on the wire and in the
/// document.
@Suite(.blocking) struct ProviderErrorNameTests {
    @Test(
        "The provider's message has the name that is asked for",
        arguments: ProviderErrorName.allCases)
    func name(_ name: ProviderErrorName) async throws {
        try await withMock {
            $0.switching.providerErrorName = name
            try $0.play(
                file: """
                    rules:
                      - name: declined
                        on: [redeem, lookup]
                        replies:
                          - decline: {status: 404, type: DO_NOT_HONOR, providerErrorMessage: No.}
                    """)
        } _: { mock in
            let till = try Till(mock)
            let errors = [
                try till.redeem("4711", id: uuid(1)), try till.get("/redemptions/\(uuid(1))"),
                try till.get("/vouchers?voucherCode=4711"),
            ]
            for other in ProviderErrorName.allCases {
                for error in errors {
                    #expect(error.json[other.rawValue] == (other == name ? "No." : nil))
                }
            }
        }
    }

    @Test("The command line and the environment tell the name")
    func commandLine() async throws {
        let mocks = [
            try await MockProcess.serving("--provider-error-name", "providerErrorMessage"),
            try MockProcess(
                ["serve", "--listen", "127.0.0.1:0"],
                environment: ["ELECTRUM_MOCK_PROVIDER_ERROR_NAME": "providerErrorMessage"]),
        ]
        for mock in mocks {
            let till = Till(client: try WireClient(port: try await mock.port))
            let document = try till.get("/openapi.json").json
            let error = document["components"]?["schemas"]?["ErrorDetail"]?["properties"]
            #expect(error?["providerErrorMessage"] != nil)
            #expect(error?["providerErrorMsg"] == nil)
        }
    }
}
