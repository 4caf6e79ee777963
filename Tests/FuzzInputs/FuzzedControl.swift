import HTTPMessages
import Scenarios

/// Requests to the control API, or what might be.
package enum FuzzedControl {
    /// One input is at most so much work.
    package static let requestsMax = 4

    /// A provider that answers nothing.
    private static let away = try? Scenario(
        name: "away",
        yaml: "rules: [{name: a, on: [deliver], replies: [{lost: request, delay: 3650d}]}]",
        file: "away.yaml")

    /// Asks a mock that has sold something; a line each is the method, the target below `/_mock/`
    /// and the body of a request, and so on.
    ///
    /// - Throws: when a request gets no answer, or no status there is.
    package static func check(_ bytes: ArraySlice<UInt8>) throws(FuzzFailure) {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: requestsMax * 3,
            omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        var life = FuzzedLife(playing: away, hasManualClock: true)
        life.sell()
        for index in stride(from: 0, to: min(lines.count, requestsMax * 3) - 2, by: 3) {
            let (method, target) = (lines[index], "/_mock/" + lines[index + 1])
            let answer = life.ask(method, target, lines[index + 2])
            // An `await` may be open, and a clock have more to do, when the asking is given up.
            let mayBeOpen = target.contains("await") || target.contains("clock")
            guard answer.map({ (200..<600).contains($0.status) }) ?? mayBeOpen else {
                throw FuzzFailure("\(method) \(target) is answered with \(answer as Any)")
            }
        }
    }
}
