import Testing

@testable import HTTPMessages

struct PercentEncodingTests {
    @Test(
        "Two hexadecimal digits of either case follow a percent sign",
        arguments: [("%41%4a%4A", "AJJ"), ("a%C3%A9", "aé"), ("+", "+"), ("", "")])
    func decoding(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text[...]) == decoded)
    }

    @Test(
        "Anything else behind a percent sign is refused",
        arguments: ["%+5", "%-0", "%5", "%", "%%41", "% 5", "%5g", "%0x", "%٣٣", "%FF"])
    func refusal(text: String) {
        #expect(PercentEncoding.decode(text[...]) == nil)
    }
}
