import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Provisioning

/// Reads a provision from a connection, and answers it.
final class ProvisionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let desk: VoucherDesk
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(_ desk: VoucherDesk) {
        self.desk = desk
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var part):
            body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            answer(head, context)
        }
    }

    private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let (status, body) = provision(request)
        var head = HTTPResponseHead(version: request.version, status: status)
        head.headers.add(name: "Content-Type", value: "application/json")
        head.headers.add(name: "Content-Length", value: "\(body.readableBytes)")
        if !request.isKeepAlive { head.headers.add(name: "Connection", value: "close") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !request.isKeepAlive {
            written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    private func provision(_ request: HTTPRequestHead) -> (HTTPResponseStatus, ByteBuffer) {
        guard request.method == .POST, request.uri == "/suv/v1/vouchers" else {
            return (.notFound, ByteBuffer())
        }
        do {
            let request = try decoder.decode(ProvisionRequest.self, from: body)
            guard let response = desk.provision(request) else { return (.badRequest, ByteBuffer()) }
            return (.created, try encoder.encodeAsByteBuffer(response, allocator: .init()))
        } catch {
            return (.badRequest, ByteBuffer())
        }
    }
}
