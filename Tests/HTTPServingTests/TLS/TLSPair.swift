@testable import HTTPServing

/// A client and a server, and the network between them.
struct TLSPair {
    let client: TLSClient
    let server: TLSSession
    /// The bytes that the client has sent, as the server decrypted them.
    private(set) var atServer: [UInt8] = []
    /// The bytes that the server has sent, as the client decrypted them.
    private(set) var atClient: [UInt8] = []

    /// Connects the two and lets them talk until neither has more to say.
    init(
        _ context: TLSContext, _ options: TLSClient.Options = TLSClient.Options(),
        bytesAtATime: Int = .max
    ) throws {
        client = try TLSClient(options)
        server = TLSSession(context)
        talk(bytesAtATime: bytesAtATime)
    }

    /// Carries bytes both ways until there are none.
    mutating func talk(bytesAtATime: Int = .max) {
        atClient += client.receive([])
        while true {
            let toServer = client.takeOutgoing()
            if toServer.isEmpty { return }
            var rest = toServer[...]
            while !rest.isEmpty {
                toClient(server.receive(Array(rest.prefix(bytesAtATime)), into: &atServer))
                rest = rest.dropFirst(bytesAtATime)
            }
        }
    }

    /// Sends a message to the server.
    mutating func sendFromClient(_ plaintext: [UInt8]) {
        client.send(plaintext)
        talk()
    }

    /// Sends a message to the client.
    mutating func sendFromServer(_ plaintext: [UInt8]) {
        toClient(server.encrypt(plaintext))
    }

    /// Carries bytes of the server to the client.
    mutating func toClient(_ ciphertext: [UInt8]) {
        atClient += client.receive(ciphertext)
    }
}

extension TLSSession {
    /// As the product's `receive`, for bytes in an array.
    func receive(_ ciphertext: [UInt8], into plaintext: inout [UInt8]) -> [UInt8] {
        ciphertext.withUnsafeBytes { receive($0, into: &plaintext) }
    }
}
