/// A regular expression of the forms the contract has: character classes in a row, each with a
/// count. It stands for the whole text, as in Java's bean validation.
///
/// Every class takes as much as it can. That is exact, because a pattern in which a class of
/// varying count could take what a later one needs is not accepted.
struct Pattern: Sendable {
    /// As in Electrum's specification.
    let text: String
    private let pieces: [Piece]

    struct Piece: Sendable, Equatable {
        let characters: CharacterClass
        let counts: ClosedRange<Int>
    }

    /// Nil if the text has a form that does not occur in the contract.
    init?(_ text: String) {
        var compiler = PatternCompiler(text)
        guard let pieces = compiler.compile(), Self.isUnambiguous(pieces) else { return nil }
        self.text = text
        self.pieces = pieces
    }

    /// - Parameter candidate: UTF-8.
    func matches(_ candidate: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = candidate[...]
        for piece in pieces {
            var count = 0
            while count < piece.counts.upperBound, let scalar = Self.firstScalar(of: rest),
                piece.characters.contains(scalar)
            {
                count += 1
                rest = rest.dropFirst(UTF8.width(scalar))
            }
            guard count >= piece.counts.lowerBound else { return false }
        }
        return rest.isEmpty
    }

    private static func firstScalar(
        of text: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Unicode.Scalar? {
        guard let byte = text.first, !UTF8.isASCII(byte) else {
            return text.first.map { Unicode.Scalar($0) }
        }
        var bytes = text.makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        guard case .valid(let encoded) = decoder.parseScalar(from: &bytes) else { return nil }
        return Unicode.UTF8.decode(encoded)
    }

    private static func isUnambiguous(_ pieces: [Piece]) -> Bool {
        pieces.indices.allSatisfy { index in
            let piece = pieces[index]
            guard piece.counts.lowerBound < piece.counts.upperBound else { return true }
            for later in pieces[(index + 1)...] {
                guard piece.characters.isDisjoint(with: later.characters) else { return false }
                if later.counts.lowerBound > 0 { break }
            }
            return true
        }
    }
}
