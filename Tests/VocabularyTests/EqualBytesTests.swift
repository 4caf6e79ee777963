import Testing
import Vocabulary

/// Buffers that are compared many bytes at a time.
struct EqualBytesTests {
    @Test("All bytes before the first difference are equal, wherever it is")
    func firstDifference() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8($0) }
            #expect(Self.equalCount(bytes, bytes) == count)
            for place in 0..<count {
                var other = bytes
                other[place] ^= 0x80
                #expect(Self.equalCount(bytes, other) == place, "\(place) of \(count)")
            }
        }
    }

    @Test("The shorter of two is equal as far as it goes")
    func lengths() {
        let bytes = [UInt8](repeating: 7, count: 80)
        for count in 0..<80 {
            #expect(Self.equalCount(bytes, Array(bytes[..<count])) == count)
            #expect(Self.equalCount(Array(bytes[..<count]), bytes) == count)
        }
    }

    private static func equalCount(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left.withUnsafeBytes { left in right.withUnsafeBytes { left.equalCount(with: $0) } }
    }
}
