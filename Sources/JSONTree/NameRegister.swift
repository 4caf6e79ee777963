/// Detects duplicate member names of an object.
///
/// Small objects are compared directly, and most names need no comparison; names of larger ones are
/// hashed, so that a hostile object costs no more than its length.
struct NameRegister {
    private static let comparedMax = 16
    private var count = 0
    /// The marks of the names so far: a name whose mark is missing is new.
    private var marks: UInt64 = 0
    private var hashed: Set<[UInt8]> = []

    /// - Parameters:
    ///   - name: the node of the name.
    ///   - object: the node of the object.
    @inline(__always)
    mutating func isNew(
        _ name: Int, in object: Int, among nodes: [JSONNode], of bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        count += 1
        guard count <= Self.comparedMax else {
            return isNewHash(name, in: object, among: nodes, of: bytes)
        }
        let mark = Self.mark(of: nodes[name], in: bytes)
        defer { marks |= mark }
        return marks & mark == 0 || isDifferent(name, in: object, among: nodes, of: bytes)
    }

    /// Returns one bit that depends on the name; all of them for a name with escapes.
    @inline(__always)
    private static func mark(
        of name: JSONNode, in bytes: UnsafeBufferPointer<UInt8>
    ) -> UInt64 {
        guard name.isPlain else { return .max }
        let key = JSONName.Key(of: name.contentRange, in: UnsafeRawBufferPointer(bytes))
        return 1 << (key.hash >> 58)
    }

    private func isDifferent(
        _ name: Int, in object: Int, among nodes: [JSONNode], of bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var other = object + 1
        while other < name {
            if Self.isSame(nodes[other], nodes[name], of: bytes) { return false }
            other = Int(nodes[other + 1].next)
        }
        return true
    }

    private mutating func isNewHash(
        _ name: Int, in object: Int, among nodes: [JSONNode], of bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        if hashed.isEmpty {
            var other = object + 1
            while other < name {
                hashed.insert(Self.content(of: nodes[other], in: bytes))
                other = Int(nodes[other + 1].next)
            }
        }
        return hashed.insert(Self.content(of: nodes[name], in: bytes)).inserted
    }

    /// Names are the same if they are so scalar for scalar (RFC 8259 section 8.3).
    private static func isSame(
        _ name: JSONNode, _ other: JSONNode, of bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard name.isPlain, other.isPlain else {
            return content(of: name, in: bytes) == content(of: other, in: bytes)
        }
        guard name.range.count == other.range.count else { return false }
        let raw = UnsafeRawBufferPointer(bytes)
        return UnsafeRawBufferPointer(rebasing: raw[name.range])
            .hasSameBytes(as: UnsafeRawBufferPointer(rebasing: raw[other.range]))
    }

    private static func content(
        of name: JSONNode, in bytes: UnsafeBufferPointer<UInt8>
    ) -> [UInt8] {
        name.isPlain
            ? Array(bytes[name.contentRange])
            : JSONParser.unescaped(name, in: bytes)
    }
}
