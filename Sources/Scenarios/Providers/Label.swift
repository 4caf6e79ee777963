/// An id or a name, in letters of either case.
struct Label: Hashable {
    private let text: String
    /// The same for texts that differ in case only.
    private let fold: UInt64

    init(_ text: String) {
        self.text = text
        // Most labels are ASCII, and need no copy in lower case.
        let (hash, isASCII) = Self.hash(of: text)
        fold = isASCII ? hash : Self.hash(of: text.lowercased()).hash
    }

    static func == (label: Label, other: Label) -> Bool {
        label.fold == other.fold
            && (label.text == other.text || label.text.lowercased() == other.text.lowercased())
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(fold)
    }

    /// Returns FNV-1a, with ASCII letters in lower case.
    private static func hash(of text: String) -> (hash: UInt64, isASCII: Bool) {
        var text = text
        return text.withUTF8 { utf8 in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            var union: UInt8 = 0
            for byte in utf8 {
                let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                hash = (hash ^ UInt64(isUpper ? byte | 0x20 : byte)) &* 0x100_0000_01B3
                union |= byte
            }
            return (hash, UTF8.isASCII(union))
        }
    }
}
