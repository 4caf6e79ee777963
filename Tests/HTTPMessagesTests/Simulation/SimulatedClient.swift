import TestSupport
import Vocabulary

/// The requests of a simulated client, and its behaviour.
struct SimulatedClient {
    enum Manner: CaseIterable {
        /// Sends everything, takes everything, and goes when it has nothing more to ask.
        case patient
        /// Ends its stream as soon as it has sent everything.
        case halfCloser
        /// Goes with a reset at any time.
        case leaver
        /// Takes no more bytes after some.
        case staller
        /// Sends no more bytes after some.
        case sleeper
        /// Sends a damaged message last.
        case mutant
    }

    let manner: Manner
    /// The valid requests, in order.
    let requests: [SimulatedRequest]
    let largestRequestBytes: Int
    private(set) var unsent: ArraySlice<UInt8>
    private(set) var hasEnded = false
    /// How many more sends it takes; a staller takes few.
    private var appetite = Int.max

    init(using generator: inout SeededGenerator) {
        let manner = generator.chance(50) ? .patient : generator.pick(Manner.allCases)
        let count = 1 + (generator.chance(20) ? generator.below(24) : generator.below(6))
        var requests = (0..<count).map { SimulatedRequest(number: $0, using: &generator) }
        var bytes = requests.flatMap(\.bytes)
        if manner == .mutant {
            let damaged = requests.removeLast().bytes
            bytes = requests.flatMap(\.bytes)
            bytes += Mutator.mutate(damaged, with: bytes, using: &generator)
        }
        if manner == .sleeper { bytes.removeLast(generator.below(bytes.count)) }
        if manner == .staller { appetite = generator.below(count) }
        self.manner = manner
        self.requests = requests
        largestRequestBytes = requests.map(\.bytes.count).max() ?? 0
        unsent = bytes[...]
    }

    var takesBytes: Bool { appetite > 0 }

    /// The next bytes it sends, and whether its stream ends with them.
    mutating func send(using generator: inout SeededGenerator) -> (ArraySlice<UInt8>, areLast: Bool)
    {
        let count = generator.chance(20) ? unsent.count : 1 + generator.below(200)
        let piece = unsent.prefix(count)
        unsent = unsent.dropFirst(count)
        hasEnded = manner == .halfCloser && unsent.isEmpty && generator.chance(50)
        return (piece, hasEnded)
    }

    mutating func take() {
        appetite -= 1
    }

    /// It ends its stream.
    mutating func end() {
        hasEnded = true
    }
}
