import HTTPMessages
import Testing
import Vocabulary

@testable import HTTPServing

@Suite struct DeadlineHeapTests {
    private let connections: [Connection]

    init() throws {
        let services = try LaneServices(
            lane: 0, limits: HTTPLimits(), tls: nil, counts: ServerCounts(),
            handler: ScriptedHandler())
        connections = (0..<200).map { token in
            Connection(
                Socket(descriptor: -1), from: RequestOrigin(listener: 0), token: token,
                services: services, at: Instant(uptime: 0, unix: 0))
        }
    }

    @Test("An empty heap has nothing due")
    func empty() {
        var heap = DeadlineHeap()
        #expect(heap.earliest == nil)
        #expect(heap.popDue(at: .max) == nil)
    }

    @Test("Connections come up in the order of their deadlines")
    func order() {
        var heap = DeadlineHeap()
        for (index, connection) in connections.enumerated() {
            heap.update(connection, to: Int64(index * 73 % 200))
        }
        #expect(heap.earliest == 0)
        #expect(heap.drain().map { $0 * 73 % 200 } == Array(0..<200))
    }

    @Test("Nothing comes up before its deadline")
    func notBefore() {
        var heap = DeadlineHeap()
        heap.update(connections[0], to: 10)
        #expect(heap.popDue(at: 9) == nil)
        #expect(heap.earliest == 10)
        #expect(heap.popDue(at: 10) === connections[0])
        #expect(heap.popDue(at: .max) == nil)
    }

    @Test("A deadline that moves earlier takes its new place at once")
    func movesEarlier() {
        var heap = DeadlineHeap()
        for index in 0..<10 { heap.update(connections[index], to: Int64(100 + index)) }
        heap.update(connections[7], to: 5)
        #expect(heap.earliest == 5)
        #expect(heap.drain() == [7, 0, 1, 2, 3, 4, 5, 6, 8, 9])
    }

    @Test("A deadline that moves later, or away, comes up at its old time to be put right")
    func movesLater() {
        var heap = DeadlineHeap()
        heap.update(connections[0], to: 10)
        heap.update(connections[1], to: 20)
        heap.update(connections[0], to: 30)
        heap.update(connections[1], to: nil)
        #expect(heap.popDue(at: 10) === connections[0])
        heap.update(connections[0], to: 30)
        #expect(heap.popDue(at: 29) === connections[1])
        #expect(heap.popDue(at: 29) == nil)
        #expect(heap.popDue(at: 30) === connections[0])
    }

    @Test("A connection without a deadline is not in the heap, and can be removed all the same")
    func noDeadline() {
        var heap = DeadlineHeap()
        heap.update(connections[0], to: nil)
        heap.remove(connections[0])
        #expect(heap.earliest == nil)
    }

    @Test("A removed connection does not come up; the others keep their order")
    func remove() {
        var heap = DeadlineHeap()
        for (index, connection) in connections.enumerated() {
            heap.update(connection, to: Int64(index * 73 % 200))
        }
        for index in stride(from: 0, to: 200, by: 3) { heap.remove(connections[index]) }
        heap.remove(connections[0])
        let times = heap.drain().map { $0 * 73 % 200 }
        #expect(times == (0..<200).filter { !(($0 * 137) % 200).isMultiple(of: 3) })
    }

    @Test("Any order of changes agrees with a sorted list", arguments: 1...20)
    func agreesWithModel(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var heap = DeadlineHeap()
        var model: [Int: Int64] = [:]
        for _ in 0..<2_000 {
            let index = Int.random(in: connections.indices, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                heap.remove(connections[index])
                model[index] = nil
            case 1:
                let now = Int64.random(in: 0..<1_000, using: &generator)
                let popped = heap.popDue(at: now).map { Int($0.token) }
                let earliest = model.values.min().flatMap { $0 <= now ? $0 : nil }
                #expect(popped.flatMap { model[$0] } == earliest, "seed \(seed)")
                if let popped { model[popped] = nil }
            default:
                let time = Int64.random(in: 0..<1_000, using: &generator)
                heap.update(connections[index], to: time)
                model[index] = min(time, model[index] ?? .max)
            }
            #expect(heap.earliest == model.values.min(), "seed \(seed)")
        }
    }
}

extension DeadlineHeap {
    /// Takes out everything: the tokens in order.
    fileprivate mutating func drain() -> [Int] {
        var tokens: [Int] = []
        while let connection = popDue(at: .max) { tokens.append(Int(connection.token)) }
        return tokens
    }
}
