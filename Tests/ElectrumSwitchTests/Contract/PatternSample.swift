import Testing

@testable import ElectrumSwitch

/// Texts that match a pattern of the contract, and texts that do not.
struct PatternSample: CustomTestStringConvertible {
    let pattern: String
    let shortest: String
    let longest: String
    let misfits: [String]

    var testDescription: String { pattern }

    static let all = [
        PatternSample(
            pattern: "[0-9]{3}", shortest: "000", longest: "710",
            misfits: ["", "71", "7100", "71A"]),
        PatternSample(
            pattern: "[0-9]{4}", shortest: "0000", longest: "5411",
            misfits: ["", "541", "54110", "541a", "٥٤١١"]),
        PatternSample(
            pattern: "[0-9]{12}", shortest: "000000000000", longest: "123456789012",
            misfits: ["12345678901", "1234567890123", "12345678901x"]),
        PatternSample(
            pattern: "[0-9]{16}", shortest: "0000000000000000", longest: "1234567890123456",
            misfits: ["123456789012345", "12345678901234567"]),
        PatternSample(
            pattern: "[0-9]{1,19}", shortest: "0", longest: "1234567890123456789",
            misfits: ["", "12345678901234567890", "1 "]),
        PatternSample(
            pattern: "[0-9]{6}[0-9*]{0,13}", shortest: "123456", longest: "123456*********1234",
            misfits: ["12345", "12345*", "123456*********12345", "123456x"]),
        PatternSample(
            pattern: "[0-9A-Za-z]{1,13}", shortest: "a", longest: "6001234567890",
            misfits: ["", "60012345678901", "a-b"]),
        PatternSample(
            pattern: "[0-9A-Za-z]{1,40}", shortest: "Z",
            longest: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN",
            misfits: ["", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO", "prod 1", "é"]),
        PatternSample(
            pattern: "[A-Z0-9]{1,40}", shortest: "0",
            longest: "ABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890123",
            misfits: ["", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345678901234", "a"]),
        PatternSample(
            pattern: "[A-Z]{2}", shortest: "AA", longest: "ZA", misfits: ["", "Z", "ZAF", "za"]),
        PatternSample(
            pattern: "[A-Za-z0-9 -]{1,20}", shortest: "-", longest: "8005 Cape-Town 12345",
            misfits: ["", "8005 Cape-Town 123456", "8005_"]),
        PatternSample(
            pattern: "[a-zA-Z0-9]{32}", shortest: "abcdefghijklmnopqrstuvwxyzABCDEF",
            longest: "01234567890123456789012345678901",
            misfits: ["0123456789012345678901234567890", "012345678901234567890123456789012"]),
        PatternSample(
            pattern: "[a-fA-F0-9]{16}", shortest: "abcdefABCDEF0123", longest: "0123456789abcdef",
            misfits: ["0123456789abcde", "0123456789abcdef0", "0123456789abcdeg"]),
        PatternSample(
            pattern: "[0-9,A-F]{1,512}", shortest: ",",
            longest: String(repeating: "A,0F", count: 128),
            misfits: ["", String(repeating: "A", count: 513), "a"]),
        PatternSample(
            pattern: ".{0,20}", shortest: "", longest: "éééééééééé1234567890",
            misfits: ["éééééééééé12345678901", "1\n", "\u{2028}"]),
        PatternSample(
            pattern: "^.{1,30}", shortest: "x", longest: String(repeating: "ü", count: 30),
            misfits: ["", String(repeating: "ü", count: 31), "a\r"]),
        PatternSample(
            pattern: "^.{1,100}", shortest: "x", longest: String(repeating: "€", count: 100),
            misfits: ["", String(repeating: "€", count: 101)]),
        PatternSample(
            pattern: #"^\+?[1-9]\d{0,14}"#, shortest: "1", longest: "+278212345678901",
            misfits: ["", "+", "0821234567", "+2782123456789012", "++27", "+27 82"]),
    ]

    /// Every pattern of the tables has a sample; one that has none fits nothing.
    static func of(_ pattern: FieldPattern) -> PatternSample {
        all.first { $0.pattern == pattern.text }
            ?? PatternSample(pattern: pattern.text, shortest: "", longest: "", misfits: [])
    }
}
