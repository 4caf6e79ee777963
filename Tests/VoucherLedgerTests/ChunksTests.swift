import Testing

@testable import VoucherLedger

@Suite struct ChunksTests {
    /// One less, as many as and one more than fit into a chunk, and several chunks.
    private static let counts = [0, 1, 4_095, 4_096, 4_097, 10_000]

    private func numbers(_ count: Int) -> Chunks<Int> {
        var chunks = Chunks<Int>()
        for number in 0..<count { chunks.append(number) }
        return chunks
    }

    @Test("Elements keep the order in which they came", arguments: counts)
    func order(count: Int) {
        let chunks = numbers(count)
        #expect(Array(chunks) == Array(0..<count))
        #expect(Array(chunks.suffix(5)) == Array((0..<count).suffix(5)))
        #expect(chunks.last { $0 < 4_096 } == (0..<count).last { $0 < 4_096 })
    }
}
