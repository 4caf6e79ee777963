@testable import HTTPServing

/// gzip, or what might be.
struct FuzzedArchive {
    private static let expandedMax = 65_536

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Checks that expansion keeps to its bound, and that compressing gives the same again.
    func check() {
        let decoder = GzipDecoder()
        guard let body = try? decoder.decode(bytes, expandedMax: Self.expandedMax) else { return }
        precondition(body.count <= Self.expandedMax, "the bound does not hold")
        let encoded = GzipEncoder().encode(body)
        let again = try? decoder.decode(encoded, expandedMax: Self.expandedMax)
        precondition(again == body, "the body changed")
    }
}
