/// The form of an identifier: hexadecimal digits in groups of 8-4-4-4-12, in any case. Version and
/// variant are not looked at (contract.md 4.6).
enum UUIDForm {
    /// Electrum's text (contract.md 4.1).
    static let violation = "UUID must conform to the format 8-4-4-4-12 hexadecimal values"

    /// - Parameter text: UTF-8.
    static func fits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 36 else { return false }
        for (index, byte) in text.enumerated() {
            switch index {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
            default: guard isHexadecimal(byte) else { return false }
            }
        }
        return true
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
