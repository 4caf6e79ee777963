import Dispatch
import HTTPMessages
import TestSupport
import Testing

@testable import ElectrumSwitch

/// Work that no lane waits for.
@Suite(.blocking) struct WorkersTests {
    @Test("Two long reports do not wait for one another, and a third one comes after them")
    func long() {
        let workers = Workers()
        let (first, second, third) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        // Each of the two ends only once the other has begun.
        workers.runLong {
            first.signal()
            second.wait()
            second.signal()
        }
        workers.runLong {
            second.signal()
            first.wait()
        }
        workers.runLong { third.signal() }
        third.wait()
    }

    @Test("A long body is handed over in parts that make up the whole", arguments: [0, 1, 300])
    func parts(excess: Int) throws {
        let body = (0..<2 * ListWriter.partBytes + excess).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let response = HTTPResponse(
            status: 200, fields: ["Content-Type": "text/plain"], body: body)
        var parts = try #require(BodyParts(response))
        #expect(parts.contentType == "text/plain")
        var sizes: [Int] = []
        var whole: [UInt8] = []
        while true {
            let (bytes, isLast) = parts.part()
            whole += bytes
            sizes.append(bytes.count)
            if isLast { break }
        }
        #expect(whole == body)
        #expect(sizes.allSatisfy { $0 <= ListWriter.partBytes })
    }

    @Test("A short body stays whole, and so does an error")
    func whole() {
        let long = [UInt8](repeating: 1, count: ListWriter.partBytes + 1)
        #expect(BodyParts(HTTPResponse(status: 200, body: Array(long.dropLast()))) == nil)
        #expect(BodyParts(HTTPResponse(status: 500, body: long)) == nil)
    }

    @Test("Long bodies are answered in parts, whether they took long to make or not")
    func answers() {
        let response = HTTPResponse(
            status: 200, body: [UInt8](repeating: 1, count: ListWriter.partBytes + 1))
        for answer in [ControlAnswer.response(response), .long { response }] {
            let exchange = ControlExchange(
                as: ExchangeID(rawValue: 1), waker: Waker(), workers: Workers()
            ) { _ in answer }
            var delivered: Delivery?
            for _ in 1...5 where delivered == nil {
                if case .deliver(let delivery) = exchange.respond(at: Instant(uptime: 0, unix: 0)) {
                    delivered = delivery
                }
            }
            guard case .steps? = delivered else {
                Issue.record("the body of \(answer) is answered as a whole")
                continue
            }
        }
    }
}
