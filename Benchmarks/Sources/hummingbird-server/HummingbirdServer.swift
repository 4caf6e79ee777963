import Foundation
public import Hummingbird
import Logging
public import Provisioning

/// A minimal Hummingbird server that answers provisions, as its documentation shows it.
@main
struct HummingbirdServer {
    static func main() async throws {
        let desk = VoucherDesk()
        let router = Router()
        router.post("suv/v1/vouchers") { request, context -> EditedResponse<ProvisionResponse> in
            let provision = try await request.decode(as: ProvisionRequest.self, context: context)
            guard let response = desk.provision(provision) else { throw HTTPError(.badRequest) }
            return EditedResponse(status: .created, response: response)
        }
        var logger = Logger(label: "hummingbird")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                print("listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)/suv/v1")
                fflush(nil)
            }, logger: logger)
        try await application.runService()
    }
}

extension ProvisionResponse: ResponseEncodable {}
