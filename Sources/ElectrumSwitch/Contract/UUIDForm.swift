import Vocabulary

/// The form of an identifier: hexadecimal digits in groups of 8-4-4-4-12, in any case. Version and
/// variant are not looked at (contract.md 4.6).
enum UUIDForm {
    /// Electrum's text (contract.md 4.1).
    static let violation = "UUID must conform to the format 8-4-4-4-12 hexadecimal values"

    /// - Parameter text: UTF-8.
    static func fits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        UUIDText.bits(of: text.span) != nil
    }
}
