import Testing
import Vocabulary

@testable import VoucherLedger

@Suite struct NumberIndexTests {
    /// Hashes of 16 bits are many of one table, those of few values many equal ones.
    private static let hashMasks = [0, 0xFF00, 0xF_FFFF, -1]

    @Test("It finds what a dictionary finds, whatever was added and removed", arguments: hashMasks)
    func likeDictionary(mask: Int) {
        var draw = Draw(seed: 7, purpose: "index", .sample(0))
        var index = NumberIndex()
        var (hashes, removed): ([Int: Int], [Int: Int]) = ([:], [:])
        for number in 1...2_000 {
            let hash = Int(truncatingIfNeeded: draw.next()) & mask
            index.insert(number, hash)
            hashes[number] = hash
            guard draw.next() % 2 == 0, let (old, oldHash) = hashes.min(by: { $0 < $1 }) else {
                continue
            }
            index.remove(old, oldHash)
            hashes[old] = nil
            removed[old] = oldHash
        }
        for (number, hash) in hashes {
            #expect(index.first(hash) { $0 == number } == number)
        }
        for (number, hash) in removed {
            #expect(index.first(hash) { $0 == number } == nil)
        }
        let numbers = Set(hashes.values).flatMap { hash in
            index.all(hash).filter { hashes[$0] == hash }
        }
        #expect(numbers.sorted() == hashes.keys.sorted())
    }

    @Test("A number takes the place of another, and removing what is not there changes nothing")
    func replacing() {
        var index = NumberIndex()
        index.remove(1, 5)
        #expect(index.all(5) == [])
        for number in 1...100 { index.insert(number, 5) }
        index.replace(40, by: 400, 5)
        index.remove(1_000, 5)
        #expect(index.all(5).sorted() == (1...100).filter { $0 != 40 } + [400])
    }

    @Test("The places of a table are filled evenly, whatever its size", arguments: [1, 100, 3_000])
    func places(count: Int) {
        var table = NumberTable()
        for number in 1...count { table.insert(number, UInt16(truncatingIfNeeded: number)) }
        let homes = (0..<256).map { table.home(of: UInt16($0) << 8) }
        #expect(homes == homes.sorted())
        #expect(homes[0] == 0)
        #expect((count...2 * count + 8).contains(2 * homes[128]))
    }

    @Test("Numbers of 48 bits are kept as they are")
    func greatNumbers() {
        var index = NumberIndex()
        let number = 1 << 48 - 1
        index.insert(number, -1)
        #expect(index.all(-1) == [number])
    }
}
