@testable import HTTPMessages

/// The result of parsing all bytes of a client.
struct Reading: Equatable {
    private(set) var requests: [HTTPRequest] = []
    private(set) var refusal: Refusal?
    /// True if nothing is left of a further request.
    private(set) var isEmpty = true

    /// Reads bytes that arrive in these pieces, as the first of a server.
    init(of pieces: [ArraySlice<UInt8>], limits: HTTPLimits) {
        self.init(of: pieces, in: ExchangeContext(limits))
    }

    /// Reads bytes that arrive in these pieces.
    init(of pieces: [ArraySlice<UInt8>], in context: ExchangeContext) {
        var parser = RequestParser(in: context)
        for piece in pieces where refusal == nil {
            parser.append(piece)
            readAll(from: &parser)
        }
        isEmpty = parser.isEmpty
    }

    private mutating func readAll(from parser: inout RequestParser) {
        do throws(Refusal) {
            while let request = try parser.next() { requests.append(request) }
        } catch {
            refusal = error
        }
    }

    /// Returns true if this is what a table expects.
    func fits(_ expected: ConformanceCase.Expected) -> Bool {
        let seen = requests.map { SeenRequest($0) }
        switch expected {
        case .requests(let requests):
            return refusal == nil && isEmpty && seen == requests
        case .incomplete(let requests):
            return refusal == nil && !isEmpty && seen == requests
        case .refusal(let status, let words, let requests):
            return refusal?.status == status && refusal?.reason.contains(words) == true
                && seen == requests
        }
    }
}
