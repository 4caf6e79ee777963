/// libFuzzer's entry: the first byte of what it makes up decides who has to read it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    switch bytes.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): FuzzedMessage(bytes).check()
    case 0x1F: FuzzedArchive(bytes).check()
    case 0x01: FuzzedJournal.check(Array(bytes.dropFirst()))
    case 0x02: FuzzedScenario.check(file: bytes.dropFirst())
    case 0x03: FuzzedScenario.check(pattern: bytes.dropFirst())
    case 0x04: FuzzedLife.check(clock: bytes.dropFirst())
    case 0x05: FuzzedLife.check(control: bytes.dropFirst())
    default: FuzzedConnection.checkSplits(of: bytes)
    }
    return 0
}
