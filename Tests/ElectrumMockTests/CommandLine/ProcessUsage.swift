import Foundation
import TestSupport

/// The resource usage of a process, from the kernel.
struct ProcessUsage {
    let descriptors: Int
    let threads: Int
    let residentKB: Int
    /// Time on the processor, in milliseconds.
    let processorMs: Int
    /// True if it runs no more, though its parent may not have noticed yet.
    let hasEnded: Bool

    init(of process: Int32) {
        let directory = "/proc/\(process)"
        descriptors =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/fd").count) ?? 0
        let status = (try? String(contentsOfFile: "\(directory)/status", encoding: .utf8)) ?? ""
        hasEnded = status.isEmpty || status.contains("State:\tZ")
        threads = Self.value(of: "Threads", in: status)
        residentKB = Self.value(of: "VmRSS", in: status)
        let times = (try? String(contentsOfFile: "\(directory)/stat", encoding: .utf8)) ?? ""
        // User and system time are the 12th and 13th values behind the name, in ticks of 10 ms.
        let values = times.drop { $0 != ")" }.split(separator: " ")
        processorMs = values.dropFirst(12).prefix(2).reduce(0) { $0 + 10 * (Int($1) ?? 0) }
    }

    private static func value(of name: String, in status: String) -> Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
