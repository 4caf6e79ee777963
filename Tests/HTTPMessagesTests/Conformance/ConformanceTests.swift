import Testing

@testable import HTTPMessages

/// Every case of the tables, with its bytes arriving in every way.
struct ConformanceTests {
    static let cases: [ConformanceCase] =
        messageFormatCases + versionCases + requestLineCases + targetCases + fieldCases
        + hostCases + bodyFramingCases + transferCodingCases + chunkedCases + badChunkCases
        + trailerCases + smugglingCases + headerConfusionCases + otherProtocolCases
        + expectationCases + connectionCases

    @Test("the tables hold at least 200 cases, each with a name of its own")
    func tablesAreLarge() {
        #expect(Self.cases.count >= 200)
        #expect(Set(Self.cases.map(\.id)).count == Self.cases.count)
    }

    @Test("bytes that arrive at once are read as the standard says", arguments: cases)
    func whole(_ testCase: ConformanceCase) {
        let reading = Reading(of: [testCase.bytes[...]], limits: testCase.limits)
        #expect(reading.fits(testCase.expected), "\(reading)")
    }

    @Test("bytes that arrive in two pieces, cut anywhere, are read alike", arguments: cases)
    func inTwoPieces(_ testCase: ConformanceCase) {
        let whole = Reading(of: [testCase.bytes[...]], limits: testCase.limits)
        for cut in testCase.bytes.indices {
            let pieces = [testCase.bytes[..<cut], testCase.bytes[cut...]]
            let reading = Reading(of: pieces, limits: testCase.limits)
            #expect(reading == whole, "cut before byte \(cut)")
        }
    }

    @Test("bytes that arrive one by one are read alike", arguments: cases)
    func byteByByte(_ testCase: ConformanceCase) {
        let whole = Reading(of: [testCase.bytes[...]], limits: testCase.limits)
        let pieces = testCase.bytes.indices.map { testCase.bytes[$0...$0] }
        #expect(Reading(of: pieces, limits: testCase.limits) == whole)
    }

    @Test("a connection answers bytes alike, at once and one by one", arguments: cases)
    func answeredAlike(_ testCase: ConformanceCase) {
        let pieces = testCase.bytes.indices.map { testCase.bytes[$0...$0] }
        let whole = EchoConnection.answers(to: [testCase.bytes[...]], limits: testCase.limits)
        #expect(EchoConnection.answers(to: pieces, limits: testCase.limits) == whole)
        switch testCase.expected {
        case .requests(let requests), .incomplete(let requests):
            #expect(whole.count == requests.prefix(through: \.persists).count)
        case .refusal(let status, _, let requests):
            #expect(whole.count == requests.count + 1)
            #expect(whole.last.map { $0.starts(with: "HTTP/1.1 \(status) ".utf8) } == true)
        }
    }
}

extension [SeenRequest] {
    /// The requests that a connection answers: up to the first after which it ends.
    fileprivate func prefix(through persists: (SeenRequest) -> Bool) -> ArraySlice<SeenRequest> {
        guard let last = firstIndex(where: { !persists($0) }) else { return self[...] }
        return self[...last]
    }
}
