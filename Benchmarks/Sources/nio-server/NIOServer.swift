import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Provisioning

/// A minimal SwiftNIO server that answers provisions: the usual building blocks, nothing else.
@main
struct NIOServer {
    static func main() async throws {
        let desk = VoucherDesk()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(ProvisionHandler(desk))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: "127.0.0.1", port: 0).get()
        print("listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)/suv/v1")
        fflush(nil)
        try await channel.closeFuture.get()
    }
}
