import JSONTree
import Journal

/// The answer of `GET …/journal/await`: the verdict and the records that match, in their present
/// form.
struct AwaitedRecords: AnswerParts {
    private let found: [Int]
    private let isSatisfied: Bool
    private let sandbox: Sandbox
    private var writer = ListWriter(asLines: false)
    private var position = 0

    init(_ found: [Int], isSatisfied: Bool, in sandbox: Sandbox) {
        self.found = found
        self.isSatisfied = isSatisfied
        self.sandbox = sandbox
    }

    var contentType: String { "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if position == 0 {
            bytes += Array("{\"satisfied\":\(isSatisfied),\"records\":[".utf8)
        }
        let numbers = found[position...].prefix(ListWriter.itemsMax)
        let records = sandbox.peek { state in numbers.compactMap { state.core.journal[$0] } }
        for record in records {
            writer.append(record.encoded, to: &bytes)
        }
        position += numbers.count
        guard position >= found.count else { return true }
        bytes += Array("]}".utf8)
        return false
    }
}
