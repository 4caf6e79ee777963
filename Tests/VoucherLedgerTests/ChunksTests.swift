import Testing

@testable import VoucherLedger

@Suite struct ChunksTests {
    /// One less, as many as and one more than fit into a chunk, and several chunks.
    private static let counts = [0, 1, 63, 64, 65, 1_000]

    private func numbers(_ count: Int) -> Chunks<Int> {
        var chunks = Chunks<Int>()
        for number in 0..<count { chunks.append(number) }
        return chunks
    }

    @Test("Elements keep the order in which they came", arguments: counts)
    func order(count: Int) {
        let chunks = numbers(count)
        #expect(chunks.count == count)
        #expect((0..<count).map { chunks[$0] } == Array(0..<count))
    }

    @Test("Removed elements leave their places empty, others stay in theirs", arguments: counts)
    func removing(count: Int) {
        var chunks = numbers(count)
        var removed: [Int] = []
        for chunk in 0..<chunks.chunkCount {
            removed += chunks.removeAll(in: chunk) { $1 % 100 < 70 }.map(\.element)
        }
        #expect(removed == (0..<count).filter { $0 % 100 < 70 })
        #expect((0..<count).map { chunks[$0] } == (0..<count).map { $0 % 100 < 70 ? nil : $0 })
        chunks.append(-1)
        #expect(chunks[count] == -1)
    }
}
