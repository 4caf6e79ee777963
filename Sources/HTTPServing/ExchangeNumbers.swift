import HTTPMessages

/// The numbers of one lane's exchanges. Every number contains the lane and the connection, so that
/// an exchange can be found from any thread.
final class ExchangeNumbers {
    private let lane: UInt8
    private var last: UInt32 = 0

    init(lane: UInt8) {
        self.lane = lane
    }

    /// Returns the number of a new exchange: the lane in bits 56…63, the descriptor in bits 32…55.
    func next(on descriptor: Int32) -> ExchangeID {
        last &+= 1
        let place = UInt64(lane) << 24 | UInt64(UInt32(bitPattern: descriptor) & 0xFF_FFFF)
        return ExchangeID(rawValue: place << 32 | UInt64(last))
    }

    static func lane(of exchange: ExchangeID) -> Int {
        Int(exchange.rawValue >> 56)
    }

    static func descriptor(of exchange: ExchangeID) -> Int {
        Int(exchange.rawValue >> 32 & 0xFF_FFFF)
    }
}
