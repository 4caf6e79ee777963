import FuzzInputs
import Glibc

/// libFuzzer's entry: `ELECTRUM_MOCK_FUZZ` says who has to read what it makes up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try FuzzTarget.chosen.check(bytes)
    } catch {
        fatalError("\(error)")
    }
    return 0
}

/// Who reads an input. Each has its directory in `seeds`.
enum FuzzTarget: String, CaseIterable {
    case stream, message, archive, journal, scenario, pattern, clock, control

    static let chosen: FuzzTarget = {
        let name = getenv("ELECTRUM_MOCK_FUZZ").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            fatalError("ELECTRUM_MOCK_FUZZ has to be one of \(allCases.map(\.rawValue))")
        }
        return target
    }()

    func check(_ bytes: [UInt8]) throws {
        switch self {
        case .stream: FuzzedConnection.checkSplits(of: bytes)
        case .message: FuzzedMessage(bytes).check()
        case .archive: FuzzedArchive(bytes).check()
        case .journal: FuzzedJournal.check(bytes[...])
        case .scenario: try FuzzedScenario.check(file: bytes[...])
        case .pattern: try FuzzedScenario.check(pattern: bytes[...])
        case .clock: try FuzzedClock.check(bytes[...])
        case .control: try FuzzedControl.check(bytes[...])
        }
    }
}
